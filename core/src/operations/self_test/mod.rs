//! Testing keys, serials and clock against WeChat Pay, without an order.
//!
//! V3 has no sandbox at WeChat Pay, but one interface that echoes a text: it shows whether signing, verifying, encrypting and
//! the way back to the merchant work. Use it once per check; WeChat Pay forbids load tests.

mod clock;
mod echo;

pub use crate::model::{Check, CheckState, SelfTest, SelfTestReport};
pub use clock::clock_of;
pub use echo::SecurityEcho;

use serde::{Deserialize, Serialize};

use crate::config::{Config, NotifyUrl};
use crate::error::{Error, Result, Subject, sdk_codes};
use crate::http::HttpResponse;
use crate::operation::{CallContext, Operation, RunSelfTest, descriptor};
use crate::protocol::prepared::Prepared;
use crate::protocol::reply::{unexpected, v3};
use crate::protocol::sensitive;
use crate::protocol::wechat_call::V3Call;
use crate::retry::Idempotency;
use crate::verify::{SignatureHeaders, Verdict};
use crate::wire::json;

/// `finish` gives a report whatever the reply is; the callback comes later, as a notification
/// ([`crate::notify::Outcome::SecurityEcho`]) with the text of [`SelfTestReport::echo_message`].
impl Operation for RunSelfTest {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::Other;
    const ENCRYPTS: bool = true;

    /// With a `notify_url` each call causes a callback.
    fn idempotency(test: &SelfTest) -> Idempotency {
        if test.notify_url.is_some() { Idempotency::NonIdempotent } else { Self::IDEMPOTENCY }
    }

    fn prepare(test: &SelfTest, call: &CallContext<'_>) -> Result<Prepared<SelfTestReport>> {
        let CallContext { config, stamp, .. } = *call;
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
        let operation = descriptor::<Self>(test);
        let asked = V3Call::post(operation, "/v3/security/echo".to_owned(), &body);
        asked.prepare_encrypted(call, Some(&encrypted.serial), move |config, reply, now| {
            Ok(read(config, &message, reply, now))
        })
    }
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
        report.clock_skew_seconds = clock::skew_by_date(reply, now);
        let off = report.clock_skew_seconds.filter(|skew| clock::is_off(*skew)).map(clock::off_by);
        report.refused(error, off);
        return report;
    }
    match verdict(config, reply, now) {
        Ok(verdict) => {
            let time = verdict.signed_at();
            report.verification = Check::holds();
            report.clock_skew_seconds = Some(now.saturating_sub(time));
            report.clock = Check::of(verdict.fresh().map_err(|_| with_reply(clock::off(now, time))));
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

fn verdict(config: &Config, reply: &HttpResponse, now: i64) -> Result<Verdict> {
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
