//! Testing keys, serials and clock against WeChat Pay, without an order (protocol 5.10).
//!
//! V3 has no sandbox at WeChat Pay, but one interface that echoes a text: it shows whether signing, verifying, encrypting and
//! the way back to the merchant work. Use it once per check; WeChat Pay forbids load tests.

mod clock;
mod echo;
mod report;

pub use echo::SecurityEcho;
pub use report::{Check, CheckState, SelfTestReport};

use serde::{Deserialize, Serialize};

use crate::call::{Effect, Prepared};
use crate::config::{Config, NotifyUrl};
use crate::direct::V3Call;
use crate::environment::Stamp;
use crate::error::{Error, Result, sdk_codes};
use crate::http::HttpResponse;
use crate::reply::{unexpected, v3};
use crate::sensitive;
use crate::trust::{SignatureHeaders, check_clock};
use crate::wire::json;

/// What to test.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SelfTest {
    /// Your own public https address: WeChat Pay sends a callback there. Without it the callback is not tested.
    pub notify_url: Option<String>,
    /// How long the client waits for the callback, in seconds; at most 60 are waited.
    pub callback_seconds: u32,
}

impl Default for SelfTest {
    fn default() -> Self {
        Self { notify_url: None, callback_seconds: 10 }
    }
}

impl SelfTest {
    /// The test with a callback to this address, for which the client waits 10 seconds.
    #[must_use]
    pub fn with_callback(notify_url: impl Into<String>) -> Self {
        Self { notify_url: Some(notify_url.into()), ..Self::default() }
    }
}

/// Prepares the test. `finish` gives a report whatever the reply is; the callback comes later, as a notification
/// ([`crate::notify::Outcome::SecurityEcho`]) with the text of [`SelfTestReport::echo_message`].
///
/// With a `notify_url` the effect is [`Effect::Once`]: each call causes a callback.
///
/// # Errors
/// `Config` or `InvalidInput` for `notify_url`; `NOTHING_TO_ENCRYPT_WITH` without a key of WeChat Pay; `Config` when V3 is
/// not configured.
pub fn prepare_self_test(
    config: &Config,
    test: &SelfTest,
    stamp: &Stamp,
) -> Result<Prepared<SelfTestReport>> {
    let callback = test.notify_url.as_ref();
    let callback = callback
        .map(|text| {
            NotifyUrl::parse(
                "notify_url",
                text,
                config.0.wechat_base.is_local(),
                config.0.allow_notify_url_query,
            )
        })
        .transpose()?;
    let message = format!("qq-wxpay {}", stamp.nonce());
    let encrypted = sensitive::encrypt(config, &message, stamp.now())?;
    let body = Request {
        echo_message: &message,
        encrypted_echo_message: &encrypted.ciphertext,
        notify_url: callback.as_ref().map(NotifyUrl::as_str),
    };
    let effect = if callback.is_some() { Effect::Once } else { Effect::Read };
    let call = V3Call { effect, ..V3Call::post("self_test", "/v3/security/echo".to_owned(), &body) };
    call.prepare_encrypted(config, stamp, Some(&encrypted.serial), move |config, reply, now| {
        Ok(read(config, &message, reply, now))
    })
}

#[derive(Serialize)]
struct Request<'a> {
    echo_message: &'a str,
    encrypted_echo_message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    notify_url: Option<&'a str>,
}

/// The reply.
#[derive(Deserialize)]
struct Echo {
    echo_message: String,
    #[serde(default)]
    encrypted_echo_message: Option<String>,
}

fn read(config: &Config, message: &str, reply: &HttpResponse, now: i64) -> SelfTestReport {
    let with_reply = |error: Error| error.with_reply(reply.status(), reply.request_id());
    let mut report = SelfTestReport::new(message);
    report.request_id = reply.request_id();
    if !reply.is_success() {
        let error = v3::refusal(reply).unwrap_or_else(|| unexpected(reply));
        report.refused(error, clock::skew_by_date(reply, now));
        return report;
    }
    match signed_at(config, reply, now) {
        Ok(time) => {
            report.verification = Check::holds();
            report.clock_skew_seconds = Some(now.saturating_sub(time));
            report.clock = Check::of(check_clock(time, now).map_err(|_| with_reply(clock::off(now, time))));
        }
        Err(error) => report.verification = Check::fails(with_reply(error)),
    }
    match json::read::<Echo>(reply.body()) {
        // The text is fresh: only who took the request can know it.
        Ok(echo) if echo.echo_message == message => {
            report.signature = Check::holds();
            report.encryption = encryption(config, message, &echo);
        }
        Ok(_) => {
            let error = Error::sdk(&sdk_codes::REPLY_DIFFERS).with_field("echo_message");
            report.verification = Check::fails(with_reply(error));
        }
        // Not WeChat Pay's reply, or not the whole of it.
        Err(error) => report.untested(with_reply(error)),
    }
    report
}

fn signed_at(config: &Config, reply: &HttpResponse, now: i64) -> Result<i64> {
    let headers = SignatureHeaders::find(reply.headers())?;
    let headers = headers.ok_or_else(|| Error::sdk(&sdk_codes::REPLY_UNSIGNED))?;
    config.v3()?.trust.verify(&headers, reply.body(), now)
}

/// WeChat Pay took what was encrypted for it; here is what it encrypted for the merchant.
fn encryption(config: &Config, message: &str, echo: &Echo) -> Check {
    let field = "encrypted_echo_message";
    let Some(ciphertext) = &echo.encrypted_echo_message else {
        return Check::fails(Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field(field));
    };
    match sensitive::decrypt(config, ciphertext) {
        Ok(plain) if plain.expose() == message => Check::holds(),
        Ok(_) => Check::fails(Error::sdk(&sdk_codes::REPLY_DIFFERS).with_field(field)),
        Err(error) if error.is(&sdk_codes::SIGNER_CANNOT_DECRYPT) => Check::not_tested(Some(error)),
        Err(error) => Check::fails(error.with_field(field)),
    }
}
