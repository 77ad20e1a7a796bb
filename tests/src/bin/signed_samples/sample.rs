//! What one printed line holds.

use std::error::Error;
use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::Prepared;
use qq_wxpay::Secret;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{MCHID, MERCHANT_SERIAL, QQ_APPID, Round, V2_KEY};

impl Round<'_> {
    pub(crate) fn print<T>(
        &self,
        out: &mut impl Write,
        kind: &str,
        prepared: &Prepared<T>,
        signed_path: Option<&str>,
        token: Option<&Secret>,
        says: Value,
    ) -> Result<(), Box<dyn Error>> {
        let request = prepared.request();
        let sample = Sample {
            kind,
            operation: prepared.operation(),
            provider: self.provider.name(),
            seed: self.seed,
            method: request.method().as_str(),
            url: request.url(),
            headers: request.headers().collect(),
            body: STANDARD.encode(request.body()),
            signed_path: signed_path.map(str::to_owned),
            mchid: MCHID,
            serial: MERCHANT_SERIAL,
            public_key: &self.public_key,
            v2_key: V2_KEY,
            proxy_query: token.map(|_| {
                json!({"appid": QQ_APPID, "access_token": self.access_token, "real_notify_url": self.notify_url})
            }),
            says,
        };
        writeln!(out, "{}", serde_json::to_string(&sample)?)?;
        Ok(())
    }
}

/// One printed line.
#[derive(Serialize)]
struct Sample<'a> {
    kind: &'a str,
    operation: &'a str,
    provider: &'a str,
    seed: &'a str,
    method: &'a str,
    url: &'a str,
    headers: Vec<(&'static str, &'a str)>,
    body: String,
    /// The path that V3 must sign, from the tables of endpoints in `docs/protocol.md`; V2 signs no path.
    signed_path: Option<String>,
    mchid: &'a str,
    serial: &'a str,
    public_key: &'a str,
    v2_key: &'a str,
    /// The decoded query that the address at QQ must have; none at WeChat Pay's own address.
    proxy_query: Option<Value>,
    /// What the body must say: V3 by JSON pointer, V2 by field name.
    says: Value,
}
