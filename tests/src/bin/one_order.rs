//! A process that places one order and ends, as a script behind a web server does. Its settings are the environment's.
#![allow(clippy::print_stdout)] // a program speaks through it

use std::process::ExitCode;

use qq_wxpay::QqWxPay;
use qq_wxpay::model::Placement;
use qq_wxpay_tests::shop::direct;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let number = std::env::args().nth(1).unwrap_or_default();
    let placed = match QqWxPay::from_env() {
        Ok(pay) => pay.place_order(&direct(&number)).await.and_then(Placement::placed),
        Err(error) => Err(error),
    };
    match placed {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}
