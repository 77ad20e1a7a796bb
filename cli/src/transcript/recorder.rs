//! A transport that notes what passes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use qq_wxpay::client::{ReqwestTransport, StreamingReply, Transport, TransportError, async_trait};
use qq_wxpay::http::{HttpRequest, HttpResponse};

use super::Exchange;

/// What was noted so far; clones are the same one.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Exchange>>>);

impl Log {
    pub(crate) fn add(&self, exchange: Exchange) {
        // Every change is one insertion: a panic elsewhere cannot leave it half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
    }

    pub(crate) fn all(&self) -> Vec<Exchange> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The library's own transport, noting what passes.
pub(crate) struct Recorder {
    inner: ReqwestTransport,
    log: Log,
}

impl Recorder {
    pub(crate) fn new(inner: ReqwestTransport, log: Log) -> Self {
        Self { inner, log }
    }
}

#[async_trait]
impl Transport for Recorder {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        let headers = request.headers().map(|(name, value)| -> (&str, &str) { (name, value) });
        let asked = Exchange::asked(request.method().as_str(), request.url(), headers, request.body());
        let begin = Instant::now();
        let reply = self.inner.send(request, timeout).await;
        self.log.add(match &reply {
            Ok(reply) => {
                asked.answered(reply.status(), reply.headers().iter(), reply.body(), begin.elapsed())
            }
            Err(error) => asked.failed(error.to_string(), begin.elapsed()),
        });
        reply
    }

    async fn send_streaming(
        &self,
        request: HttpRequest,
        timeout: Duration,
    ) -> Result<StreamingReply, TransportError> {
        self.inner.send_streaming(request, timeout).await
    }
}
