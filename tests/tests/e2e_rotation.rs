//! The recipes for changing a credential while a shop runs: at each step processes with the settings of before and of after it
//! stand side by side, and neither refuses an order or a notification.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::sync::Arc;

use qq_wxpay::environment::Clock;
use qq_wxpay::model::{Channel, OrderId, Placement};
use qq_wxpay::notify::Outcome;
use qq_wxpay::{QqWxPay, Settings};
use qq_wxpay_sandbox::{Rotation, Switches};
use qq_wxpay_tests::shop::{Received, Shop, direct, settings, until};
use qq_wxpay_tests::with;

/// The settings of the sandbox, and those of the time after the change.
struct Change {
    shop: Shop,
    old: Settings,
    next: Settings,
    orders: usize,
}

impl Change {
    async fn begin() -> Self {
        let shop = Shop::open().await;
        let old = with(settings(&shop.sandbox), |settings| settings.platform_certificates = None);
        let mut all: std::collections::BTreeMap<_, _> = shop.sandbox.env().into_iter().collect();
        all.extend(shop.sandbox.successors());
        let next = Settings::from_variables(all, |path| std::fs::read(path)).unwrap();
        Self { shop, old, next, orders: 0 }
    }

    /// What happens in a console.
    fn console(&self, change: impl FnOnce(&mut Switches)) {
        let mut switches = self.shop.sandbox.switches();
        change(&mut switches);
        self.shop.sandbox.set_switches(switches);
    }

    /// A process with these settings.
    fn process(&self, settings: &Settings) -> QqWxPay {
        let clock = Arc::clone(&self.shop.clock) as Arc<dyn Clock>;
        QqWxPay::builder(settings.build().unwrap()).clock(clock).build().unwrap()
    }

    /// Each process orders both ways, is paid, and asks; every process takes every notification.
    async fn all_work(&mut self, processes: &[&QqWxPay]) {
        for placing in processes {
            for channel in [Channel::QqProxy, Channel::Direct] {
                let message = self.paid(placing, placing, channel).await;
                for taking in processes {
                    let handled = taking.handle_notification(&message.headers, &message.body);
                    assert_eq!(handled.outcome.name(), "payment", "{:?}", handled.outcome);
                }
            }
        }
    }

    /// The notification of an order that `pay` places, as `reads` can read it. The shop itself refuses those of the time after the
    /// change, so that earlier ones are delivered again in between.
    async fn paid(&mut self, pay: &QqWxPay, reads: &QqWxPay, channel: Channel) -> Received {
        self.orders += 1;
        let number = format!("ROT-{:03}", self.orders);
        let order = with(direct(&number), |order| order.channel = Some(channel));
        let placed = pay.place_order(&order).await.and_then(Placement::placed).unwrap();
        assert!(placed.verified);
        self.shop.sandbox.pay(&placed.h5_url).await.unwrap();
        let found = pay.query_order(&OrderId::OutTradeNo(number.clone())).await.unwrap();
        assert!(found.trade_state.was_paid());
        let own = || {
            let is_own =
                |message: &Received| match reads.handle_notification(&message.headers, &message.body).outcome
                {
                    Outcome::Payment(paid) => paid.out_trade_no == number,
                    _ => false,
                };
            self.shop.counter.received().into_iter().rfind(is_own)
        };
        until("notified", || own().is_some()).await;
        own().unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_merchant_key() {
    let mut change = Change::begin().await;
    let next = with(change.old.clone(), |settings| {
        settings.merchant_private_key = change.next.merchant_private_key.clone();
        settings.merchant_serial = change.next.merchant_serial.clone();
        settings.merchant_certificate = change.next.merchant_certificate.clone();
    });
    let (old, new) = (change.process(&change.old), change.process(&next));
    let early = new.query_order(&OrderId::OutTradeNo("ROT-000".to_owned())).await.unwrap_err();
    assert_eq!(early.code(), "SIGN_ERROR", "before the console has it");

    change.console(|switches| switches.merchant_key = Rotation::Both);
    change.all_work(&[&old, &new]).await;
    change.console(|switches| switches.merchant_key = Rotation::Successor);
    change.all_work(&[&new]).await;
    let late = old.query_order(&OrderId::OutTradeNo("ROT-001".to_owned())).await.unwrap_err();
    assert_eq!(late.code(), "SIGN_ERROR");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_apiv3_key() {
    let mut change = Change::begin().await;
    let next = change.next.api_v3_key.clone();
    let before = with(change.old.clone(), |settings| settings.api_v3_key_previous = next.clone());
    let after = with(before.clone(), |settings| {
        settings.api_v3_key = next;
        settings.api_v3_key_previous = change.old.api_v3_key.clone();
    });
    let (old, ready, new) = (change.process(&change.old), change.process(&before), change.process(&after));
    change.all_work(&[&old, &ready]).await;

    change.console(|switches| switches.api_v3_key = Rotation::Both);
    change.all_work(&[&ready, &new]).await;
    change.console(|switches| switches.api_v3_key = Rotation::Successor);
    change.all_work(&[&ready, &new]).await;
    // Who changed the console first loses nothing either: it is delivered again until somebody opens it.
    let message = change.paid(&old, &new, Channel::QqProxy).await;
    let handled = old.handle_notification(&message.headers, &message.body);
    assert_eq!(handled.outcome.error().unwrap().code(), "DECRYPT_FAILED");
    assert!(handled.failure.status >= 400);
    let cleaned = with(after, |settings| settings.api_v3_key_previous = None);
    change.all_work(&[&new, &change.process(&cleaned)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_secret() {
    let mut change = Change::begin().await;
    let old = change.process(&change.old);
    change.all_work(&[&old]).await;

    change.console(|switches| switches.qq_app_secret = Rotation::Successor);
    let next =
        with(change.old.clone(), |settings| settings.qq_app_secret = change.next.qq_app_secret.clone());
    let new = change.process(&next);
    change.all_work(&[&old, &new]).await;
    // The token of the processes of before ends, and they get no other.
    change.shop.advance(301);
    change.all_work(&[&new]).await;
    let refused = old.place_order(&direct("ROT-late")).await.unwrap_err();
    assert_eq!(refused.code(), "40001", "{refused}");
    let message = change.paid(&new, &new, Channel::QqProxy).await;
    assert_eq!(old.handle_notification(&message.headers, &message.body).outcome.name(), "payment");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_key_of_wechat_pay() {
    let mut change = Change::begin().await;
    let second = |first: &Settings, second: &Settings| {
        with(change.old.clone(), |settings| {
            settings.public_key_id = first.public_key_id.clone();
            settings.public_key = first.public_key.clone();
            settings.public_key_id_previous = second.public_key_id.clone();
            settings.public_key_previous = second.public_key.clone();
        })
    };
    let (before, after) = (second(&change.old, &change.next), second(&change.next, &change.old));
    let (old, ready, new) = (change.process(&change.old), change.process(&before), change.process(&after));
    change.all_work(&[&old, &ready]).await;

    change.console(|switches| switches.public_key = Rotation::Both);
    change.all_work(&[&ready, &new]).await;
    change.console(|switches| switches.public_key = Rotation::Successor);
    change.all_work(&[&new]).await;
    let message = change.paid(&new, &new, Channel::QqProxy).await;
    let handled = old.handle_notification(&message.headers, &message.body);
    assert_eq!(handled.outcome.error().unwrap().code(), "SERIAL_UNKNOWN");
    assert_eq!(ready.handle_notification(&message.headers, &message.body).outcome.name(), "payment");
    let cleaned = with(after, |settings| {
        settings.public_key_id_previous = None;
        settings.public_key_previous = None;
    });
    change.all_work(&[&new, &change.process(&cleaned)]).await;
}
