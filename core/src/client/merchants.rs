//! Several merchants in one process.

use std::sync::Arc;

use super::QqWxPay;
use crate::client::engine::faults::Fault;
use crate::client::engine::observer::FaultKind;
use crate::config::Config;
use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;
use crate::notify::{self, HandledNotification, Search};

/// The clients of several merchants that share one notification address. Clones share everything.
///
/// A merchant is its merchant number together with the WeChat AppID: two mini programs may use one merchant number, each
/// with an AppID and a client of its own. The notification of a refund names no AppID; it goes to the first client with its
/// number.
///
/// ```no_run
/// # async fn example(first: qq_wxpay::QqWxPay, second: qq_wxpay::QqWxPay, headers: qq_wxpay::http::Headers, body: Vec<u8>) -> qq_wxpay::Result<()> {
/// use qq_wxpay::client::Merchants;
/// let merchants = Merchants::new([first, second])?;
/// let received = merchants.receive_notification(&headers, &body).await;
/// if let Some(pay) = &received.merchant {
///     println!("{}: {}", pay.config().mchid(), received.handled.outcome.name());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Merchants(Arc<[QqWxPay]>);

/// A notification, and the merchant that it is for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MerchantNotification {
    /// The client that handled it; `None` when it is for no registered merchant, or for nobody.
    pub merchant: Option<QqWxPay>,
    /// What it is, and what to answer.
    pub handled: HandledNotification,
}

impl Merchants {
    /// A registry of these clients.
    ///
    /// # Errors
    /// `Config` with `MERCHANT_GIVEN_TWICE` when two clients have the same merchant number and WeChat AppID.
    pub fn new(clients: impl IntoIterator<Item = QqWxPay>) -> Result<Self> {
        let clients: Arc<[QqWxPay]> = clients.into_iter().collect();
        let names = |pay: &QqWxPay| (pay.config().mchid().to_owned(), pay.config().wechat_appid().to_owned());
        for (index, pay) in clients.iter().enumerate() {
            if clients[..index].iter().any(|other| names(other) == names(pay)) {
                return Err(Error::sdk(&sdk_codes::MERCHANT_GIVEN_TWICE)
                    .with_field("mchid")
                    .with_detail(format!("`{}`", pay.config().mchid())));
            }
        }
        Ok(Self(clients))
    }

    /// The client of a merchant number and a WeChat AppID.
    #[must_use]
    pub fn get(&self, mchid: &str, wechat_appid: &str) -> Option<&QqWxPay> {
        self.iter().find(|pay| pay.config().mchid() == mchid && pay.config().wechat_appid() == wechat_appid)
    }

    /// All clients, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &QqWxPay> {
        self.0.iter()
    }

    /// [`QqWxPay::handle_notification`] of the merchant that the notification is for.
    ///
    /// The merchant is found by the number in the message, in V3 by whose key verifies it and whose APIv3 key opens it; what
    /// nobody's key verifies is opened only while it is small. Only that merchant's keys then judge it. A message that is for
    /// none of them is `Refused`: `MERCHANT_NOT_REGISTERED`, or why it is no genuine one. The observer of the first client gets the event.
    #[must_use]
    pub fn handle_notification(&self, headers: &Headers, body: &[u8]) -> MerchantNotification {
        match self.find(headers, body) {
            Ok(pay) => MerchantNotification {
                handled: pay.handle_notification(headers, body),
                merchant: Some(pay.clone()),
            },
            Err(error) => self.for_nobody(headers, body, error),
        }
    }

    /// [`QqWxPay::receive_notification`] of the merchant that the notification is for.
    pub async fn receive_notification(&self, headers: &Headers, body: &[u8]) -> MerchantNotification {
        match self.find(headers, body) {
            Ok(pay) => MerchantNotification {
                handled: pay.receive_notification(headers, body).await,
                merchant: Some(pay.clone()),
            },
            Err(error) => self.for_nobody(headers, body, error),
        }
    }

    /// [`QqWxPay::confirm_notification`] of the merchant that the notification is for.
    pub async fn confirm_notification(&self, headers: &Headers, body: &[u8]) -> MerchantNotification {
        match self.find(headers, body) {
            Ok(pay) => MerchantNotification {
                handled: pay.confirm_notification(headers, body).await,
                merchant: Some(pay.clone()),
            },
            Err(error) => self.for_nobody(headers, body, error),
        }
    }

    fn find(&self, headers: &Headers, body: &[u8]) -> std::result::Result<&QqWxPay, NotFound> {
        let configs: Vec<&Config> = self.iter().map(QqWxPay::config).collect();
        let now = self.0.first().map_or(0, |first| first.0.context.now());
        let mut search = Search::default();
        let found = search.find(&configs, headers, body, now);
        found.map(|index| &self.0[index]).map_err(|error| NotFound { error, genuine: search.genuine })
    }

    /// Refuses it, and notifies the observer of the first client: it belongs to none.
    fn for_nobody(
        &self,
        headers: &Headers,
        body: &[u8],
        NotFound { error, genuine }: NotFound,
    ) -> MerchantNotification {
        let mut handled = notify::refuse(headers, body, error.clone());
        if let Some(first) = self.0.first() {
            handled = first.conclude(handled);
            let what = FaultKind::NotificationRefused;
            // WeChat Pay wrote it: an APIv3 key is wrong, or a merchant is missing here.
            if genuine
                && handled.fault.is_none()
                && first.0.context.report(&Fault { what, error: &error, number: None, operation: None })
            {
                handled.fault = Some(error);
            }
        }
        MerchantNotification { merchant: None, handled }
    }
}

/// Why nobody was found, and whether WeChat Pay signed it.
struct NotFound {
    error: Error,
    genuine: bool,
}
