//! V2 replies of WeChat Pay (protocol 4.2 and 4.3).

use super::upstream_text::clean;
use crate::config::Config;
use crate::crypto::digest::equal_in_constant_time;
use crate::error::{Error, Origin, Result, Retry, sdk_codes};
use crate::http::HttpResponse;
use crate::sign::v2;
use crate::wire::xml::{self, Fields};

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
            let code = fields.text("err_code").unwrap_or_else(|| "FAIL".to_owned());
            let detail = clean(fields.value("err_code_des").unwrap_or_default());
            Err(Error::api(Origin::WeChatPay, clean(&code), Retry::Never).with_detail(detail))
        }
        None => Err(Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field("result_code")),
    }
}

/// A reply with `return_code` FAIL has no signature: it may be shown, nothing in it is a fact.
fn not_communicated(fields: &Fields, code: &str) -> Error {
    let message = fields.value("return_msg").unwrap_or_default();
    let code = fields.value("err_code").or_else(|| fields.value("error_code")).unwrap_or(code);
    // "System busy" comes this way too: an unknown code says nothing of the order.
    Error::api(Origin::WeChatPay, clean(code), Retry::ConfirmFirst).with_detail(clean(message))
}

/// Refuses fields that are not signed with the V2 key in the configured way.
pub(crate) fn check_sign(config: &Config, fields: &Fields) -> Result<()> {
    let own = config.v2()?;
    if v2::verify(fields, own.key.expose(), own.sign_type) {
        return Ok(());
    }
    let swapped = own.api_v3_key.as_ref().is_some_and(|key| v2::verify(fields, key.expose(), own.sign_type));
    Err(Error::sdk(if swapped { &sdk_codes::API_KEYS_SWAPPED } else { &sdk_codes::V2_SIGN_WRONG }))
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
