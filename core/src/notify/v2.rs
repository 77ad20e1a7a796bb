//! V2 notifications: payment (signed) and refund (encrypted).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::{HandledNotification, MessageVersion, Outcome, Subject};
use crate::config::Config;
use crate::crypto::{decrypt_aes_256_ecb, digest};
use crate::error::{Error, Result, sdk_codes};
use crate::model::v2::names::without_index;
use crate::model::{TradeState, V2RefundNotice, V2Transaction};
use crate::protocol::reply::v2;
use crate::secret::Key32;
use crate::wire::xml::{self, Fields};

const VERSION: MessageVersion = MessageVersion::V2;

/// Fields that only the replies of the refund interfaces have.
const OF_REFUNDS: [&str; 5] =
    ["refund_id", "out_refund_no", "refund_fee", "refund_count", "total_refund_count"];

pub(super) fn handle(config: &Config, body: &[u8], now: i64) -> HandledNotification {
    let handled = xml::read(body, "xml").and_then(|fields| {
        match fields.value("req_info").filter(|value| !value.is_empty()) {
            Some(encrypted) => refund(config, &fields, encrypted),
            None => {
                // A message without `return_code` SUCCESS carries no signature: nothing in it is a fact.
                check_return_code(&fields)?;
                v2::check_notification_sign(config, &fields, now)?;
                Ok(payment(config, &fields).map_or_else(
                    |error| HandledNotification::refused(VERSION, error).authentic(),
                    |outcome| {
                        let text = String::from_utf8_lossy(body).into_owned();
                        HandledNotification::proven(VERSION, None, outcome, Some(text))
                    },
                ))
            }
        }
    });
    handled.unwrap_or_else(|error| HandledNotification::refused(VERSION, error))
}

fn payment(config: &Config, fields: &Fields) -> Result<Outcome> {
    v2::check_identity(config, fields)?;
    check_kind(fields)?;
    match fields.value("result_code") {
        Some("SUCCESS") => {
            let paid = V2Transaction::read(fields, TradeState::Success)?;
            fields.required_text("transaction_id")?;
            fields.required_text("time_end")?;
            fields.required_fen("total_fee")?;
            fields.required_text("nonce_str")?;
            Ok(paid.into())
        }
        Some(_) => Ok(V2Transaction::read(fields, TradeState::PayError)?.into()),
        None => Err(Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field("result_code")),
    }
}

/// One key signs everything in V2, and nothing signed says which interface is speaking: without this, the reply to a
/// query or refund could be played back as the notification of a payment. The reply to the query of a paid order
/// states the same fact as its notification and may pass.
fn check_kind(fields: &Fields) -> Result<()> {
    let unpaid = fields.text("trade_state").filter(|state| state != "SUCCESS").map(|_| "trade_state");
    let given = fields.iter().filter(|(_, value)| !value.is_empty()).map(|(name, _)| name);
    let foreign = given.into_iter().find(|name| OF_REFUNDS.contains(&without_index(name)));
    match unpaid.or(foreign) {
        Some(name) => Err(Error::sdk(&sdk_codes::NOT_A_PAYMENT).with_field(name)),
        None => Ok(()),
    }
}

/// It is encrypted block by block and signed by nobody: blocks of captured messages can be put together anew without the key. So it
/// names a refund and proves nothing.
fn refund(config: &Config, fields: &Fields, encrypted: &str) -> Result<HandledNotification> {
    check_return_code(fields)?;
    v2::check_identity(config, fields)?;
    let ciphertext = STANDARD
        .decode(encrypted.split_ascii_whitespace().collect::<String>())
        .map_err(|_| Error::sdk(&sdk_codes::CIPHERTEXT_MALFORMED).with_field("req_info"))?;
    let missing = || Error::sdk(&sdk_codes::V2_REFUND_WITHOUT_V2_KEY).with_field("api_v2_key");
    let own = config.0.v2.as_ref().ok_or_else(missing)?;
    let content = open(own.key.expose(), &ciphertext).map_err(|error| {
        let swapped = own.api_v3_key.as_ref().is_some_and(|key| open(key.expose(), &ciphertext).is_ok());
        if swapped { Error::sdk(&sdk_codes::API_KEYS_SWAPPED) } else { error.with_field("req_info") }
    })?;
    let notice = V2RefundNotice::read(fields, &content)?;
    let error = Error::sdk(&sdk_codes::V2_REFUND_UNPROVEN);
    Ok(HandledNotification::unproven(VERSION, Subject::Refund((&notice).into()), error))
}

/// Decrypts with the lower-case hex MD5 of the V2 key, and reads what must then be XML.
fn open(key: &str, ciphertext: &[u8]) -> Result<Fields> {
    let hex = Zeroizing::new(digest::md5_hex_lower(key.as_bytes()));
    let key = Key32::new(&hex).expect("an MD5 in hex has 32 characters");
    let plain = Zeroizing::new(decrypt_aes_256_ecb(key.expose(), ciphertext)?);
    // One wrong key in 256 leaves a padding that looks right; then the content is no XML.
    xml::read(&plain, "root").map_err(|_| Error::sdk(&sdk_codes::DECRYPT_FAILED))
}

fn check_return_code(fields: &Fields) -> Result<()> {
    match fields.value("return_code") {
        Some("SUCCESS") => Ok(()),
        _ => Err(Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE)
            .with_field("return_code")
            .with_detail("not SUCCESS")),
    }
}
