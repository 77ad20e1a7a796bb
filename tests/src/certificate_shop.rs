//! A shop that has no key of WeChat Pay yet, for the tests of platform certificates.

use std::collections::HashSet;

use qq_wxpay::Settings;
use qq_wxpay::model::Placement;
use qq_wxpay::notify::Outcome;
use qq_wxpay_sandbox::{NotificationKey, PlatformCertificates, SigningKey, Switches};

use crate::shop::{Received, Shop, direct, impatient};
use crate::with;

/// Nothing but the APIv3 key: WeChat Pay's keys are still to be fetched.
#[must_use]
pub fn without_keys(settings: Settings) -> Settings {
    with(settings, |settings| {
        settings.public_key = None;
        settings.public_key_id = None;
        settings.platform_certificates = None;
    })
}

/// A shop that has no key, at a WeChat Pay that signs everything with platform certificates.
///
/// # Panics
/// When loopback cannot be listened on.
pub async fn open() -> Shop {
    let shop = Shop::open_with(without_keys, impatient()).await;
    shop.sandbox.set_switches(by_certificate(PlatformCertificates::Current));
    shop
}

/// Switches with which WeChat Pay signs everything with these platform certificates.
#[must_use]
pub fn by_certificate(platform_certificates: PlatformCertificates) -> Switches {
    Switches {
        platform_certificates,
        signing_key: SigningKey::Certificate,
        notification_key: NotificationKey::Certificate,
        ..Switches::default()
    }
}

/// How often the list of certificates was downloaded.
#[must_use]
pub fn listed(shop: &Shop) -> usize {
    shop.sandbox.events().iter().filter(|event| event.kind == "certificates.listed").count()
}

/// Places an order and pays it.
///
/// # Panics
/// When the sandbox does not take it.
pub async fn pay(shop: &Shop, number: &str) {
    let order =
        shop.pay.place_order(&direct(number)).await.and_then(Placement::placed).expect("the order is taken");
    shop.sandbox.pay(&order.h5_url).await.expect("the payment is taken");
}

/// The numbers of the orders that the shop has been told to be paid.
#[must_use]
pub fn paid(received: &[Received]) -> HashSet<String> {
    let orders = received.iter().filter_map(|one| match &one.handled.outcome {
        Outcome::Payment(payment) => Some(payment.out_trade_no.clone()),
        _ => None,
    });
    orders.collect()
}
