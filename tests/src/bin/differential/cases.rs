//! What is signed and sealed, what is changed in it, and the keys, which are published examples.

use std::io::Write;

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::crypto::{PrivateKey, RsaProvider};
use qq_wxpay_tests::dice::Dice;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Done;

pub(crate) const WECHAT_APPID: &str = "wx0123456789abcdef";
pub(crate) const MCHID: &str = "1900000001";
pub(crate) const API_V3_KEY: &str = "0123456789abcdefGHIJKLMNOPQRSTUV";

/// A notification, and the key it is signed with. Every judge reads these fields.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Case {
    pub(crate) number: usize,
    pub(crate) seed: String,
    pub(crate) timestamp: String,
    pub(crate) nonce: String,
    pub(crate) body: String,
    pub(crate) private_key: String,
    pub(crate) public_key: String,
    pub(crate) signatures: Vec<Signed>,
    pub(crate) api_v3_key: String,
    /// What the resource of the body says when it is opened.
    pub(crate) plain: String,
}

/// A signature, in base64, and whose it is, or what is wrong with it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Signed {
    pub(crate) by: String,
    pub(crate) signature: String,
    pub(crate) is_genuine: bool,
}

/// The keys of the published examples: whose signatures count, its public half, and another one.
pub(crate) struct Keys {
    pub(crate) private: String,
    pub(crate) public: String,
    pub(crate) other: String,
}

impl Keys {
    pub(crate) fn read() -> Done<Self> {
        let text = |vectors: &str, name: &str| -> Done<String> {
            let vectors: Value = serde_json::from_str(vectors)?;
            Ok(vectors[name].as_str().ok_or("the vectors have these texts")?.to_owned())
        };
        let request = include_str!("../../../../core/tests/vectors/v3_request_sign.json");
        let generated = include_str!("../../../../core/tests/vectors/generated_h5.json");
        let rsa = include_str!("../../../../core/tests/vectors/v3_rsa.json");
        Ok(Self {
            private: text(request, "private_key_pkcs8_pem")?,
            public: text(generated, "public_key_pem")?,
            other: text(rsa, "private_key_pkcs8_pem")?,
        })
    }
}

/// Prints so many cases.
pub(crate) fn write(count: usize, seed: &str, mut out: impl Write) -> Done<()> {
    let (mut dice, keys) = (Dice::new(seed), Keys::read()?);
    for number in 0..count {
        writeln!(out, "{}", serde_json::to_string(&case(number, seed, &keys, &mut dice)?)?)?;
    }
    Ok(out.flush()?)
}

fn case(number: usize, seed: &str, keys: &Keys, dice: &mut Dice) -> Done<Case> {
    let timestamp = (1_700_000_000 + dice.below(100_000_000)).to_string();
    let plain = payment(number, dice).to_string();
    let (nonce, body) = (dice.name(32, "0"), body(&plain, dice)?);
    let message = format!("{timestamp}\n{nonce}\n{body}\n");
    let mut signatures = Vec::new();
    for &provider in RsaProvider::available() {
        let sign = |key: &str, message: &str| -> Done<Vec<u8>> {
            Ok(PrivateKey::parse(provider, key.as_bytes(), "private_key")?.sign(message.as_bytes())?)
        };
        let genuine = sign(&keys.private, &message)?;
        signatures.extend(changed(provider, &genuine, dice));
        signatures.push(wrong("another message", provider, &sign(&keys.private, &format!("{message}\n"))?));
        signatures.push(wrong("another key", provider, &sign(&keys.other, &message)?));
        let (by, signature) = (provider.name().to_owned(), STANDARD.encode(genuine));
        signatures.push(Signed { by, signature, is_genuine: true });
    }
    Ok(Case {
        number,
        seed: seed.to_owned(),
        timestamp,
        nonce,
        body,
        private_key: keys.private.clone(),
        public_key: keys.public.clone(),
        signatures,
        api_v3_key: API_V3_KEY.to_owned(),
        plain,
    })
}

/// A payment, with texts that JSON and other formats trip over.
fn payment(number: usize, dice: &mut Dice) -> Value {
    let total = dice.amount();
    json!({
        "appid": WECHAT_APPID, "mchid": MCHID, "out_trade_no": dice.name(32, "_-*"),
        "transaction_id": format!("42000000{}", dice.below(1_000_000_000)),
        "trade_type": "MWEB", "trade_state": "SUCCESS", "trade_state_desc": "支付成功", "bank_type": "CMB_DEBIT",
        "attach": dice.text([0, 1, 16, 127][number % 4]), "success_time": "2024-08-05T17:33:30+08:00",
        "payer": { "openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
        "amount": { "total": total, "payer_total": total, "currency": "CNY", "payer_currency": "CNY" },
    })
}

fn body(plain: &str, dice: &mut Dice) -> Done<String> {
    let nonce = dice.name(12, "0");
    let cipher = Aes256Gcm::new_from_slice(API_V3_KEY.as_bytes())?;
    let payload = Payload { msg: plain.as_bytes(), aad: b"transaction" };
    let sealed = cipher
        .encrypt(&Nonce::try_from(nonce.as_bytes())?, payload)
        .map_err(|_| "a short text can be sealed")?;
    let length = dice.below(3000);
    Ok(json!({
        "id": dice.name(36, "-"), "create_time": "2024-08-05T17:33:31+08:00", "resource_type": "encrypt-resource",
        "event_type": "TRANSACTION.SUCCESS", "summary": dice.text(length),
        "resource": {
            "original_type": "transaction", "algorithm": "AEAD_AES_256_GCM", "ciphertext": STANDARD.encode(sealed),
            "associated_data": "transaction", "nonce": nonce,
        },
    })
    .to_string())
}

/// The signature with one bit, or its length, changed.
fn changed(provider: RsaProvider, signature: &[u8], dice: &mut Dice) -> [Signed; 5] {
    let mut bit = signature.to_vec();
    let position = dice.below(bit.len());
    bit[position] ^= 1 << dice.below(8);
    [
        wrong("one bit", provider, &bit),
        wrong("a byte less", provider, &signature[1..]),
        wrong("a zero before it", provider, &[&[0], signature].concat()),
        wrong("a zero behind it", provider, &[signature, &[0]].concat()),
        wrong("nothing", provider, &[]),
    ]
}

fn wrong(what: &str, provider: RsaProvider, signature: &[u8]) -> Signed {
    let by = format!("{}, {what}", provider.name());
    Signed { by, signature: STANDARD.encode(signature), is_genuine: false }
}
