//! Operations without I/O, for hosts that bring an HTTP client of their own.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::FieldCase;
use crate::client::QqWxPay;
use crate::error::Result;
use crate::http::{Headers, HttpRequest, HttpResponse};
use crate::model::RequestFromJson;
use crate::operation::{CallContext, Operation};
use crate::secret::Secret;

/// A signed request, and the reader of its reply.
pub struct PreparedCall {
    request: HttpRequest,
    read: Box<Read>,
}

type Read = dyn Fn(&HttpResponse, FieldCase) -> Result<String> + Send + Sync; // a name for one unspeakable type, private to this file

/// A request that is ready to be sent: unchanged, byte for byte, following no redirect.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestRecord {
    /// `GET`, `POST` and so on.
    method: &'static str,
    /// The whole address. The query of an address at QQ holds the access token: never log it.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    url: String,
    /// The headers.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    headers: Vec<HeaderRecord>,
    /// The exact body bytes in base64; empty when there is none.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    body_base64: String,
    /// Whether the connection must show the merchant certificate: V2 refunds only.
    client_certificate: bool,
}

/// One header.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct HeaderRecord {
    /// Its name.
    name: &'static str,
    /// Its value. `Authorization` holds a signature: never log it.
    value: String,
}

impl RequestRecord {
    pub(super) fn of(request: &HttpRequest) -> Self {
        let headers = request.headers();
        Self {
            method: request.method().as_str(),
            url: request.url().to_owned(),
            headers: headers.map(|(name, value)| HeaderRecord { name, value: value.to_owned() }).collect(),
            body_base64: STANDARD.encode(request.body()),
            client_certificate: request.client_certificate(),
        }
    }
}

impl PreparedCall {
    pub(super) fn of<O>(pay: &QqWxPay, arguments: &str, access_token: Option<&Secret>) -> Result<Self>
    where
        O: Operation<Request: RequestFromJson, Reply: Serialize + 'static>,
    {
        let stamp = pay.stamp_of_now();
        let call = CallContext::new(pay.config(), &stamp).with_access_token(access_token);
        let prepared = O::prepare(&O::Request::from_json(arguments)?, &call)?;
        let (pay, request) = (pay.clone(), prepared.request().clone());
        let read = move |reply: &HttpResponse, case: FieldCase| {
            Ok(case.json(&prepared.finish(reply, pay.stamp_of_now().now())?))
        };
        Ok(Self { request, read: Box::new(read) })
    }

    /// The request to send.
    #[must_use]
    pub fn http_request(&self) -> &HttpRequest {
        &self.request
    }

    /// The request to send, as JSON of a [`RequestRecord`].
    #[must_use]
    pub fn request(&self, names: FieldCase) -> String {
        names.json(&RequestRecord::of(&self.request))
    }

    /// Reads the reply: the result as JSON.
    ///
    /// # Errors
    /// As [`crate::Prepared::finish`], fields named as in the language.
    pub fn finish(&self, status: u16, headers: Headers, body: Vec<u8>, names: FieldCase) -> Result<String> {
        (self.read)(&HttpResponse::new(status, headers, body), names).map_err(|error| names.error(&error))
    }
}

impl fmt::Debug for PreparedCall {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PreparedCall").field("request", &self.request).finish_non_exhaustive()
    }
}
