//! Calls straight to WeChat Pay, never through QQ: V3 with JSON, V2 with XML.

use serde::de::DeserializeOwned;

use crate::config::Config;
use crate::error::{Error, Result, sdk_codes};
use crate::http::{HttpRequest, HttpResponse, Method};
use crate::model::KeepsRaw;
use crate::protocol::endpoint::Endpoint;
use crate::protocol::prepared::{CallContext, Descriptor, Prepared, v2_request, v3_request};
use crate::protocol::reply::{v2, v3};
use crate::protocol::sign;
use crate::wire::xml::{self, Fields};

/// What is asked of V3.
pub(crate) struct V3Call {
    pub(crate) operation: Descriptor,
    pub(crate) method: Method,
    /// Path and query, encoded.
    pub(crate) target: String,
    /// JSON; empty for none.
    pub(crate) body: Vec<u8>,
    /// The order or refund that it is about.
    pub(crate) number: Option<String>,
}

impl V3Call {
    /// A question.
    pub(crate) fn get(operation: Descriptor, target: String) -> Self {
        Self { operation, method: Method::Get, target, body: Vec::new(), number: None }
    }

    /// Something that is sent.
    pub(crate) fn post(operation: Descriptor, target: String, body: &impl serde::Serialize) -> Self {
        let body = serde_json::to_vec(body).expect("requests have text keys and no failing serialisers");
        Self { operation, method: Method::Post, target, body, number: None }
    }

    /// Names the order or refund that it is about.
    pub(crate) fn about(self, number: impl Into<String>) -> Self {
        Self { number: Some(number.into()), ..self }
    }

    /// The call, whose reply is an authentic `T` that passes `check`.
    pub(crate) fn prepare<T: DeserializeOwned + KeepsRaw>(
        self,
        call: &CallContext<'_>,
        check: impl Fn(&T) -> Result<()> + Send + Sync + 'static,
    ) -> Result<Prepared<T>> {
        self.prepare_with(call, move |config, reply, now| {
            let found = v3::kept(config, reply, now)?;
            check(&found).map(|()| found)
        })
    }

    /// The call, whose reply is authentic and has no content.
    pub(crate) fn prepare_empty(self, call: &CallContext<'_>) -> Result<Prepared<()>> {
        self.prepare_with(call, |config, reply, now| v3::verified_bytes(config, reply, now).map(drop))
    }

    /// The call, whose reply `read` understands.
    pub(crate) fn prepare_with<T>(
        self,
        call: &CallContext<'_>,
        read: impl Fn(&Config, &HttpResponse, i64) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>> {
        self.prepare_encrypted(call, None, read)
    }

    /// The same with texts in the body that were encrypted for the key `serial` ([`crate::sensitive::encrypt`]): the request
    /// must name that very key, and the reply is signed with it.
    pub(crate) fn prepare_encrypted<T>(
        self,
        call: &CallContext<'_>,
        serial: Option<&str>,
        read: impl Fn(&Config, &HttpResponse, i64) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>> {
        let endpoint = Endpoint::direct(call.config, self.target);
        let upstream = endpoint.upstream;
        let mut request = v3_request(call, endpoint, self.method, self.body)?;
        if let Some(serial) = serial {
            request = request.with_header("Wechatpay-Serial", serial);
        }
        let config = call.config.clone();
        let prepared = Prepared::new(self.operation, upstream, request, move |reply, now| {
            read(&config, reply, now).map_err(|error| error.with_reply(reply.status(), reply.request_id()))
        });
        Ok(prepared.about(self.number))
    }
}

/// What is asked of V2.
pub(crate) struct V2Call {
    pub(crate) operation: Descriptor,
    pub(crate) path: &'static str,
    /// The order or refund that it is about.
    number: Option<String>,
    fields: Fields,
}

impl V2Call {
    /// Begins with the fields that every V2 request has.
    pub(crate) fn new(call: &CallContext<'_>, operation: Descriptor, path: &'static str) -> Self {
        let mut fields = Fields::default();
        fields.push("appid", call.config.wechat_appid());
        fields.push("mch_id", call.config.mchid());
        Self { operation, path, number: None, fields }
    }

    pub(crate) fn push(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        // A refund names its order, too, but that is not what it is about.
        if name == "out_refund_no" || (name == "out_trade_no" && self.number.is_none()) {
            self.number = Some(value.clone());
        }
        self.fields.push(name, value);
    }

    pub(crate) fn push_optional(&mut self, name: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.push(name, value);
        }
    }

    /// The call, whose authentic reply `read` understands.
    pub(crate) fn prepare<T>(
        self,
        call: &CallContext<'_>,
        read: impl Fn(&Fields) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>>
    where
        T: KeepsRaw,
    {
        let endpoint = Endpoint::direct(call.config, self.path.to_owned());
        self.send_to(call, endpoint, false, move |fields, reply| Ok(read(&fields?)?.keep(reply)))
    }

    /// The call, where `read` also sees WeChat Pay's refusal.
    pub(crate) fn prepare_with<T>(
        self,
        call: &CallContext<'_>,
        read: impl Fn(Result<Fields>) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>> {
        let endpoint = Endpoint::direct(call.config, self.path.to_owned());
        self.send_to(call, endpoint, false, move |fields, _| read(fields))
    }

    /// The same over a connection on which the merchant certificate is shown.
    pub(crate) fn prepare_with_certificate<T>(
        self,
        call: &CallContext<'_>,
        read: impl Fn(&Fields) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>>
    where
        T: KeepsRaw,
    {
        let endpoint = Endpoint::mutual_tls(call.config, self.path.to_owned());
        self.send_to(call, endpoint, true, move |fields, reply| Ok(read(&fields?)?.keep(reply)))
    }

    /// The signed request alone, for a reply that is no XML.
    pub(crate) fn request(mut self, call: &CallContext<'_>, endpoint: Endpoint) -> Result<HttpRequest> {
        let own = call.config.v2()?;
        self.fields.push("nonce_str", call.stamp.nonce());
        self.fields.push("sign_type", own.sign_type.as_str());
        let signature = sign::v2::sign(&self.fields, own.key.expose(), own.sign_type);
        self.fields.push("sign", signature);
        Ok(v2_request(endpoint, xml::write(&self.fields)))
    }

    fn send_to<T>(
        self,
        call: &CallContext<'_>,
        endpoint: Endpoint,
        client_certificate: bool,
        read: impl Fn(Result<Fields>, &[u8]) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>> {
        let (operation, upstream) = (self.operation, endpoint.upstream);
        let number = self.number.clone();
        let mut request = self.request(call, endpoint)?;
        request.client_certificate = client_certificate;
        let config = call.config.clone();
        let prepared = Prepared::new(operation, upstream, request, move |reply, _| {
            read(v2::direct(&config, reply), reply.text())
                .map_err(|error| error.with_reply(reply.status(), reply.request_id()))
        });
        Ok(prepared.about(number))
    }
}

/// Refuses a reply about something else than what was asked: a repeated or mixed-up answer.
pub(crate) fn same<T: PartialEq>(field: &str, expected: T, found: T) -> Result<()> {
    if expected == found { Ok(()) } else { Err(Error::sdk(&sdk_codes::REPLY_DIFFERS).with_field(field)) }
}
