//! QQ's access token: how it is asked for. Fetching a new one makes the earlier one invalid after a short overlap, so all processes of
//! one QQ AppID must share it; when it is renewed says `renewal.rs`, who fetches it `client/token/lease.rs`.

mod renewal;

use serde_json::Value;

pub use renewal::{Freshness, StoredToken};

use crate::error::{Error, Result, Subject, sdk_codes};
use crate::http::HttpResponse;
pub use crate::model::FetchedToken;
use crate::model::NoArguments;
use crate::operation::{CallContext, FetchAccessToken, Operation, descriptor};
use crate::protocol::endpoint::Endpoint;
use crate::protocol::prepared::{Prepared, qq_get_request};
use crate::protocol::reply::{qq, unexpected};
use crate::retry::Idempotency;
use crate::secret::Secret;

/// The longest life that is believed, in seconds: a number beyond it is a mistake, and must not keep a dead token for years.
const LONGEST_LIFE_SECONDS: i64 = 7 * 24 * 3600;

/// QQ asks for room for 512 characters.
const LONGEST_ACCESS_TOKEN: usize = 4096;

impl Operation for FetchAccessToken {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::Order;

    fn prepare(_none: &NoArguments, call: &CallContext<'_>) -> Result<Prepared<FetchedToken>> {
        let secret = call.config.qq()?.app_secret.as_ref();
        let missing = || Error::sdk(&sdk_codes::QQ_NOT_CONFIGURED).with_field("qq_app_secret");
        let endpoint = Endpoint::get_token(call.config, secret.ok_or_else(missing)?)?;
        let upstream = endpoint.upstream;
        let request = qq_get_request(endpoint);
        Ok(Prepared::new(descriptor::<Self>(_none), upstream, request, |reply, _| read(reply)))
    }
}

/// A token counts only when it is there, no error stands beside it, and the status is 2xx.
fn read(reply: &HttpResponse) -> Result<FetchedToken> {
    let json: Value = serde_json::from_slice(reply.text()).map_err(|_| unexpected(reply))?;
    if let Some(error) = qq::token_error(&json, reply) {
        return Err(error);
    }
    let token = json.get("access_token").and_then(Value::as_str).map(Secret::new);
    // One official table spells it `expire_in`.
    let lifetime = json.get("expires_in").or_else(|| json.get("expire_in")).and_then(whole_number);
    match (token, lifetime) {
        (Some(access_token), Some(lifetime)) if reply.is_success() && lifetime > 0 => {
            check_form(&access_token).map_err(|error| match error.detail() {
                "" => unexpected(reply),
                detail => unexpected(reply).with_detail(format!("an access token {detail}")),
            })?;
            Ok(FetchedToken { access_token, lifetime_seconds: lifetime.min(LONGEST_LIFE_SECONDS) })
        }
        _ => Err(unexpected(reply)),
    }
}

/// Refuses what cannot be an access token, wherever it comes from: one with a blank, a line end or a byte-order mark would be kept
/// for hours and make every order fail.
///
/// # Errors
/// `ACCESS_TOKEN_MISSING` for an empty one, `ACCESS_TOKEN_FORM`, both at `access_token`. The token is not in them.
pub(crate) fn check_form(token: &Secret) -> Result<()> {
    let refuse = |entry, detail: &str| {
        let error = Error::sdk(entry).with_field("access_token");
        Err(if detail.is_empty() { error } else { error.with_detail(detail) })
    };
    let text = token.expose();
    match text.len() {
        0 => refuse(&sdk_codes::ACCESS_TOKEN_MISSING, ""),
        length if length > LONGEST_ACCESS_TOKEN => refuse(
            &sdk_codes::ACCESS_TOKEN_FORM,
            &format!("of {length} bytes; at most {LONGEST_ACCESS_TOKEN} are possible"),
        ),
        _ if text.trim_matches(is_around).len() < text.len() => refuse(
            &sdk_codes::ACCESS_TOKEN_FORM,
            "with a blank, a line end or a byte-order mark at its beginning or end",
        ),
        _ if !text.bytes().all(|byte| byte.is_ascii_graphic()) => {
            refuse(&sdk_codes::ACCESS_TOKEN_FORM, "with something else than visible ASCII characters")
        }
        _ if text.contains("\"access_token\"") => {
            refuse(&sdk_codes::ACCESS_TOKEN_FORM, "that is a whole reply of getToken")
        }
        _ => Ok(()),
    }
}

/// What clings to a token that was read from a file or a shell.
fn is_around(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '\u{FEFF}'
}

/// A number, or text that is one.
fn whole_number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}
