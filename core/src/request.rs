//! The way out for every V3 interface that this library has no operation for: signed, sent straight to WeChat Pay, verified.

use crate::call::{Effect, Prepared};
use crate::config::Config;
use crate::direct::V3Call;
use crate::environment::Stamp;
use crate::error::{Error, Result, sdk_codes};
use crate::http::Method;
use crate::model::{ApiReply, ApiRequest};
use crate::reply::v3;

/// Prepares a call of any V3 interface. A `GET` may be repeated; whether anything else may, only you know.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_request(config: &Config, request: &ApiRequest, stamp: &Stamp) -> Result<Prepared<ApiReply>> {
    request.check()?;
    let call = V3Call {
        operation: "request",
        effect: if request.method == Method::Get { Effect::Read } else { Effect::Once },
        method: request.method,
        target: request.path.clone(),
        body: request.body.clone().unwrap_or_default().into_bytes(),
        number: None,
    };
    call.prepare_with(config, stamp, |config, reply, now| {
        let content = v3::verified_bytes(config, reply, now)?;
        let body = std::str::from_utf8(content)
            .map_err(|_| Error::sdk(&sdk_codes::MESSAGE_UNREADABLE).with_detail("not UTF-8"))?;
        Ok(ApiReply { status: reply.status(), body: body.to_owned(), request_id: reply.request_id() })
    })
}
