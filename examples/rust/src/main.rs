//! The shop as a program. Settings: the variables `QQ_WXPAY_…`, and `PORT` (default 8000).

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};

use qq_wxpay::QqWxPay;
use qq_wxpay_example_rust::{App, router};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = std::env::var("PORT").map_or(Ok(8000), |text| text.parse())?;
    let mut app = App::new(QqWxPay::from_env()?)?;
    if std::env::var_os("QQ_WXPAY_QQ_BASE_URL").is_some() {
        // With the sandbox the payer too is on this machine, whose own address WeChat Pay would refuse.
        app = app.stand_in_payer(Ipv4Addr::new(203, 0, 113, 7).into());
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("The shop is open at http://{}", listener.local_addr()?);
    axum::serve(listener, router(app).into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}
