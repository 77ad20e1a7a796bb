//! V2 replies of WeChat Pay.

use super::upstream_text::clean;
use super::v2_failure::not_communicated;
use super::{unexpected, v3};
use crate::config::{Config, V2SignType};
use crate::crypto::digest::equal_in_constant_time;
use crate::error::{Error, Origin, Result, Retry, sdk_codes};
use crate::http::HttpResponse;
use crate::model::v2::names::{is_field, names_inside};
use crate::protocol::sign::v2;
use crate::wire::xml::{self, Fields};

/// Reads what answered a V2 call: WeChat Pay's XML, or a page of something on the way.
pub(crate) fn direct(config: &Config, reply: &HttpResponse) -> Result<Fields> {
    if !xml::looks_like_xml(reply.body()) {
        return Err(v3::refusal(reply).unwrap_or_else(|| unexpected(reply)));
    }
    // A gateway's HTML page is not V2's XML, and V2 answers with 200 only.
    if !reply.is_success() || xml::read(reply.body(), "xml").is_err() {
        return Err(unexpected(reply));
    }
    verified(config, reply)
}

/// Reads a reply: communication, authenticity, whose it is, result; in this order.
pub(crate) fn verified(config: &Config, reply: &HttpResponse) -> Result<Fields> {
    read(config, reply).map_err(|error| error.with_reply(reply.status(), reply.request_id()))
}

fn read(config: &Config, reply: &HttpResponse) -> Result<Fields> {
    let fields = xml::read(reply.body(), "xml")?;
    match fields.value("return_code") {
        Some("SUCCESS") => {}
        Some(code) => return Err(not_communicated(&fields, code)),
        None => return Err(Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field("return_code")),
    }
    check_sign(config, &fields)?;
    check_identity(config, &fields)?;
    match fields.value("result_code") {
        Some("SUCCESS") => Ok(fields),
        Some(_) => {
            let detail = clean(fields.value("err_code_des").unwrap_or_default());
            let error = match fields.text("err_code") {
                Some(code) => Error::api(Origin::WeChatPay, clean(&code), Retry::Never),
                None => Error::api(Origin::WeChatPay, "FAIL", Retry::Never).with_retry(Retry::Never),
            };
            Err(error.with_detail(detail))
        }
        None => Err(Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field("result_code")),
    }
}

/// The error that a reply speaks where a bill was asked for; `None` when it speaks none.
pub(crate) fn bill_refusal(reply: &HttpResponse) -> Option<Error> {
    let fields = xml::read(reply.body(), "xml").ok().filter(|_| reply.is_success())?;
    let code = fields.value("return_code").filter(|code| *code != "SUCCESS")?;
    Some(not_communicated(&fields, code).with_reply(reply.status(), reply.request_id()))
}

/// Refuses fields that are not signed with the V2 key in the configured way.
pub(crate) fn check_sign(config: &Config, fields: &Fields) -> Result<()> {
    check_sign_of(config, fields, None)
}

/// The same for a notification: its order may have been placed while another way was configured.
pub(crate) fn check_notification_sign(config: &Config, fields: &Fields, now: i64) -> Result<()> {
    let former = config.v2()?.former_sign_type.and_then(|former| former.at(now));
    check_sign_of(config, fields, former)
}

fn check_sign_of(config: &Config, fields: &Fields, former: Option<V2SignType>) -> Result<()> {
    let own = config.v2()?;
    let is_signed_with = |key: &str| {
        [Some(own.sign_type), former].into_iter().flatten().any(|way| v2::verify(fields, key, way))
    };
    if is_signed_with(own.key.expose()) {
        return check_unambiguous(fields);
    }
    let swapped = own.api_v3_key.as_ref().is_some_and(|key| is_signed_with(key.expose()));
    Err(Error::sdk(if swapped { &sdk_codes::API_KEYS_SWAPPED } else { &sdk_codes::V2_SIGN_WRONG }))
}

/// Refuses a signed text that could be cut into fields in another way; see [`crate::model::v2::names`].
fn check_unambiguous(fields: &Fields) -> Result<()> {
    let known = |name| is_field(name) || (name != "sign" && fields.value(name).is_some());
    let hides = |value| names_inside(value).any(known);
    match fields.iter().find(|(_, value)| hides(value)) {
        Some((name, _)) => Err(Error::sdk(&sdk_codes::V2_TEXT_AMBIGUOUS).with_field(name)),
        None => Ok(()),
    }
}

/// Refuses a message of another merchant or AppID.
pub(crate) fn check_identity(config: &Config, fields: &Fields) -> Result<()> {
    for (name, own) in [("mch_id", config.mchid()), ("appid", config.wechat_appid())] {
        let found = fields.required_text(name)?;
        if !equal_in_constant_time(found.as_bytes(), own.as_bytes()) {
            return Err(Error::sdk(&sdk_codes::MERCHANT_DIFFERS).with_field(name));
        }
    }
    Ok(())
}
