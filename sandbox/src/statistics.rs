//! Counters of what was asked and sent.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

/// How often things happened since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Statistics {
    /// Requests to QQ's `getToken`.
    pub token_requests: u64,
    /// Requests to QQ's payment proxy.
    pub proxy_requests: u64,
    /// Requests that reached WeChat Pay without the proxy.
    pub direct_requests: u64,
    /// Orders that came into being; ordering again with the same number does not count.
    pub orders_created: u64,
    /// Order queries, a part of `direct_requests`.
    pub query_requests: u64,
    /// Requests to close an order, a part of `direct_requests`.
    pub close_requests: u64,
    /// Requests for a refund, also for an abnormal one, a part of `direct_requests`.
    pub refund_requests: u64,
    /// Refunds that came into being; asking again with the same number does not count.
    pub refunds_created: u64,
    /// Refund queries, a part of `direct_requests`.
    pub refund_query_requests: u64,
    /// Requests for a bill or its file, a part of `direct_requests`.
    pub bill_requests: u64,
    /// Notifications sent, each try and each duplicate; probes do not count.
    pub notifications_sent: u64,
    /// Notifications that the merchant acknowledged.
    pub notifications_acknowledged: u64,
}

/// The counters behind [`Statistics`].
#[derive(Default)]
pub(crate) struct Counters {
    pub(crate) token_requests: Counter,
    pub(crate) proxy_requests: Counter,
    pub(crate) direct_requests: Counter,
    pub(crate) orders_created: Counter,
    pub(crate) query_requests: Counter,
    pub(crate) close_requests: Counter,
    pub(crate) refund_requests: Counter,
    pub(crate) refunds_created: Counter,
    pub(crate) refund_query_requests: Counter,
    pub(crate) bill_requests: Counter,
    pub(crate) notifications_sent: Counter,
    pub(crate) notifications_acknowledged: Counter,
}

impl Counters {
    /// The counts at this moment.
    pub(crate) fn read(&self) -> Statistics {
        Statistics {
            token_requests: self.token_requests.read(),
            proxy_requests: self.proxy_requests.read(),
            direct_requests: self.direct_requests.read(),
            orders_created: self.orders_created.read(),
            query_requests: self.query_requests.read(),
            close_requests: self.close_requests.read(),
            refund_requests: self.refund_requests.read(),
            refunds_created: self.refunds_created.read(),
            refund_query_requests: self.refund_query_requests.read(),
            bill_requests: self.bill_requests.read(),
            notifications_sent: self.notifications_sent.read(),
            notifications_acknowledged: self.notifications_acknowledged.read(),
        }
    }
}

/// One counter.
#[derive(Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    /// Counts one more.
    pub(crate) fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn read(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
