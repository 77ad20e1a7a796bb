//! Runs one case through the Rust core and writes down what is observed, in the form of `expect`.

use qq_wxpay::call::Prepared;
use qq_wxpay::crypto::RsaProvider;
use qq_wxpay::environment::Stamp;
use qq_wxpay::http::{Headers, HttpRequest, HttpResponse};
use qq_wxpay::model::{
    AbnormalRefundRequest, ApiRequest, CloseCombineOrderRequest, CombineOrderRequest, Expected,
    FundFlowBillRequest, OrderId, OrderReference, OrderRequest, PartnerOrderRequest, RefundId, RefundRequest,
    RequestFromJson, TradeBillRequest, V2OrderRequest, V2RefundRequest, V2TradeBillRequest,
};
use qq_wxpay::notify::{self, HandledNotification, Outcome};
use qq_wxpay::self_test::{self, Check, SelfTest, SelfTestReport};
use qq_wxpay::{
    Config, Error, Result, Secret, Settings, bill, certificates, close, order, query, refund, request,
    sensitive, token,
};
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
    let stamp = Stamp::new(now(inputs), inputs["nonce"].as_str().unwrap_or_default());
    let token = inputs["access_token"].as_str().map(Secret::new);
    let token = token.as_ref();
    let input = inputs.get("request").unwrap_or(&Value::Null);
    let text = input.to_string();
    let plain = input.as_str().unwrap_or_default();
    let sub_mchid = inputs.get("sub_mchid").and_then(Value::as_str);
    match case.operation.as_str() {
        "settings" => Ok(json!({ "result": { "mchid": config.mchid() } })),
        "place_order" => {
            exchange(inputs, &order::prepare_order(&config, &OrderRequest::from_json(&text)?, token, &stamp)?)
        }
        "place_partner_order" => {
            let request = PartnerOrderRequest::from_json(&text)?;
            exchange(inputs, &order::prepare_partner_order(&config, &request, token, &stamp)?)
        }
        "place_combine_order" => {
            let request = CombineOrderRequest::from_json(&text)?;
            exchange(inputs, &order::prepare_combine_order(&config, &request, token, &stamp)?)
        }
        "place_v2_order" => exchange(
            inputs,
            &order::prepare_v2_order(&config, &V2OrderRequest::from_json(&text)?, token, &stamp)?,
        ),
        "query_order" => {
            exchange(inputs, &query::prepare_query_order(&config, &OrderId::from_json(&text)?, &stamp)?)
        }
        "query_partner_order" => {
            let sub_mchid = sub_mchid.unwrap_or_default();
            exchange(
                inputs,
                &query::prepare_query_partner_order(&config, sub_mchid, &OrderId::from_json(&text)?, &stamp)?,
            )
        }
        "query_combine_order" => {
            exchange(inputs, &query::prepare_query_combine_order(&config, plain, &stamp)?)
        }
        "query_v2_order" => exchange(
            inputs,
            &query::prepare_query_v2_order(&config, None, &OrderId::from_json(&text)?, &stamp)?,
        ),
        "close_order" => exchange(inputs, &close::prepare_close_order(&config, plain, &stamp)?),
        "close_partner_order" => {
            let sub_mchid = sub_mchid.unwrap_or_default();
            exchange(inputs, &close::prepare_close_partner_order(&config, sub_mchid, plain, &stamp)?)
        }
        "close_combine_order" => {
            let request = CloseCombineOrderRequest::from_json(&text)?;
            exchange(inputs, &close::prepare_close_combine_order(&config, &request, &stamp)?)
        }
        "close_v2_order" => {
            exchange(inputs, &close::prepare_close_v2_order(&config, sub_mchid, plain, &stamp)?)
        }
        "refund" => {
            exchange(inputs, &refund::prepare_refund(&config, &RefundRequest::from_json(&text)?, &stamp)?)
        }
        "abnormal_refund" => exchange(
            inputs,
            &refund::prepare_abnormal_refund(&config, &AbnormalRefundRequest::from_json(&text)?, &stamp)?,
        ),
        "query_refund" => exchange(inputs, &refund::prepare_query_refund(&config, sub_mchid, plain, &stamp)?),
        "v2_refund" => exchange(
            inputs,
            &refund::prepare_v2_refund(&config, &V2RefundRequest::from_json(&text)?, &stamp)?,
        ),
        "query_v2_refund" => {
            let offset = inputs.get("offset").and_then(Value::as_u64).unwrap_or_default();
            let offset = u32::try_from(offset).unwrap_or_default();
            let refund = RefundId::from_json(&text)?;
            exchange(inputs, &refund::prepare_query_v2_refund(&config, sub_mchid, &refund, offset, &stamp)?)
        }
        "request" => {
            exchange(inputs, &request::prepare_request(&config, &ApiRequest::from_json(&text)?, &stamp)?)
        }
        "trade_bill" => exchange(
            inputs,
            &bill::prepare_trade_bill(&config, &TradeBillRequest::from_json(&text)?, &stamp)?,
        ),
        "fund_flow_bill" => exchange(
            inputs,
            &bill::prepare_fund_flow_bill(&config, &FundFlowBillRequest::from_json(&text)?, &stamp)?,
        ),
        "bill_file" => observe_bills::file(inputs, &config, &stamp),
        "v2_trade_bill" => {
            observe_bills::v2_file(inputs, &config, &V2TradeBillRequest::from_json(&text)?, &stamp)
        }
        "access_token" => {
            let prepared = token::prepare_access_token(&config)?;
            match inputs.get("reply") {
                None => Ok(json!({ "request": request_of(prepared.request()) })),
                Some(reply) => {
                    let fetched = prepared.finish(&reply_of(reply), now(inputs))?;
                    Ok(json!({ "result": { "lifetime_seconds": fetched.lifetime_seconds } }))
                }
            }
        }
        "certificates" => exchange(inputs, &certificates::prepare_certificates(&config, &stamp)?),
        "encrypt_sensitive" => {
            let encrypted = sensitive::encrypt(&config, plain, stamp.now())?;
            Ok(json!({ "result": { "serial": encrypted.serial, "characters": encrypted.ciphertext.len() } }))
        }
        "decrypt_sensitive" => Ok(json!({ "result": sensitive::decrypt(&config, plain)?.expose() })),
        "self_test" => {
            let test = SelfTest::from_json(&text)?;
            let prepared = self_test::prepare_self_test(&config, &test, &stamp)?;
            match inputs.get("reply") {
                None => Ok(json!({ "request": with_open_body(request_of(prepared.request())) })),
                Some(reply) => {
                    let report = prepared.finish(&reply_of(reply), now(inputs))?;
                    Ok(json!({ "result": report_of(&report) }))
                }
            }
        }
        "handle_notification" => notification(&config, inputs),
        other => panic!("operation {other} has no runner"),
    }
}

fn exchange<T: Serialize>(inputs: &Map<String, Value>, prepared: &Prepared<T>) -> Result<Value> {
    match inputs.get("reply") {
        None => Ok(json!({ "request": request_of(prepared.request()) })),
        Some(reply) => Ok(json!({ "result": prepared.finish(&reply_of(reply), now(inputs))? })),
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
