//! A marker in every hidden field: no Debug text shows it.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::collections::BTreeSet;
use std::fmt::Debug;

use schemars::JsonSchema;
use serde_json::{Map, Value, json};

use super::schema::{Schemas, schemas};
use crate::config::Settings;
use crate::model::{
    AbnormalRefundRequest, ApiReply, ApiRequest, BillLink, CombineOrderRequest, CombineTransaction,
    FundFlowRow, FundFlowSummary, KeepsRaw, OrderRequest, PartnerOrderRequest, PartnerTransaction,
    PlacedOrder, PlainText, ProfitSharing, Refund, RefundNotice, RefusedAccessToken, RequestFromJson,
    RequestPayment, TradeBillRow, TradeBillSummary, Transaction, V2OrderRequest, V2Refund, V2RefundAccepted,
    V2RefundNotice, V2Refunds, V2Transaction,
};
use crate::wire::xml::Fields;

/// Of addresses only the query is hidden.
const MARKER: &str = "/a?MARKER-of-a-hidden-field";

/// A value of this schema; in hidden fields every text is the marker.
fn sample(schema: &Value, definitions: &Map<String, Value>, hidden: bool) -> Value {
    let again = |schema: &Value, hidden: bool| sample(schema, definitions, hidden);
    if let Some(name) = schema["$ref"].as_str() {
        return again(&definitions[name.rsplit('/').next().unwrap()], hidden);
    }
    if let Some(word) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return word.clone();
    }
    for branches in ["anyOf", "oneOf"] {
        let mut branches = schema[branches].as_array().into_iter().flatten();
        if let Some(branch) = branches.find(|branch| branch["type"] != "null") {
            return again(branch, hidden);
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| **kind != "null").unwrap(),
        kind => kind,
    };
    match kind.as_str().unwrap_or_default() {
        "string" => json!(if hidden { MARKER } else { "1" }),
        "integer" => json!(1),
        "boolean" => json!(true),
        "array" => json!([again(&schema["items"], hidden)]),
        "object" if schema["properties"].is_object() => {
            let fields = schema["properties"].as_object().unwrap().iter();
            fields
                .map(|(name, field)| (name.clone(), again(field, hidden || Schemas::is_hidden(field))))
                .collect()
        }
        "object" => json!({ "a column": again(&schema["additionalProperties"], hidden) }),
        other => panic!("no sample for {other}: {schema}"),
    }
}

/// Whether anything in a definition is hidden.
fn hides(schema: &Value) -> bool {
    Schemas::is_hidden(schema)
        || match schema {
            Value::Object(inner) => inner.values().any(hides),
            Value::Array(inner) => inner.iter().any(hides),
            _ => false,
        }
}

fn refuse_marker(name: &str, value: &impl Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains("MARKER"), "{name}: {text}");
    }
}

/// A sample of a type that is given, read from JSON.
fn given<T: RequestFromJson + JsonSchema + Debug>(schemas: &Schemas, seen: &mut BTreeSet<String>) {
    let name = T::schema_name().into_owned();
    let json = sample(&schemas.given[&name], &schemas.given, false).to_string();
    assert!(json.contains(MARKER), "{name} hides nothing: {json}");
    refuse_marker(&name, &T::from_json(&json).unwrap_or_else(|error| panic!("{name}: {error} {json}")));
    seen.insert(name);
}

/// A sample of a type that comes back, read from WeChat Pay's JSON.
fn reply<T: serde::de::DeserializeOwned + JsonSchema + Debug>(
    schemas: &Schemas,
    seen: &mut BTreeSet<String>,
) {
    let name = T::schema_name().into_owned();
    let json = sample(&schemas.replies[&name], &schemas.replies, false).to_string();
    assert!(json.contains(MARKER), "{name} hides nothing: {json}");
    let found: T = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{name}: {error} {json}"));
    refuse_marker(&name, &found);
    seen.insert(name);
}

/// A value of a type that is never read from JSON.
fn made<T: serde::Serialize + JsonSchema + Debug>(value: &T, seen: &mut BTreeSet<String>) {
    let name = T::schema_name().into_owned();
    assert!(serde_json::to_string(value).unwrap().contains("MARKER"), "{name} holds no marker");
    refuse_marker(&name, value);
    seen.insert(name);
}

#[test]
fn no_debug_text_shows_a_hidden_field() {
    let schemas = schemas();
    let marker = || MARKER.to_owned();
    let mut seen = BTreeSet::new();
    given::<Settings>(&schemas, &mut seen);
    given::<OrderRequest>(&schemas, &mut seen);
    given::<PartnerOrderRequest>(&schemas, &mut seen);
    given::<CombineOrderRequest>(&schemas, &mut seen);
    given::<V2OrderRequest>(&schemas, &mut seen);
    given::<AbnormalRefundRequest>(&schemas, &mut seen);
    given::<ApiRequest>(&schemas, &mut seen);
    given::<BillLink>(&schemas, &mut seen);
    given::<PlainText>(&schemas, &mut seen);
    given::<RefusedAccessToken>(&schemas, &mut seen);
    reply::<Transaction>(&schemas, &mut seen);
    reply::<PartnerTransaction>(&schemas, &mut seen);
    reply::<CombineTransaction>(&schemas, &mut seen);
    reply::<V2Transaction>(&schemas, &mut seen);
    reply::<Refund>(&schemas, &mut seen);
    reply::<RefundNotice>(&schemas, &mut seen);
    reply::<ProfitSharing>(&schemas, &mut seen);
    let payment = RequestPayment { url: marker(), referer: String::new() };
    made(&payment, &mut seen);
    made(
        &PlacedOrder {
            out_trade_no: String::new(),
            h5_url: marker(),
            expires_at: 0,
            verified: true,
            request_payment: Some(payment),
            prepay_id: None,
            request_id: None,
        },
        &mut seen,
    );
    made(&ApiReply { status: 200, body: marker(), request_id: None }, &mut seen);
    let other = || [("a column".to_owned(), marker())].into();
    made(&TradeBillRow { openid: Some(marker()), other: other(), ..TradeBillRow::default() }, &mut seen);
    made(&TradeBillSummary { other: other(), ..TradeBillSummary::default() }, &mut seen);
    made(&FundFlowRow { other: other(), ..FundFlowRow::default() }, &mut seen);
    made(&FundFlowSummary { other: other(), ..FundFlowSummary::default() }, &mut seen);
    made(&v2_refund(), &mut seen);
    made(&v2_refund_notice(), &mut seen);
    let fields = v2_fields();
    made(&V2RefundAccepted::read(&fields).unwrap().keep(MARKER.as_bytes()), &mut seen);
    made(&V2Refunds::read(&fields, 0).unwrap().keep(MARKER.as_bytes()), &mut seen);

    // Types of the border alone have no Debug; types inside the ones above were seen with them.
    let of_the_border =
        ["AccessToken", "FetchedToken", "FetchedTokenRecord", "RequestRecord", "DecryptedText"];
    let inside = [
        "Payer",
        "PartnerPayer",
        "CombinePayer",
        "SubOrderTransaction",
        "SceneInfo",
        "CombineSceneInfo",
        "ProfitSharingReceiver",
    ];
    let known = |name: &String| {
        seen.contains(name) || of_the_border.contains(&name.as_str()) || inside.contains(&name.as_str())
    };
    let definitions = schemas.given.iter().chain(&schemas.replies);
    let forgotten: BTreeSet<_> =
        definitions.filter(|(name, schema)| hides(schema) && !known(name)).map(|(name, _)| name).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

fn v2_refund() -> V2Refund {
    V2Refund {
        out_refund_no: String::new(),
        refund_id: String::new(),
        refund_channel: None,
        refund_fee: 1,
        settlement_refund_fee: None,
        refund_status: "SUCCESS".to_owned().into(),
        refund_account: None,
        refund_recv_accout: Some(MARKER.to_owned()),
        refund_success_time: None,
        coupon_refund_fee: None,
        coupons: Vec::new(),
    }
}

fn v2_fields() -> Fields {
    let mut fields = Fields::default();
    for name in ["appid", "mch_id", "out_trade_no", "transaction_id", "out_refund_no", "refund_id"] {
        fields.push(name, "1");
    }
    for (name, value) in [
        ("refund_status", "SUCCESS"),
        ("total_fee", "1"),
        ("refund_fee", "1"),
        ("refund_recv_accout", MARKER),
    ] {
        fields.push(name, value);
    }
    fields
}

fn v2_refund_notice() -> V2RefundNotice {
    let fields = v2_fields();
    V2RefundNotice::read(&fields, &fields).unwrap()
}

#[test]
fn every_debug_attribute_stands_beside_the_mark() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut marks = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            for pair in lines.windows(2) {
                if pair[1].starts_with("#[debug(") {
                    // What does not cross the border has no mark in the schema.
                    let is_ours_alone = pair[0] == "#[serde(skip)]";
                    assert!(is_ours_alone || pair[0].contains("x-hidden"), "{}: {}", path.display(), pair[1]);
                    marks += usize::from(!is_ours_alone);
                }
            }
        }
    }
    assert!(marks > 25, "{marks}");
}
