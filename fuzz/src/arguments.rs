//! What a language hands over: an operation by its name, and its arguments as JSON.

use std::sync::LazyLock;

use qq_wxpay::Secret;
use qq_wxpay::bridge::{self, FieldCase, OperationKind};
use qq_wxpay::http::HttpRequest;
use serde_json::Value;

use crate::border::{in_camel, read};
use crate::shop::{ACCESS_TOKEN, shop};
use crate::v2;

/// Where requests may go.
const UPSTREAMS: [&str; 2] = ["https://api.q.qq.com/", "https://api.mch.weixin.qq.com/"];

/// What is made by chance, so that two requests of the same order differ.
const ENCRYPTED: [&str; 3] = ["abnormal_refund", "self_test", "encrypt_sensitive_offline"];

/// The operations that need no network, sorted; the first byte of the input chooses one.
static OPERATIONS: LazyLock<Vec<(&'static str, OperationKind, bool)>> = LazyLock::new(|| {
    let at_once = [OperationKind::Now, OperationKind::Prepare, OperationKind::PrepareBill];
    let fit = bridge::operations().filter(|known| at_once.contains(&known.kind));
    let mut all: Vec<_> = fit.map(|known| (known.name, known.kind, known.takes_access_token)).collect();
    all.sort_unstable_by_key(|known| known.0);
    all
});

/// The byte that stands for an operation.
pub(crate) fn byte_of(operation: &str) -> Option<u8> {
    let place = OPERATIONS.iter().position(|known| known.0 == operation)?;
    u8::try_from(place).ok()
}

/// Any text as the arguments of an operation: what is sent goes to QQ or WeChat Pay, and is the same from every language.
pub fn arguments(bytes: &[u8]) {
    let Some((byte, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let known = OPERATIONS[usize::from(*byte) % OPERATIONS.len()];
    let snake = run(known, text, FieldCase::Snake);
    let go = run(known, text, FieldCase::Go);
    run(known, text, FieldCase::Camel);
    let Some(written) = snake else { return };
    if ENCRYPTED.contains(&known.0) {
        return;
    }
    assert_eq!(Some(&written), go.as_ref(), "Go and Python send something else");
    let Ok(value) = serde_json::from_str::<Value>(text) else { return };
    assert_eq!(
        Some(&written),
        run(known, &value.to_string(), FieldCase::Snake).as_ref(),
        "white space counts"
    );
    // A raw body, and any other text, may hold anything: only keys are renamed.
    let camel =
        run(known, &in_camel(value).to_string(), FieldCase::Camel).expect("JavaScript may ask for it, too");
    assert_eq!(in_camel(read(&written)), read(&camel), "JavaScript sends something else");
}

fn run(
    (name, kind, takes_token): (&str, OperationKind, bool),
    text: &str,
    case: FieldCase,
) -> Option<String> {
    let token = takes_token.then(|| Secret::new(ACCESS_TOKEN));
    let pay = &shop().pay;
    let done = match kind {
        OperationKind::Now => bridge::call_sync(pay, name, text, case),
        OperationKind::PrepareBill => bridge::prepare_bill(pay, name, text, case).map(|prepared| {
            is_sound(prepared.http_request());
            prepared.request()
        }),
        _ => bridge::prepare(pay, name, text, token.as_ref(), case).map(|prepared| {
            is_sound(prepared.http_request());
            prepared.request(case)
        }),
    };
    match done {
        Ok(written) => Some(written),
        Err(error) => {
            shop().keeps_silent(&error, text.as_bytes());
            None
        }
    }
}

/// It goes where it must, in one piece: no text of an order becomes a header, an address or a field of its own.
fn is_sound(request: &HttpRequest) {
    let url = request.url();
    assert!(UPSTREAMS.iter().any(|base| url.starts_with(base)), "it goes to {}", request.address());
    assert!(url.bytes().all(|byte| byte.is_ascii_graphic()) && !url.contains('#'), "{}", request.address());
    assert!(
        !request.address().contains("/../") && !request.address().contains("/./"),
        "{}",
        request.address()
    );
    for (name, value) in request.headers() {
        assert!(
            value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()),
            "the header {name} is broken"
        );
    }
    if request.body().starts_with(b"<") {
        let fields = v2::read(request.body(), "xml").expect("another reader of XML reads it, too");
        assert_eq!(fields.get("sign"), Some(&v2::sign(&fields)), "it is not signed");
    }
}

/// Any text as what a caller compares a payment with, in two lines, and as an order that he has cancelled.
pub fn comparison(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (found, expected) = text.split_once('\n').unwrap_or((text, text));
    for case in [FieldCase::Snake, FieldCase::Camel, FieldCase::Go] {
        match bridge::expect_payment(found, expected, case) {
            Ok(()) => assert!(found.contains("SUCCESS") || found.contains("REFUND"), "it is not paid"),
            Err(error) => shop().keeps_silent(&error, bytes),
        }
        match bridge::cancelled_outcome("place_order", found, case) {
            Ok(left) => assert!(left.contains("to_confirm"), "an order that was cancelled may exist: {left}"),
            Err(error) => shop().keeps_silent(&error, bytes),
        }
        assert!(bridge::cancelled_outcome("refund", found, case).is_err(), "a refund has no such result");
    }
    let shown = format!("{:?}", bridge::headers(text));
    assert!(bridge::headers(text).iter().all(|(name, _)| shown.contains(&format!("{name:?}"))));
}
