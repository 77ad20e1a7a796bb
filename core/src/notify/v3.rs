//! V3 notifications: signature, clock, decryption, model.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{HandledNotification, MessageVersion, OtherEvent, Outcome};
use crate::config::{Config, V3};
use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;
use crate::model::{CombineTransaction, PartnerTransaction, RefundNotice, Transaction};
use crate::operations::self_test::SecurityEcho;
use crate::protocol::encrypted_resource::Resource;
use crate::verify::{SignatureHeaders, Verdict};
use crate::wire::json;

const VERSION: MessageVersion = MessageVersion::V3;

/// The outer message.
#[derive(Deserialize)]
struct Envelope {
    id: String,
    event_type: String,
    resource: Resource,
}

/// How far a message can be believed, before its content is known.
enum Authenticity {
    Verified,
    /// Rightly signed at another time.
    Stale(Error),
    /// Not signed at all.
    Unsigned(Error),
}

pub(super) fn handle(config: &Config, headers: &Headers, body: &[u8], now: i64) -> HandledNotification {
    read(config, headers, body, now).unwrap_or_else(|error| HandledNotification::refused(VERSION, error))
}

fn read(config: &Config, headers: &Headers, body: &[u8], now: i64) -> Result<HandledNotification> {
    let v3 = config.v3()?;
    let authenticity = authenticate(v3, headers, body, now)?;
    let is_signed = !matches!(&authenticity, Authenticity::Unsigned(_));
    let handled = read_content(config, v3, body, authenticity);
    Ok(handled.unwrap_or_else(|error| {
        let refused = HandledNotification::refused(VERSION, error);
        if is_signed { refused.authentic() } else { refused }
    }))
}

fn read_content(
    config: &Config,
    v3: &V3,
    body: &[u8],
    authenticity: Authenticity,
) -> Result<HandledNotification> {
    let envelope: Envelope = json::read(body)?;
    let plain = envelope.resource.open(config, v3, "resource")?;
    let outcome = interpret(config, v3, &envelope, &plain)?;
    match authenticity {
        Authenticity::Verified => {
            let text = String::from_utf8_lossy(&plain).into_owned();
            Ok(HandledNotification::proven(VERSION, Some(envelope.id), outcome, Some(text)))
        }
        Authenticity::Stale(error) | Authenticity::Unsigned(error) => match outcome.subject() {
            Some(subject) => Ok(HandledNotification::unproven(VERSION, subject, error)),
            None => Err(error),
        },
    }
}

fn authenticate(v3: &V3, headers: &Headers, body: &[u8], now: i64) -> Result<Authenticity> {
    let Some(found) = SignatureHeaders::find(headers)? else {
        return Ok(Authenticity::Unsigned(Error::sdk(&sdk_codes::NOTIFICATION_UNSIGNED)));
    };
    Ok(match v3.trust.verify(&found, body, now)? {
        Verdict::Fresh { .. } => Authenticity::Verified,
        Verdict::Stale { error, .. } => Authenticity::Stale(error),
    })
}

fn interpret(config: &Config, v3: &V3, envelope: &Envelope, plain: &[u8]) -> Result<Outcome> {
    match kind(envelope) {
        "transaction" => payment(config, plain),
        "security" => Ok(Outcome::SecurityEcho(SecurityEcho::read(v3, plain)?)),
        "refund" => {
            let notice: RefundNotice = json::read(plain)?;
            let merchant = notice.sp_mchid.as_deref().or(notice.mchid.as_deref());
            own(config, "mchid", merchant)?;
            Ok(Outcome::Refund(notice))
        }
        other => Ok(Outcome::Other(OtherEvent {
            event_type: envelope.event_type.clone(),
            original_type: other.to_owned(),
        })),
    }
}

/// The type of the content: an envelope that leaves it out still names the event.
fn kind(envelope: &Envelope) -> &str {
    match envelope.resource.original_type.as_deref() {
        None | Some("") if envelope.event_type.starts_with("TRANSACTION.") => "transaction",
        None | Some("") if envelope.event_type.starts_with("REFUND.") => "refund",
        None | Some("") if envelope.event_type.starts_with("SECURITY_ECHO.") => "security",
        given => given.unwrap_or_default(),
    }
}

/// The three kinds of payment have one `original_type`; these fields tell them apart.
#[derive(Deserialize)]
struct PaymentKind {
    #[serde(default)]
    combine_out_trade_no: Option<IgnoredAny>,
    #[serde(default)]
    sp_mchid: Option<IgnoredAny>,
}

impl PaymentKind {
    /// Reads it where a name of it stands anywhere: most payments are of the third kind, and are read once.
    fn of(plain: &[u8]) -> Result<Self> {
        let text = str::from_utf8(plain).unwrap_or_default();
        if text.contains("combine_out_trade_no") || text.contains("sp_mchid") {
            return json::read(plain);
        }
        Ok(Self { combine_out_trade_no: None, sp_mchid: None })
    }
}

fn payment(config: &Config, plain: &[u8]) -> Result<Outcome> {
    let kind = PaymentKind::of(plain)?;
    if kind.combine_out_trade_no.is_some() {
        let found: CombineTransaction = json::read(plain)?;
        own(config, "combine_mchid", Some(&found.combine_mchid))?;
        own_appid(config, "combine_appid", found.combine_appid.as_deref())?;
        return Ok(found.into());
    }
    if kind.sp_mchid.is_some() {
        let found: PartnerTransaction = json::read(plain)?;
        own(config, "sp_mchid", Some(&found.sp_mchid))?;
        own_appid(config, "sp_appid", found.sp_appid.as_deref())?;
        return Ok(found.into());
    }
    let found: Transaction = json::read(plain)?;
    own(config, "mchid", Some(&found.mchid))?;
    own_appid(config, "appid", found.appid.as_deref())?;
    Ok(found.into())
}

/// Refuses a message of another merchant.
fn own(config: &Config, field: &str, found: Option<&str>) -> Result<()> {
    if found == Some(config.mchid()) {
        return Ok(());
    }
    Err(Error::sdk(&sdk_codes::MERCHANT_DIFFERS).with_field(field))
}

/// Refuses a message of another AppID; the field may be absent.
fn own_appid(config: &Config, field: &str, found: Option<&str>) -> Result<()> {
    match found {
        Some(appid) if appid != config.wechat_appid() => {
            Err(Error::sdk(&sdk_codes::MERCHANT_DIFFERS).with_field(field))
        }
        _ => Ok(()),
    }
}
