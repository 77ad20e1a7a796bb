//! A call before and after its network part: signed bytes out, a reply in.

use std::fmt;

use crate::config::Config;
use crate::environment::RequestStamp;
use crate::error::{Result, Subject};
use crate::http::{HttpRequest, HttpResponse, Method, Unsigned};
use crate::protocol::endpoint::{Endpoint, Upstream};
use crate::protocol::sign::v3;
use crate::retry::Idempotency;
use crate::retry::advice::{Stage, advised};
use crate::secret::Secret;

/// The `User-Agent` of every request; WeChat Pay's gateway refuses an empty one.
const USER_AGENT: &str = concat!("qq-wxpay/", env!("CARGO_PKG_VERSION"));

/// What a call is made with beside its request.
#[derive(Clone, Copy, Debug)]
pub struct CallContext<'a> {
    pub(crate) config: &'a Config,
    pub(crate) stamp: &'a RequestStamp,
    pub(crate) access_token: Option<&'a Secret>,
}

impl<'a> CallContext<'a> {
    /// A call of this merchant that is signed with this moment and nonce.
    #[must_use]
    pub fn new(config: &'a Config, stamp: &'a RequestStamp) -> Self {
        Self { config, stamp, access_token: None }
    }

    /// The same with QQ's access token, which orders through QQ need.
    #[must_use]
    pub fn with_access_token(self, access_token: impl Into<Option<&'a Secret>>) -> Self {
        Self { access_token: access_token.into(), ..self }
    }
}

/// What is known of an operation wherever its calls pass.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Descriptor {
    pub(crate) name: &'static str,
    pub(crate) idempotency: Idempotency,
    /// What the remedies of its errors speak of.
    pub(crate) subject: Subject,
}

/// A signed request, and the pure function that reads its reply.
///
/// Send [`Prepared::request`] unchanged with any HTTP client that follows no redirects and checks TLS certificates, then
/// give the reply to [`Prepared::finish`]. To repeat, prepare again: a nonce is used once.
///
/// An order through QQ, whose access token all servers of the shop share:
///
/// ```no_run
/// # fn send(_: &qq_wxpay::http::HttpRequest) -> qq_wxpay::http::HttpResponse { unimplemented!() }
/// # fn example(config: &qq_wxpay::Config, access_token: &qq_wxpay::Secret) -> qq_wxpay::Result<()> {
/// use qq_wxpay::environment::{Clock as _, RequestStamp, SystemClock};
/// use qq_wxpay::model::OrderRequest;
/// use qq_wxpay::operations::PlaceOrder;
/// use qq_wxpay::{CallContext, Operation as _};
///
/// let stamp = RequestStamp::system();
/// let call = CallContext::new(config, &stamp).with_access_token(access_token);
/// let order = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7");
/// let prepared = PlaceOrder::prepare(&order, &call)?;
/// let reply = send(prepared.request()); // with an HTTP client of yours
/// let placed = prepared.finish(&reply, SystemClock.now())?;
/// println!("{}", placed.h5_url);
/// # Ok(())
/// # }
/// ```
pub struct Prepared<T> {
    operation: Descriptor,
    upstream: Upstream,
    request: HttpRequest,
    /// The number of the order or refund that it is about.
    number: Option<String>,
    read: Box<dyn ReadReply<T>>,
}

/// Reads a reply; the number is now, in Unix seconds.
trait ReadReply<T>: Fn(&HttpResponse, i64) -> Result<T> + Send + Sync {}

impl<T, F: Fn(&HttpResponse, i64) -> Result<T> + Send + Sync> ReadReply<T> for F {}

impl<T> Prepared<T> {
    pub(crate) fn new(
        operation: Descriptor,
        upstream: Upstream,
        request: HttpRequest,
        read: impl Fn(&HttpResponse, i64) -> Result<T> + Send + Sync + 'static,
    ) -> Self {
        Self { operation, upstream, request, number: None, read: Box::new(read) }
    }

    /// The same, and the number of the order or refund that it is about, for the log.
    pub(crate) fn about(self, number: Option<String>) -> Self {
        Self { number, ..self }
    }

    /// The number of the order or refund that it is about: the merchant's own, or the one it was asked for by.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }

    /// The request to send.
    #[must_use]
    pub fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// The name of the operation, for logs: `place_order`, `query_order`, ...
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation.name
    }

    /// Who is called.
    #[must_use]
    pub fn upstream(&self) -> Upstream {
        self.upstream
    }

    /// What the call does at the other end.
    #[must_use]
    pub fn idempotency(&self) -> Idempotency {
        self.operation.idempotency
    }

    /// Whether WeChat Pay answers with a signature of V3, which needs its keys.
    #[cfg(feature = "client")]
    pub(crate) fn is_signed_for_v3(&self) -> bool {
        self.request.unsigned.is_some() || self.request.headers().any(|(name, _)| name == "Authorization")
    }

    /// The request, to put its signature in.
    #[cfg(feature = "client")]
    pub(crate) fn request_mut(&mut self) -> &mut HttpRequest {
        &mut self.request
    }

    /// Reads the reply; `now` in Unix seconds.
    ///
    /// # Errors
    /// `Api` when the other side refused; `Signature`, `Stale`, `Malformed` or `Mismatch` when the reply cannot be believed.
    /// [`crate::Error::retry`] says what may be done.
    pub fn finish(&self, reply: &HttpResponse, now: i64) -> Result<T> {
        let Descriptor { idempotency, subject, .. } = self.operation;
        (self.read)(reply, now)
            .map_err(|error| advised(error.fitting(subject), Stage::Replied(reply.status()), idempotency))
    }
}

impl<T> fmt::Debug for Prepared<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Prepared")
            .field("operation", &self.operation.name)
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

/// A V3 request with its signature over the endpoint's SIGNED address and the exact body bytes.
pub(crate) fn v3_request(
    call: &CallContext<'_>,
    endpoint: Endpoint,
    method: Method,
    body: Vec<u8>,
) -> Result<HttpRequest> {
    let CallContext { config, stamp, .. } = *call;
    let v3 = config.v3()?;
    let unsigned = Unsigned {
        message: v3::request_message(method, &endpoint.signed, stamp, &body).into(),
        mchid: config.mchid().to_owned(),
        serial: v3.serial.clone(),
        stamp: stamp.clone(),
    };
    let mut headers = vec![("Accept", "application/json".to_owned()), ("User-Agent", USER_AGENT.to_owned())];
    if !body.is_empty() {
        headers.push(("Content-Type", "application/json".to_owned()));
    }
    if let Some(serial) = v3.trust.requested_serial() {
        headers.push(("Wechatpay-Serial", serial.to_owned()));
    }
    let mut request = HttpRequest {
        method,
        url: endpoint.sent_to,
        headers,
        body,
        client_certificate: false,
        unsigned: Some(Box::new(unsigned)),
    };
    if let Some(unsigned) = request.unsigned.as_deref().filter(|_| !stamp.signs_later()) {
        let signature = v3.signer.sign(&unsigned.message)?;
        v3::sign(&mut request, &signature);
    }
    Ok(request)
}

/// A V2 request; its signature is inside the body.
pub(crate) fn v2_request(endpoint: Endpoint, body: Vec<u8>) -> HttpRequest {
    let headers = vec![
        ("Content-Type", "text/xml; charset=utf-8".to_owned()),
        ("Accept", "text/xml, application/xml, */*".to_owned()),
        ("User-Agent", USER_AGENT.to_owned()),
    ];
    HttpRequest {
        method: Method::Post,
        url: endpoint.sent_to,
        headers,
        body,
        client_certificate: false,
        unsigned: None,
    }
}

/// An unsigned `GET` at QQ.
pub(crate) fn qq_get_request(endpoint: Endpoint) -> HttpRequest {
    let headers = vec![("Accept", "application/json".to_owned()), ("User-Agent", USER_AGENT.to_owned())];
    HttpRequest {
        method: Method::Get,
        url: endpoint.sent_to,
        headers,
        body: Vec::new(),
        client_certificate: false,
        unsigned: None,
    }
}
