//! The routes of the shop, and what they share.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use qq_wxpay::client::Notifications;
use qq_wxpay::notify::MAXIMUM_NOTIFICATION_BYTES;
use qq_wxpay::{QqWxPay, Result};

use crate::store::Store;
use crate::{notify, orders};

/// What every request of the shop works with. Clones share everything.
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) pay: QqWxPay,
    pub(crate) store: Arc<Store>,
    pub(crate) notifications: Notifications,
    pub(crate) stand_in_payer: Option<IpAddr>,
}

impl App {
    /// A shop without orders.
    ///
    /// # Errors
    /// None as long as the functions for notifications fit together.
    pub fn new(pay: QqWxPay) -> Result<Self> {
        let store = Arc::default();
        let notifications = notify::notifications(pay.clone(), Arc::clone(&store))?;
        Ok(Self { pay, store, notifications, stand_in_payer: None })
    }

    /// The address that stands in for payers who come from this machine. For the sandbox only.
    #[must_use]
    pub fn stand_in_payer(mut self, address: IpAddr) -> Self {
        self.stand_in_payer = Some(address);
        self
    }

    /// The orders.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }
}

/// The server. Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: an order names its payer's address.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/orders", post(orders::create))
        .route("/orders/{out_trade_no}", get(orders::show))
        .route("/orders/{out_trade_no}/link", post(orders::fresh_link))
        .route("/notify", post(notify::receive).layer(DefaultBodyLimit::max(MAXIMUM_NOTIFICATION_BYTES)))
        .with_state(app)
}
