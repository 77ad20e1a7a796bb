//! Our own work beside the bare RSA operation, in one run.
//!
//! After the criterion rows, `ratios` times both sides in turn, many short rounds each, and prints the median ratio: on
//! a noisy machine only the pairwise comparison holds. It fails when a ratio is above its limit.
#![allow(clippy::print_stdout)] // a benchmark prints its figures
#![allow(clippy::float_arithmetic)] // ratios of times, no amounts
#![allow(missing_docs)] // criterion's macros make undocumented functions

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use criterion::{Criterion, criterion_group};
use qq_wxpay::environment::{NonceSource, RequestStamp, SystemNonce};
use qq_wxpay::http::Headers;
use qq_wxpay::model::{OrderRequest, RequestFromJson};
use qq_wxpay::notify::{self, Outcome};
use qq_wxpay::operations::PlaceOrder;
use qq_wxpay::{CallContext, Config, Operation as _, Secret, Settings};
use serde_json::Value;

/// Building and signing an order may cost this much of the bare signature.
const ORDER_LIMIT: f64 = 1.05;

/// Handling a notification may cost this much of the bare verification.
const NOTIFICATION_LIMIT: f64 = 1.5;

struct Bench {
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

impl Bench {
    fn new() -> Self {
        let defaults = read("defaults.json");
        let notification = read("v3_notifications.json")["cases"][0].clone();
        let settings = &defaults["settings"];
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let body = text(&notification["body"]).into_bytes();
        let header = |name: &str| text(&notification["headers"][name]);
        let prefix = format!("{}\n{}\n", header("Wechatpay-Timestamp"), header("Wechatpay-Nonce"));
        let headers = notification["headers"].as_object().expect("headers");
        Self {
            config: Settings::from_json(&settings.to_string())
                .and_then(|s| s.build())
                .expect("right settings"),
            order: OrderRequest::new("T20261123000001", "蓝色马克杯", 1999, "203.0.113.7"),
            token: Secret::new("EXAMPLE+TOKEN/with=specials"),
            private_key: KeyPair::from_pkcs8(&der(&text(&settings["merchant_private_key"]))).expect("a key"),
            random: SystemRandom::new(),
            public_key: ParsedPublicKey::new(
                &RSA_PKCS1_2048_8192_SHA256,
                der(&text(&settings["public_key"])),
            )
            .expect("a key"),
            headers: headers.iter().map(|(name, value)| (name.as_str(), text(value))).collect(),
            message: [prefix.as_bytes(), &body, b"\n"].concat(),
            signature: STANDARD.decode(header("Wechatpay-Signature")).expect("base64"),
            body,
            now: defaults["now"].as_i64().expect("a number"),
        }
    }

    /// A signature over as many bytes as the order's message has, and nothing else.
    fn bare_sign(&self) -> Vec<u8> {
        let mut signature = vec![0; self.private_key.public_modulus_len()];
        let message = [b'x'; 480];
        self.private_key
            .sign(&RSA_PKCS1_SHA256, &self.random, black_box(&message), &mut signature)
            .expect("signs");
        signature
    }

    /// Validation, JSON, both addresses, nonce, signature, header: a request that is ready to be sent.
    fn order(&self) -> usize {
        let stamp = RequestStamp::new(self.now, SystemNonce.nonce());
        let prepared = PlaceOrder::prepare(
            black_box(&self.order),
            &CallContext::new(&self.config, &stamp).with_access_token(&self.token),
        )
        .expect("a right order");
        prepared.request().body().len()
    }

    fn bare_verify(&self) {
        self.public_key
            .verify_sig(black_box(&self.message), black_box(&self.signature))
            .expect("a right signature");
    }

    /// Headers, signature, clock, JSON, decryption, model, merchant: a payment that can be believed.
    fn notification(&self) {
        let handled = notify::handle(&self.config, black_box(&self.headers), black_box(&self.body), self.now);
        assert!(matches!(handled.outcome, Outcome::Payment(_)));
    }
}

fn read(name: &str) -> Value {
    let path = format!("{}/../tests/cases/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(path).expect("the case file")).expect("JSON")
}

fn der(pem: &str) -> Vec<u8> {
    let inner: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
    STANDARD.decode(inner).expect("base64")
}

fn rows(criterion: &mut Criterion) {
    let bench = Bench::new();
    criterion.bench_function("bare RSA-2048 signature", |b| b.iter(|| bench.bare_sign()));
    criterion.bench_function("build and sign a V3 order", |b| b.iter(|| bench.order()));
    criterion.bench_function("bare RSA-2048 verification", |b| b.iter(|| bench.bare_verify()));
    criterion.bench_function("verify and decrypt a V3 notification", |b| b.iter(|| bench.notification()));
}

fn ratios() -> bool {
    let bench = Bench::new();
    let order = ratio(|| _ = black_box(bench.order()), || _ = black_box(bench.bare_sign()), 20);
    let notification = ratio(|| bench.notification(), || bench.bare_verify(), 300);
    println!(
        "\nbuild and sign a V3 order / bare RSA signature:              {order:.3} (limit {ORDER_LIMIT})"
    );
    println!(
        "verify and decrypt a notification / bare RSA verification:   {notification:.3} (limit {NOTIFICATION_LIMIT})"
    );
    order <= ORDER_LIMIT && notification <= NOTIFICATION_LIMIT
}

/// The median of the ratios of neighbouring rounds.
fn ratio(ours: impl Fn(), bare: impl Fn(), calls: u32) -> f64 {
    let time = |work: &dyn Fn()| {
        let begin = Instant::now();
        (0..calls).for_each(|_| work());
        begin.elapsed()
    };
    let (ours, bare): (&dyn Fn(), &dyn Fn()) = (&ours, &bare);
    let warm_up = Instant::now();
    while warm_up.elapsed() < Duration::from_millis(300) {
        time(ours);
        time(bare);
    }
    let mut ratios: Vec<f64> =
        (0..201).map(|_| time(ours).as_secs_f64() / time(bare).as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(50).measurement_time(Duration::from_secs(3)).without_plots();
    targets = rows
}

fn main() {
    benches();
    // `cargo test --benches` runs each benchmark once, without optimisation: no figures then.
    let measuring = std::env::args().any(|argument| argument == "--bench");
    if measuring && !ratios() {
        println!("a ratio is above its limit");
        std::process::exit(1);
    }
}
