//! How long certificates last: told to the observer once a day, and to those who run the shop when one ends soon.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::client::engine::context::ClientContext;
use crate::client::engine::faults::Fault;
use crate::client::engine::observer::{Event, FaultKind};
use crate::client::engine::state_events::{CertificateEvent, CertificateOwner};
use crate::crypto::Certificate;
use crate::error::{Entry, Error, sdk_codes};

/// In seconds.
const DAY: i64 = 24 * 3600;

/// A certificate that lasts fewer whole days is reported.
const FEW_DAYS: i64 = 30;

/// How long a client that is at work does not even look, in seconds.
const PAUSE_SECONDS: u64 = 60;

/// What was told of the certificates of a client.
pub(super) struct CertificateEnds {
    /// Each that was told, and when, in Unix seconds.
    told: Mutex<HashMap<String, i64>>,
    /// When it was looked last, in Unix seconds.
    looked_at: AtomicI64,
}

impl Default for CertificateEnds {
    fn default() -> Self {
        Self { told: Mutex::default(), looked_at: AtomicI64::new(i64::MIN) }
    }
}

impl CertificateEnds {
    /// Tells of each certificate in use that was not told within a day; it looks once a minute.
    pub(super) fn tell_now_and_then(&self, context: &ClientContext) {
        if context.now().abs_diff(self.looked_at.load(Ordering::Relaxed)) >= PAUSE_SECONDS {
            self.tell(context);
        }
    }

    /// The same, now: certificates were learned.
    pub(super) fn tell(&self, context: &ClientContext) {
        let now = context.now();
        self.looked_at.store(now, Ordering::Relaxed);
        for (event, warning) in in_use(context, now) {
            if !self.is_due(&event.serial, now) {
                continue;
            }
            if let Some(error) = &warning {
                context.report(&Fault {
                    what: FaultKind::CertificateEnds,
                    error,
                    number: None,
                    operation: None,
                });
            }
            context.emit(|| Event::Certificate(event));
        }
    }

    /// Whether this one was not told within a day; then it counts as told.
    fn is_due(&self, serial: &str, now: i64) -> bool {
        // Every change is one insertion: a panic elsewhere cannot leave it half done.
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = told.get(serial).is_none_or(|at| now.abs_diff(*at) >= DAY.unsigned_abs());
        if is_due {
            told.retain(|_, at| now.abs_diff(*at) < 2 * DAY.unsigned_abs());
            told.insert(serial.to_owned(), now);
        }
        is_due
    }
}

/// The certificates and the key in use; with each what is to be said of one that ends soon.
pub(super) fn in_use(context: &ClientContext, now: i64) -> Vec<(CertificateEvent, Option<Error>)> {
    let config = &context.config.0;
    let trust = config.v3.as_ref().map(|v3| &v3.trust);
    let key = trust.and_then(|trust| trust.requested_serial());
    // Beside the public key a platform certificate may end: nothing depends on it.
    let warning = key.is_none().then_some(&sdk_codes::PLATFORM_CERTIFICATE_ENDS);
    let merchant = config.merchant_certificate.as_ref();
    let merchant = merchant.map(|own| event(CertificateOwner::Merchant, own, now));
    let platform = trust.and_then(|trust| trust.newest_certificate(now));
    let platform = platform.map(|theirs| event(CertificateOwner::Platform, &theirs, now));
    let key = key.map(|id| CertificateEvent {
        whose: CertificateOwner::PlatformKey,
        serial: id.to_owned(),
        days_left: None,
    });
    [
        merchant.map(|event| (event, Some(&sdk_codes::MERCHANT_CERTIFICATE_ENDS))),
        platform.map(|event| (event, warning)),
        key.map(|event| (event, None)),
    ]
    .into_iter()
    .flatten()
    .map(|(event, entry)| {
        let error = entry.and_then(|entry| warning_of(entry, &event));
        (event, error)
    })
    .collect()
}

fn event(whose: CertificateOwner, certificate: &Certificate, now: i64) -> CertificateEvent {
    let days_left = Some(certificate.not_after().saturating_sub(now).div_euclid(DAY));
    CertificateEvent { whose, serial: certificate.serial().to_owned(), days_left }
}

fn warning_of(entry: &'static Entry, event: &CertificateEvent) -> Option<Error> {
    let days = event.days_left.filter(|days| *days < FEW_DAYS)?;
    let serial = &event.serial;
    let (en, zh) = match days {
        ..0 => (format!("{serial} has ended"), format!("{serial} 已到期")),
        days => (format!("{serial} ends in {days} days"), format!("{serial} 还有 {days} 天到期")),
    };
    Some(Error::sdk(entry).with_detail_in(en, zh))
}
