//! The operations that need no network.

use serde::Serialize;

use super::operation::{table, unknown_operation};
use super::{CipherText, Names, NoArguments, PaymentToExpect, PlainText};
use crate::client::QqWxPay;
use crate::error::{Error, Result, sdk_codes};
use crate::model::{Expected, FoundOrder, RequestFromJson};
use crate::sensitive::{self, EncryptedText};

/// A text that was encrypted for the merchant.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct DecryptedText {
    /// The text. It is personal data as a rule.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    text: String,
}

/// Who the merchant is.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Merchant {
    /// Merchant number.
    mchid: String,
    /// WeChat AppID.
    wechat_appid: String,
    /// AppID of the QQ mini program, when one is configured.
    qq_appid: Option<String>,
    /// Whether all addresses lead to a sandbox on this machine: then no money moves.
    sandbox: bool,
}

macro_rules! operations {
    ($($(#[doc = $text:literal])* $name:ident($arguments:ty) -> $reply:ty = |$pay:ident, $given:ident| $body:expr;)*) => {
        table! { Now, OPERATIONS; $($(#[doc = $text])* $name: $arguments => $reply;)* }

        fn run(pay: &QqWxPay, operation: &str, arguments: &str, names: Names) -> Result<String> {
            match operation {
                $(stringify!($name) => {
                    let ($pay, $given) = (pay, <$arguments>::from_json(arguments)?);
                    let reply: Result<$reply> = $body;
                    reply.map(|reply| names.json(&reply))
                })*
                _ => Err(unknown_operation(operation)),
            }
        }
    };
}

/// Runs an operation that needs no network; `arguments` is a JSON object, and so is the result, or `null`.
///
/// # Errors
/// Those of the operation, fields named as in the language; `UNKNOWN_OPERATION`.
pub fn now(pay: &QqWxPay, operation: &str, arguments: &str, names: Names) -> Result<String> {
    run(pay, operation, &names.read(arguments), names).map_err(|error| names.error(&error))
}

/// Compares a payment, JSON as of a record's `found`, with the own order: the operation `expect_payment` for those who have no
/// client at hand any more.
///
/// # Errors
/// Those of the operation, fields named as in the language.
pub fn expect_payment(found: &str, expected: &str, names: Names) -> Result<()> {
    let expected = Expected::from_json(&names.read(expected));
    let compared = expected.and_then(|expected| {
        let found: FoundOrder = serde_json::from_str(&names.read(found))
            .map_err(|_| Error::sdk(&sdk_codes::NOT_A_PAYMENT).with_field("found"))?;
        found.expect(&expected)
    });
    compared.map_err(|error| names.error(&error))
}

operations! {
    /// Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
    /// `encrypt_sensitive`.
    encrypt_sensitive_offline(PlainText) -> EncryptedText = |pay, plain| {
        sensitive::encrypt(pay.config(), &plain.text, pay.stamp_of_now().now())
    };
    /// Decrypts a text that WeChat Pay encrypted for the merchant.
    decrypt_sensitive(CipherText) -> DecryptedText = |pay, given| {
        let text = pay.decrypt_sensitive(&given.ciphertext)?;
        Ok(DecryptedText { text: text.expose().to_owned() })
    };
    /// Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
    /// error that names the first such field.
    expect_payment(PaymentToExpect) -> () = |_pay, given| given.found.expect(&given.expected);
    /// Who the merchant is, and whether the client talks to a sandbox.
    merchant(NoArguments) -> Merchant = |pay, _none| Ok(Merchant {
        mchid: pay.config().mchid().to_owned(),
        wechat_appid: pay.config().wechat_appid().to_owned(),
        qq_appid: pay.config().qq_appid().map(str::to_owned),
        sandbox: pay.config().is_sandbox(),
    });
}
