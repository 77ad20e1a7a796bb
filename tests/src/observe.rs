//! Runs one case through the bridge, as every language does, and writes down what is observed, in the form of `expect`.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::bridge::{self, FieldCase};
use qq_wxpay::client::{Transport, TransportError, async_trait};
use qq_wxpay::crypto::RsaProvider;
use qq_wxpay::environment::{Clock, NonceSource};
use qq_wxpay::http::{Headers, HttpRequest, HttpResponse};
use qq_wxpay::model::{Expected, OrderReference, RequestFromJson};
use qq_wxpay::notify::{self, HandledNotification, Outcome};
use qq_wxpay::{Config, Error, QqWxPay, Result, Secret, Settings};
use serde_json::{Map, Value, json};

use crate::cases::Case;

/// What the core does with this case.
#[must_use]
pub fn observe(case: &Case, provider: RsaProvider) -> Value {
    run(case, provider).unwrap_or_else(|error| json!({ "error": error_of(&error) }))
}

/// How much of a bill is fed at once.
const PIECE: usize = 7;

const CASE: FieldCase = FieldCase::Snake;

/// A clock that stands still, or a nonce that is always the same.
struct Constant<T>(T);

impl Clock for Constant<i64> {
    fn now(&self) -> i64 {
        self.0
    }
}

impl NonceSource for Constant<String> {
    fn nonce(&self) -> String {
        self.0.clone()
    }
}

/// Nothing is ever sent.
struct Nowhere;

#[async_trait]
impl Transport for Nowhere {
    async fn send(&self, _: HttpRequest, _: Duration) -> std::result::Result<HttpResponse, TransportError> {
        panic!("a case sends nothing")
    }
}

fn run(case: &Case, provider: RsaProvider) -> Result<Value> {
    let inputs = &case.inputs;
    let settings = Settings::from_json(&inputs["settings"].to_string())?;
    let config = settings.build_with(provider, None)?;
    let nonce = inputs["nonce"].as_str().unwrap_or_default().to_owned();
    let builder = QqWxPay::builder(config.clone()).clock(Arc::new(Constant(now(inputs))));
    let pay = builder.nonces(Arc::new(Constant(nonce))).transport(Arc::new(Nowhere)).build()?;
    let request = inputs.get("request").map_or_else(|| "{}".to_owned(), Value::to_string);
    match case.operation.as_str() {
        "settings" => Ok(json!({ "result": { "mchid": config.mchid() } })),
        "handle_notification" => notification(&config, inputs),
        "encrypt_sensitive_offline" => {
            let sealed = parsed(&bridge::call_sync(&pay, &case.operation, &request, CASE)?);
            let characters = sealed["ciphertext"].as_str().map(str::len);
            Ok(json!({ "result": { "serial": sealed["serial"], "characters": characters } }))
        }
        "decrypt_sensitive" => {
            Ok(json!({ "result": parsed(&bridge::call_sync(&pay, &case.operation, &request, CASE)?) }))
        }
        "trade_bill_file" | "fund_flow_bill_file" | "v2_trade_bill" => {
            bill(bridge::prepare_bill(&pay, &case.operation, &request, CASE)?, inputs)
        }
        operation => {
            let token = inputs.get("access_token").and_then(Value::as_str).map(Secret::new);
            let prepared = bridge::prepare(&pay, operation, &request, token.as_ref(), CASE)?;
            let Some(reply) = inputs.get("reply") else {
                let sent = request_of(prepared.http_request());
                return Ok(
                    json!({ "request": if operation == "self_test" { with_open_body(sent) } else { sent } }),
                );
            };
            let (status, headers, body) = parts(reply);
            let result = parsed(&prepared.finish(status, headers, body, CASE)?);
            Ok(json!({ "result": if operation == "self_test" { with_verdict(result) } else { result } }))
        }
    }
}

fn bill(mut prepared: bridge::PreparedBill, inputs: &Map<String, Value>) -> Result<Value> {
    let Some(reply) = inputs.get("reply") else {
        return Ok(json!({ "request": request_of(prepared.http_request()) }));
    };
    let (status, headers, body) = parts(reply);
    prepared.begin(status, headers);
    let mut rows = Vec::new();
    for piece in body.chunks(PIECE) {
        prepared.feed(piece);
        while let Some(portion) = prepared.next_rows(usize::MAX)? {
            rows.extend(parsed(&portion).as_array().cloned().unwrap_or_default());
        }
    }
    let end = prepared.finish()?;
    Ok(json!({ "result": end.map(|end| parsed(&end)), "rows": rows }))
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("the bridge gives JSON")
}

fn request_of(request: &HttpRequest) -> Value {
    let headers: Map<String, Value> =
        request.headers().map(|(name, value)| (name.to_owned(), value.into())).collect();
    json!({
        "method": request.method().as_str(),
        "url": request.url(),
        "headers": headers,
        "body": String::from_utf8_lossy(request.body()),
    })
}

/// Encryption is random: of the encrypted text only the length is observed.
fn with_open_body(mut request: Value) -> Value {
    let body = request["body"].as_str().unwrap_or_default();
    let mut body: Value = serde_json::from_str(body).unwrap_or_default();
    let characters = body["encrypted_echo_message"].as_str().map(str::len);
    body["encrypted_echo_message"] = json!(characters);
    request["body"] = body;
    request
}

/// The report, and what is to be made of it.
fn with_verdict(mut report: Value) -> Value {
    let state = |name: &str| report[name]["state"].clone();
    let holds = ["signature", "verification", "clock"].iter().all(|name| state(name) == "holds");
    let fails = ["encryption", "callback"].iter().any(|name| state(name) == "fails");
    report["passed"] = (holds && !fails).into();
    report
}

/// Status, headers and raw body of a reply.
fn parts(reply: &Value) -> (u16, Headers, Vec<u8>) {
    let status = reply["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
    let body = match reply["body_base64"].as_str() {
        Some(text) => STANDARD.decode(text).expect("the case holds base64"),
        None => reply["body"].as_str().unwrap_or_default().into(),
    };
    (status, headers_of(&reply["headers"]), body)
}

fn headers_of(headers: &Value) -> Headers {
    let pairs = headers.as_object().into_iter().flatten();
    pairs.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default())).collect()
}

fn now(inputs: &Map<String, Value>) -> i64 {
    inputs["now"].as_i64().unwrap_or_default()
}

fn notification(config: &Config, inputs: &Map<String, Value>) -> Result<Value> {
    let body = inputs["body"].as_str().unwrap_or_default();
    let handled = notify::handle(config, &headers_of(&inputs["headers"]), body.as_bytes(), now(inputs));
    let (event, acknowledgement) = (handled.event(), crate::shop::answer_to(&handled));
    let HandledNotification { outcome, id, .. } = handled;
    let mut observed = json!({
        "outcome": outcome.name(),
        "id": id,
        "acknowledgement": {
            "status": acknowledgement.status,
            "content_type": acknowledgement.content_type,
            "body": acknowledgement.body,
        },
        "event": event,
        "order": outcome.order().map(|order| order_of(&order)),
        "refund": outcome.refund(),
        "value": value_of(&outcome),
    });
    if let Some(error) = outcome.error() {
        observed["error"] = error_of(error);
    }
    if let Outcome::NotPaid(_, state) = &outcome {
        observed["state"] = json!(state);
    }
    if let Some(expected) = inputs.get("expected") {
        let compared = outcome.expect(&Expected::from_json(&expected.to_string())?);
        observed["as_expected"] = compared.map_or_else(|error| error_of(&error), |()| true.into());
    }
    Ok(observed)
}

fn value_of(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Payment(value) => json!(value),
        Outcome::PartnerPayment(value) => json!(value),
        Outcome::CombinePayment(value) => json!(value),
        Outcome::V2Payment(value) => json!(value),
        Outcome::Refund(value) => json!(value),
        Outcome::V2Refund(value) => json!(value),
        Outcome::SecurityEcho(value) => json!(value),
        Outcome::Other(event) => {
            json!({ "event_type": event.event_type, "original_type": event.original_type })
        }
        _ => Value::Null,
    }
}

fn order_of(order: &OrderReference) -> Value {
    json!({ "family": order.family.name(), "out_trade_no": order.out_trade_no, "sub_mchid": order.sub_mchid })
}

fn error_of(error: &Error) -> Value {
    json!({
        "kind": error.kind().name(),
        "code": error.code(),
        "field": error.field(),
        "retry": error.retry().name(),
    })
}
