//! How many notifications a second one core handles, by the size of their body: 1 KiB to 1 MiB, signed and encrypted here.
#![allow(clippy::float_arithmetic)] // figures of time, no amounts

use std::hint::black_box;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::http::Headers;
use qq_wxpay::model::RequestFromJson as _;
use qq_wxpay::notify::{self, Outcome};
use qq_wxpay::{Config, Settings};
use qq_wxpay_benchmarks::figures::{By, in_turn, tell};
use qq_wxpay_benchmarks::work::{der, read};
use serde_json::{Value, json};

const KIBIBYTES: [usize; 11] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/// What JSON, base64 and the fields of a notification leave of a body for what is made longer.
const SHARE: f64 = 0.75;

fn main() {
    let maker = Maker::new();
    for size in KIBIBYTES {
        let (headers, body) = maker.notification(size * 1024);
        let calls = (2_000 / (size + 10)).max(2) as u32;
        let handle = || {
            let handled = notify::handle(&maker.config, black_box(&headers), black_box(&body), maker.now);
            assert!(matches!(handled.outcome, Outcome::Payment(_)));
        };
        let [each] = in_turn([(&handle, calls)]);
        tell(&format!("body/{size}"), "notifications/s", By::Processor, Some(1e6 / each), &[]);
    }
}

struct Maker {
    config: Config,
    sealing: LessSafeKey,
    signing: KeyPair,
    key_id: String,
    /// The notification that is made longer, and the payment in it.
    example: Value,
    payment: Value,
    now: i64,
}

impl Maker {
    fn new() -> Self {
        let (defaults, keys) = (read("defaults.json"), read("keys.json"));
        let settings = &defaults["settings"];
        let api_key = settings["api_v3_key"].as_str().expect("a key").as_bytes();
        let sealing = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, api_key).expect("32 bytes"));
        let body = read("v3_notifications.json")["cases"][0]["body"].as_str().expect("a body").to_owned();
        let example: Value = serde_json::from_str(&body).expect("JSON");
        let (nonce, context) = sealed_with(&example["resource"]);
        let mut sealed =
            STANDARD.decode(example["resource"]["ciphertext"].as_str().expect("a text")).expect("base64");
        let opened = sealing.open_in_place(nonce, Aad::from(context), &mut sealed).expect("its key");
        let payment = serde_json::from_slice(opened).expect("JSON");
        let signing = keys["wechat_pay_private_key"].as_str().expect("a key");
        Self {
            config: Settings::from_json(&settings.to_string())
                .and_then(|settings| settings.build())
                .expect("right settings"),
            sealing,
            signing: KeyPair::from_pkcs8(&der(signing)).expect("a key"),
            key_id: settings["public_key_id"].as_str().expect("a text").to_owned(),
            example,
            payment,
            now: defaults["now"].as_i64().expect("a number"),
        }
    }

    /// A payment in a body of about so many bytes: with a list of promotions, as long ones have it.
    fn notification(&self, bytes: usize) -> (Headers, Vec<u8>) {
        let mut payment = self.payment.clone();
        let short = self.sealed(&payment).len();
        let missing = (bytes.saturating_sub(short) as f64 * SHARE) as usize;
        let promotion = json!({ "coupon_id": "109519", "name": "单品惠-6", "scope": "SINGLE", "amount": 1 });
        let length = promotion.to_string().len() + 1;
        if missing > length {
            payment["promotion_detail"] = json!(vec![promotion; missing / length]);
        }
        let body = self.sealed(&payment);
        let (nonce, timestamp) = ("d824f2e086d3c1df967785d13fcd22ef", self.now.to_string());
        let message = format!("{timestamp}\n{nonce}\n{body}\n");
        let mut signature = vec![0; self.signing.public_modulus_len()];
        let random = SystemRandom::new();
        self.signing.sign(&RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature).expect("signs");
        let signature = STANDARD.encode(signature);
        let headers = [
            ("Wechatpay-Timestamp", timestamp.as_str()),
            ("Wechatpay-Nonce", nonce),
            ("Wechatpay-Signature", &signature),
            ("Wechatpay-Serial", &self.key_id),
        ];
        (headers.into_iter().collect(), body.into_bytes())
    }

    fn sealed(&self, payment: &Value) -> String {
        let mut notification = self.example.clone();
        let (nonce, context) = sealed_with(&notification["resource"]);
        let mut bytes = payment.to_string().into_bytes();
        self.sealing.seal_in_place_append_tag(nonce, Aad::from(context), &mut bytes).expect("seals");
        notification["resource"]["ciphertext"] = json!(STANDARD.encode(bytes));
        notification.to_string()
    }
}

/// Nonce and associated data of a resource.
fn sealed_with(resource: &Value) -> (Nonce, Vec<u8>) {
    let text = |name: &str| resource[name].as_str().expect("a text").as_bytes().to_vec();
    (Nonce::try_assume_unique_for_key(&text("nonce")).expect("12 bytes"), text("associated_data"))
}
