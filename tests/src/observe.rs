//! Runs one case through the Rust core and writes down what is observed, in the form of `expect`.

use qq_wxpay::crypto::RsaProvider;
use qq_wxpay::environment::RequestStamp;
use qq_wxpay::http::{Headers, HttpRequest, HttpResponse};
use qq_wxpay::model::{
    Check, Expected, FetchedToken, NoArguments, OrderReference, RequestFromJson, SelfTest, SelfTestReport,
    V2TradeBillRequest,
};
use qq_wxpay::notify::{self, HandledNotification, Outcome};
use qq_wxpay::operations::{
    CloseCombineOrder, CloseOrder, ClosePartnerOrder, CloseV2Order, FetchAccessToken, FetchCertificates,
    LinkFundFlowBill, LinkTradeBill, PlaceCombineOrder, PlaceOrder, PlacePartnerOrder, PlaceV2Order,
    QueryCombineOrder, QueryOrder, QueryPartnerOrder, QueryRefund, QueryV2Order, QueryV2Refund, RawRequest,
    RedirectAbnormalRefund, RequestRefund, RequestV2Refund, RunSelfTest,
};
use qq_wxpay::{CallContext, Config, Error, Operation, Prepared, Result, Secret, Settings, sensitive};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::cases::Case;
use crate::observe_bills;

/// What the core does with this case.
#[must_use]
pub fn observe(case: &Case, provider: RsaProvider) -> Value {
    run(case, provider).unwrap_or_else(|error| json!({ "error": error_of(&error) }))
}

fn run(case: &Case, provider: RsaProvider) -> Result<Value> {
    let inputs = &case.inputs;
    let settings = Settings::from_json(&inputs["settings"].to_string())?;
    let config = settings.build_with(provider, None)?;
    let stamp = RequestStamp::new(now(inputs), inputs["nonce"].as_str().unwrap_or_default());
    let token = inputs["access_token"].as_str().map(Secret::new);
    let call = CallContext::new(&config, &stamp).with_access_token(token.as_ref());
    let text = arguments(inputs, &case.operation);
    let plain = inputs.get("request").and_then(Value::as_str).unwrap_or_default();
    match case.operation.as_str() {
        "settings" => Ok(json!({ "result": { "mchid": config.mchid() } })),
        "place_order" => exchange::<PlaceOrder>(inputs, &text, &call),
        "place_partner_order" => exchange::<PlacePartnerOrder>(inputs, &text, &call),
        "place_combine_order" => exchange::<PlaceCombineOrder>(inputs, &text, &call),
        "place_v2_order" => exchange::<PlaceV2Order>(inputs, &text, &call),
        "query_order" => exchange::<QueryOrder>(inputs, &text, &call),
        "query_partner_order" => exchange::<QueryPartnerOrder>(inputs, &text, &call),
        "query_combine_order" => exchange::<QueryCombineOrder>(inputs, &text, &call),
        "query_v2_order" => exchange::<QueryV2Order>(inputs, &text, &call),
        "close_order" => exchange::<CloseOrder>(inputs, &text, &call),
        "close_partner_order" => exchange::<ClosePartnerOrder>(inputs, &text, &call),
        "close_combine_order" => exchange::<CloseCombineOrder>(inputs, &text, &call),
        "close_v2_order" => exchange::<CloseV2Order>(inputs, &text, &call),
        "refund" => exchange::<RequestRefund>(inputs, &text, &call),
        "abnormal_refund" => exchange::<RedirectAbnormalRefund>(inputs, &text, &call),
        "query_refund" => exchange::<QueryRefund>(inputs, &text, &call),
        "v2_refund" => exchange::<RequestV2Refund>(inputs, &text, &call),
        "query_v2_refund" => exchange::<QueryV2Refund>(inputs, &text, &call),
        "request" => exchange::<RawRequest>(inputs, &text, &call),
        "trade_bill" => exchange::<LinkTradeBill>(inputs, &text, &call),
        "fund_flow_bill" => exchange::<LinkFundFlowBill>(inputs, &text, &call),
        "refresh_certificates" => exchange::<FetchCertificates>(inputs, &text, &call),
        "bill_file" => observe_bills::file(inputs, &call),
        "v2_trade_bill" => observe_bills::v2_file(inputs, &V2TradeBillRequest::from_json(&text)?, &call),
        "access_token" => {
            let prepared = FetchAccessToken::prepare(&NoArguments {}, &call)?;
            let result = |fetched: FetchedToken| json!({ "lifetime_seconds": fetched.lifetime_seconds });
            observed(inputs, &prepared, request_of, result)
        }
        "encrypt_sensitive" => {
            let encrypted = sensitive::encrypt(&config, plain, stamp.now())?;
            Ok(json!({ "result": { "serial": encrypted.serial, "characters": encrypted.ciphertext.len() } }))
        }
        "decrypt_sensitive" => Ok(json!({ "result": sensitive::decrypt(&config, plain)?.expose() })),
        "self_test" => {
            let prepared = RunSelfTest::prepare(&SelfTest::from_json(&text)?, &call)?;
            observed(
                inputs,
                &prepared,
                |request| with_open_body(request_of(request)),
                |report| report_of(&report),
            )
        }
        "handle_notification" => notification(&config, inputs),
        other => panic!("operation {other} has no runner"),
    }
}

/// The request of a case as every language's facade takes it.
fn arguments(inputs: &Map<String, Value>, operation: &str) -> String {
    let given = inputs.get("request").cloned().unwrap_or_else(|| json!({}));
    let number = match operation {
        "query_combine_order" => "combine_out_trade_no",
        "query_refund" => "out_refund_no",
        _ => "out_trade_no",
    };
    let mut request = if given.is_string() { json!({ number: given }) } else { given };
    let sub_mchid = if operation.contains("v2") { "sub_mch_id" } else { "sub_mchid" };
    for (name, input) in [(sub_mchid, "sub_mchid"), ("offset", "offset")] {
        if let (Some(request), Some(value)) = (request.as_object_mut(), inputs.get(input)) {
            request.insert(name.to_owned(), value.clone());
        }
    }
    request.to_string()
}

fn exchange<O>(inputs: &Map<String, Value>, arguments: &str, call: &CallContext<'_>) -> Result<Value>
where
    O: Operation<Request: RequestFromJson, Reply: Serialize>,
{
    let prepared = O::prepare(&O::Request::from_json(arguments)?, call)?;
    observed(inputs, &prepared, request_of, |reply| json!(reply))
}

fn observed<T>(
    inputs: &Map<String, Value>,
    prepared: &Prepared<T>,
    request: impl Fn(&HttpRequest) -> Value,
    result: impl Fn(T) -> Value,
) -> Result<Value> {
    match inputs.get("reply") {
        None => Ok(json!({ "request": request(prepared.request()) })),
        Some(reply) => Ok(json!({ "result": result(prepared.finish(&reply_of(reply), now(inputs))?) })),
    }
}

pub(crate) fn request_of(request: &HttpRequest) -> Value {
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

fn report_of(report: &SelfTestReport) -> Value {
    let check =
        |check: &Check| json!({ "state": check.state.name(), "error": check.error.as_ref().map(error_of) });
    json!({
        "signature": check(&report.signature),
        "verification": check(&report.verification),
        "encryption": check(&report.encryption),
        "clock": check(&report.clock),
        "callback": check(&report.callback),
        "clock_skew_seconds": report.clock_skew_seconds,
        "echo_message": report.echo_message,
        "passed": report.passed(),
    })
}

fn reply_of(reply: &Value) -> HttpResponse {
    let status = reply["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
    HttpResponse::new(
        status,
        headers_of(&reply["headers"]),
        reply["body"].as_str().unwrap_or_default().into(),
    )
}

pub(crate) fn headers_of(headers: &Value) -> Headers {
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
