//! V2's refusals without a code and without a signature: `return_code` FAIL and a text.
//!
//! WeChat Pay carries out no request that it cannot authenticate or parse. The texts by which it says so are known; after any
//! other one nobody knows what became of the request.

use super::upstream_text::clean;
use crate::error::{Entry, Error, Origin, Retry, find, wechat_codes as codes};
use crate::model::v2::names::is_field;
use crate::wire::xml::Fields;

/// Fields of bill requests and queries, which no signed message carries.
const ASKED_WITH: [&str; 4] = ["bill_date", "bill_type", "tar_type", "offset"];

/// The error of a reply whose `return_code`, here `code`, is not `SUCCESS`. It may be shown, nothing in it is a fact.
pub(super) fn not_communicated(fields: &Fields, code: &str) -> Error {
    let message = fields.value("return_msg").unwrap_or_default();
    let named = fields.value("err_code").or_else(|| fields.value("error_code"));
    let code = clean(named.unwrap_or(code));
    let detail = clean(message);
    if named.is_some() && find(Origin::WeChatPay, &code).is_some() {
        return Error::api(Origin::WeChatPay, code, Retry::ConfirmFirst).with_detail(detail);
    }
    // Numbers stand for several things here; the words are what tells.
    let entry = meaning(message);
    let error = match (named, entry) {
        (None, Some(entry)) => Error::api_like(entry, entry.code),
        (Some(_), Some(entry)) => Error::api_like(entry, code),
        (_, None) => Error::api_like(&codes::FAIL, code),
    };
    let about_a_field = [&codes::PARAM_ERROR, &codes::LACK_PARAMS].iter().any(|entry| error.is(entry));
    match field(message).filter(|_| about_a_field) {
        Some(name) => error.with_detail(detail).with_field(name),
        None => error.with_detail(detail),
    }
}

/// What the text says, if it is one of those that are known.
fn meaning(message: &str) -> Option<&'static Entry> {
    let words: String = message.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let names_the_merchant = has(&["mch_id", "mchid", "商户号"]);
    let names_an_appid = has(&["appid", "公众账号"]);
    let entry = if words == "nobillexist" {
        &codes::NO_STATEMENT_EXIST
    } else if words == "billcreating" {
        &codes::STATEMENT_CREATING
    } else if has(&["系统繁忙", "系统错误", "系统异常", "systembusy", "systemerror"]) {
        &codes::SYSTEM_ERROR
    } else if has(&["频率", "过于频繁", "toofast", "frequency"]) {
        &codes::FREQUENCY_LIMITED
    } else if has(&["签名错误", "签名失败", "签名验证", "验签", "signerror", "invalidsignature"])
    {
        &codes::SIGN_ERROR
    } else if (names_the_merchant || names_an_appid) && has(&["不匹配", "notmatch"]) {
        &codes::APPID_MCHID_NOT_MATCH
    } else if words == "invalidappid" || (names_an_appid && has(&["不存在", "notexist"])) {
        &codes::APPID_NOT_EXIST
    } else if names_the_merchant && has(&["不存在", "notexist"]) && !has(&["订单", "order"]) {
        &codes::MCH_NOT_EXISTS
    } else if has(&["xml格式", "xmlformat"]) {
        &codes::XML_FORMAT_ERROR
    } else if has(&["post方法", "postmethod"]) {
        &codes::REQUIRE_POST_METHOD
    } else if has(&["post数据为空", "postdataisempty", "postdataempty"]) {
        &codes::POST_DATA_EMPTY
    } else if has(&["utf-8", "utf8"]) {
        &codes::NOT_UTF8
    } else if has(&["权限", "noauth", "nopermission"]) {
        &codes::NO_AUTH
    } else if has(&["缺少", "参数缺失", "lackparam", "missingparam"]) {
        &codes::LACK_PARAMS
    } else if has(&["输入源"])
        || (has(&["参数"]) && has(&["错误", "有误", "不合法", "无效", "格式", "长度"]))
        || names_a_wrong_field(message)
    {
        &codes::PARAM_ERROR
    } else {
        return None;
    };
    Some(entry)
}

/// `invalid spbill_create_ip`, and nothing else.
fn names_a_wrong_field(message: &str) -> bool {
    let mut words = message.split_whitespace();
    let begins = words.next().is_some_and(|word| word.eq_ignore_ascii_case("invalid"));
    let is_name = |name: &str| is_field(name) || ASKED_WITH.contains(&name);
    begins && words.next().is_some_and(is_name) && words.next().is_none()
}

/// The field that the text names: `/body/xml/total_fee` names the last of its words.
fn field(message: &str) -> Option<&str> {
    let mut words = message.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
    words.rfind(|word| is_field(word) || ASKED_WITH.contains(word))
}
