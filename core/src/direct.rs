//! Calls straight to WeChat Pay, never through QQ: V3 with JSON, V2 with XML (protocol 4.5 and 5.8).

use serde::de::DeserializeOwned;

use crate::call::{Effect, Prepared, v2_request, v3_request};
use crate::config::Config;
use crate::endpoint::Endpoint;
use crate::environment::Stamp;
use crate::error::{Error, Result, sdk_codes};
use crate::http::{HttpRequest, HttpResponse, Method};
use crate::model::KeepsRaw;
use crate::reply::{v2, v3};
use crate::sign;
use crate::wire::xml::{self, Fields};

/// What is asked of V3.
pub(crate) struct V3Call {
    pub(crate) operation: &'static str,
    pub(crate) effect: Effect,
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
    pub(crate) fn get(operation: &'static str, target: String) -> Self {
        Self { operation, effect: Effect::Read, method: Method::Get, target, body: Vec::new(), number: None }
    }

    /// A change that its business number identifies, so that it may be repeated.
    pub(crate) fn post(operation: &'static str, target: String, body: &impl serde::Serialize) -> Self {
        let body = serde_json::to_vec(body).expect("requests have text keys and no failing serialisers");
        Self { operation, effect: Effect::Repeatable, method: Method::Post, target, body, number: None }
    }

    /// Names the order or refund that it is about.
    pub(crate) fn about(self, number: impl Into<String>) -> Self {
        Self { number: Some(number.into()), ..self }
    }

    /// The call, whose reply is an authentic `T` that passes `check`.
    pub(crate) fn prepare<T: DeserializeOwned + KeepsRaw>(
        self,
        config: &Config,
        stamp: &Stamp,
        check: impl Fn(&T) -> Result<()> + Send + Sync + 'static,
    ) -> Result<Prepared<T>> {
        self.prepare_with(config, stamp, move |config, reply, now| {
            let found = v3::kept(config, reply, now)?;
            check(&found).map(|()| found)
        })
    }

    /// The call, whose reply is authentic and has no content.
    pub(crate) fn prepare_empty(self, config: &Config, stamp: &Stamp) -> Result<Prepared<()>> {
        self.prepare_with(config, stamp, |config, reply, now| {
            v3::verified_bytes(config, reply, now).map(drop)
        })
    }

    /// The call, whose reply `read` understands.
    pub(crate) fn prepare_with<T>(
        self,
        config: &Config,
        stamp: &Stamp,
        read: impl Fn(&Config, &HttpResponse, i64) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>> {
        self.prepare_encrypted(config, stamp, None, read)
    }

    /// The same with texts in the body that were encrypted for the key `serial` ([`crate::sensitive::encrypt`]): the request
    /// must name that very key, and the reply is signed with it.
    pub(crate) fn prepare_encrypted<T>(
        self,
        config: &Config,
        stamp: &Stamp,
        serial: Option<&str>,
        read: impl Fn(&Config, &HttpResponse, i64) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>> {
        let endpoint = Endpoint::direct(config, self.target);
        let leg = endpoint.leg;
        let mut request = v3_request(config, config.v3()?, endpoint, self.method, self.body, stamp)?;
        if let Some(serial) = serial {
            request = request.with_header("Wechatpay-Serial", serial);
        }
        let config = config.clone();
        let prepared = Prepared::new(self.operation, leg, self.effect, request, move |reply, now| {
            read(&config, reply, now).map_err(|error| error.with_reply(reply.status(), reply.request_id()))
        });
        Ok(prepared.about(self.number))
    }
}

/// What is asked of V2.
pub(crate) struct V2Call {
    pub(crate) operation: &'static str,
    pub(crate) effect: Effect,
    pub(crate) path: &'static str,
    /// The order or refund that it is about.
    number: Option<String>,
    fields: Fields,
}

impl V2Call {
    /// Begins with the fields that every V2 request has.
    pub(crate) fn new(config: &Config, operation: &'static str, effect: Effect, path: &'static str) -> Self {
        let mut fields = Fields::default();
        fields.push("appid", config.wechat_appid());
        fields.push("mch_id", config.mchid());
        Self { operation, effect, path, number: None, fields }
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
        config: &Config,
        stamp: &Stamp,
        read: impl Fn(&Fields) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>>
    where
        T: KeepsRaw,
    {
        let endpoint = Endpoint::direct(config, self.path.to_owned());
        self.send_to(config, endpoint, stamp, false, move |fields, reply| Ok(read(&fields?)?.keep(reply)))
    }

    /// The call, where `read` also sees WeChat Pay's refusal.
    pub(crate) fn prepare_with<T>(
        self,
        config: &Config,
        stamp: &Stamp,
        read: impl Fn(Result<Fields>) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>> {
        let endpoint = Endpoint::direct(config, self.path.to_owned());
        self.send_to(config, endpoint, stamp, false, move |fields, _| read(fields))
    }

    /// The same over a connection on which the merchant certificate is shown.
    pub(crate) fn prepare_with_certificate<T>(
        self,
        config: &Config,
        stamp: &Stamp,
        read: impl Fn(&Fields) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>>
    where
        T: KeepsRaw,
    {
        let endpoint = Endpoint::mutual_tls(config, self.path.to_owned());
        self.send_to(config, endpoint, stamp, true, move |fields, reply| Ok(read(&fields?)?.keep(reply)))
    }

    /// The signed request alone, for a reply that is no XML.
    pub(crate) fn request(
        mut self,
        config: &Config,
        endpoint: Endpoint,
        stamp: &Stamp,
    ) -> Result<HttpRequest> {
        let own = config.v2()?;
        self.fields.push("nonce_str", stamp.nonce());
        self.fields.push("sign_type", own.sign_type.as_str());
        let signature = sign::v2::sign(&self.fields, own.key.expose(), own.sign_type);
        self.fields.push("sign", signature);
        Ok(v2_request(endpoint, xml::write(&self.fields)))
    }

    fn send_to<T>(
        self,
        config: &Config,
        endpoint: Endpoint,
        stamp: &Stamp,
        client_certificate: bool,
        read: impl Fn(Result<Fields>, &[u8]) -> Result<T> + Send + Sync + 'static,
    ) -> Result<Prepared<T>> {
        let (operation, effect, leg) = (self.operation, self.effect, endpoint.leg);
        let number = self.number.clone();
        let mut request = self.request(config, endpoint, stamp)?;
        request.client_certificate = client_certificate;
        let config = config.clone();
        let prepared = Prepared::new(operation, leg, effect, request, move |reply, _| {
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
