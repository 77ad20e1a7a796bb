//! The work without a network, and the bare operations beside it: all on the merchant, the order and the notification of the cases.

use std::fs;
use std::hint::black_box;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::environment::{NonceSource as _, RequestStamp, SystemNonce};
use qq_wxpay::http::Headers;
use qq_wxpay::model::{OrderRequest, RequestFromJson as _};
use qq_wxpay::notify::{self, Outcome};
use qq_wxpay::operations::PlaceOrder;
use qq_wxpay::{CallContext, Config, Operation as _, Secret, Settings};
use serde_json::Value;

/// All that is worked with.
#[derive(Debug)]
pub struct Work {
    config: Config,
    order: OrderRequest,
    token: Secret,
    private_key: KeyPair,
    random: SystemRandom,
    public_key: ParsedPublicKey,
    headers: Headers,
    body: Vec<u8>,
    message: Vec<u8>,
    signature: Vec<u8>,
    now: i64,
}

impl Work {
    /// Reads the cases.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it reads files")]
    pub fn new() -> Self {
        let defaults = read("defaults.json");
        let notification = read("v3_notifications.json")["cases"][0].clone();
        let settings = &defaults["settings"];
        let body = text(&notification["body"]).into_bytes();
        let header = |name: &str| text(&notification["headers"][name]);
        let prefix = format!("{}\n{}\n", header("Wechatpay-Timestamp"), header("Wechatpay-Nonce"));
        let headers = notification["headers"].as_object().expect("headers");
        let key = der(&text(&settings["public_key"]));
        Self {
            config: Settings::from_json(&settings.to_string())
                .and_then(|settings| settings.build())
                .expect("right settings"),
            order: OrderRequest::new("T20261123000001", "蓝色马克杯", 1999, "203.0.113.7"),
            token: Secret::new("EXAMPLE+TOKEN/with=specials"),
            private_key: KeyPair::from_pkcs8(&der(&text(&settings["merchant_private_key"]))).expect("a key"),
            random: SystemRandom::new(),
            public_key: ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key).expect("a key"),
            headers: headers.iter().map(|(name, value)| (name.as_str(), text(value))).collect(),
            message: [prefix.as_bytes(), &body, b"\n"].concat(),
            signature: STANDARD.decode(header("Wechatpay-Signature")).expect("base64"),
            body,
            now: defaults["now"].as_i64().expect("a number"),
        }
    }

    /// A signature over as many bytes as the order's message has, and nothing else.
    pub fn bare_sign(&self) {
        let mut signature = vec![0; self.private_key.public_modulus_len()];
        let message = [b'x'; 480];
        self.private_key
            .sign(&RSA_PKCS1_SHA256, &self.random, black_box(&message), &mut signature)
            .expect("signs");
        black_box(signature);
    }

    /// Validation, JSON, both addresses, nonce, signature, header: a request that is ready to be sent.
    pub fn order(&self) {
        let stamp = RequestStamp::new(self.now, SystemNonce.nonce());
        let prepared = PlaceOrder::prepare(
            black_box(&self.order),
            &CallContext::new(&self.config, &stamp).with_access_token(&self.token),
        );
        black_box(prepared.expect("a right order").request().body().len());
    }

    /// The signature of the notification, and nothing else.
    pub fn bare_verify(&self) {
        self.public_key
            .verify_sig(black_box(&self.message), black_box(&self.signature))
            .expect("a right signature");
    }

    /// Headers, signature, clock, JSON, decryption, model, merchant: a payment that can be believed.
    pub fn notification(&self) {
        let handled = notify::handle(&self.config, black_box(&self.headers), black_box(&self.body), self.now);
        assert!(matches!(handled.outcome, Outcome::Payment(_)));
    }
}

/// A file of the cases.
#[must_use]
pub fn read(name: &str) -> Value {
    let path = format!("{}/../tests/cases/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&fs::read(path).expect("the case file")).expect("JSON")
}

/// The bytes of a key.
#[must_use]
pub fn der(pem: &str) -> Vec<u8> {
    let inner: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
    STANDARD.decode(inner).expect("base64")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
