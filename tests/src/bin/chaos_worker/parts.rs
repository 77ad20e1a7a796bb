//! The parts of the client that are not the usual ones: a clock that is wrong, a way out that says when it fetches a token, short limits, and
//! somebody who is told of faults.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use qq_wxpay::client::{
    Event, FaultKind, Observer, ReqwestTransport, Transport, TransportError, async_trait,
};
use qq_wxpay::environment::{Clock, SystemClock};
use qq_wxpay::http::{HttpRequest, HttpResponse};
use qq_wxpay::retry::RetryPolicy;
use qq_wxpay_tests::chaos::{Line, say};
use qq_wxpay_tests::with;

/// A machine's clock, put wrong by so many seconds.
pub(crate) struct Skewed(pub(crate) AtomicI64);

impl Clock for Skewed {
    fn now(&self) -> i64 {
        SystemClock.now() + self.0.load(Ordering::SeqCst)
    }
}

/// The usual way out, which says when it fetches an access token.
pub(crate) struct Watched(pub(crate) ReqwestTransport);

struct Fetch;

impl Drop for Fetch {
    fn drop(&mut self) {
        say(Line::Fetched);
    }
}

#[async_trait]
impl Transport for Watched {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        let _fetch = request.url().contains("/api/getToken?").then(|| {
            say(Line::Fetching);
            Fetch
        });
        self.0.send(request, timeout).await
    }
}

/// Faults go into the ledger of the director.
pub(crate) struct Told;

impl Observer for Told {
    fn observe(&self, event: &Event) {
        // What each client of a sandbox begins with is no news.
        if let Event::Fault(fault) = event
            && fault.what != FaultKind::SandboxClient
        {
            say(Line::Fault { code: fault.code.clone(), message: fault.message.clone() });
        }
    }
}

/// Short enough for a run of some seconds.
pub(crate) fn limits() -> RetryPolicy {
    with(RetryPolicy::default(), |retry| {
        retry.first_pause = Duration::from_millis(100);
        retry.longest_pause = Duration::from_millis(500);
        retry.attempt_timeout = Duration::from_secs(3);
        retry.deadline = Duration::from_secs(10);
    })
}
