//! A clock that stands still and a nonce that is always the same: the conformance cases need them.

use std::sync::Arc;

use napi_derive::napi;
use qq_wxpay::client::QqWxPayBuilder;
use qq_wxpay::environment::{Clock, NonceSource};

/// The time and the nonce of a client that runs conformance cases. For tests only: a nonce is used once.
#[napi(object, object_to_js = false)]
pub struct Testing {
    /// Unix seconds.
    pub now: Option<i64>,
    /// The nonce of every request.
    pub nonce: Option<String>,
}

impl Testing {
    pub(crate) fn apply(self, mut builder: QqWxPayBuilder) -> QqWxPayBuilder {
        if let Some(now) = self.now {
            builder = builder.clock(Arc::new(Fixed(now)));
        }
        if let Some(nonce) = self.nonce {
            builder = builder.nonces(Arc::new(Fixed(nonce)));
        }
        builder
    }
}

struct Fixed<T>(T);

impl Clock for Fixed<i64> {
    fn now(&self) -> i64 {
        self.0
    }
}

impl NonceSource for Fixed<String> {
    fn nonce(&self) -> String {
        self.0.clone()
    }
}
