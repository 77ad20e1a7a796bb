//! Runs the cases of bill files: the reply is fed in small pieces.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::bill::{self, BillRow, PreparedBillFile};
use qq_wxpay::model::{BillLink, FundFlowRow, TradeBillRow, V2TradeBillRequest};
use qq_wxpay::{CallContext, Result};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::observe::{headers_of, request_of};

/// How much is fed at once.
const PIECE: usize = 7;

/// The file behind a link; `kind` of the request says what rows it holds.
pub(crate) fn file(inputs: &Map<String, Value>, call: &CallContext<'_>) -> Result<Value> {
    let request = &inputs["request"];
    let text = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
    let link = BillLink {
        download_url: text("download_url"),
        hash_type: text("hash_type"),
        hash_value: text("hash_value"),
    };
    let prepared = bill::prepare_bill_file(&link, call)?;
    match request["kind"].as_str() {
        Some("fund_flow") => read::<FundFlowRow>(inputs, &prepared),
        _ => read::<TradeBillRow>(inputs, &prepared),
    }
}

/// A bill over V2.
pub(crate) fn v2_file(
    inputs: &Map<String, Value>,
    request: &V2TradeBillRequest,
    call: &CallContext<'_>,
) -> Result<Value> {
    read::<TradeBillRow>(inputs, &bill::prepare_v2_bill(request, call)?)
}

fn read<R>(inputs: &Map<String, Value>, prepared: &PreparedBillFile) -> Result<Value>
where
    R: BillRow + Serialize,
    R::Summary: Serialize,
{
    let Some(reply) = inputs.get("reply") else {
        return Ok(json!({ "request": request_of(prepared.request()) }));
    };
    let status = reply["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
    let body = match reply["body_base64"].as_str() {
        Some(text) => STANDARD.decode(text).expect("the case holds base64"),
        None => reply["body"].as_str().unwrap_or_default().into(),
    };
    let mut reader = prepared.reader::<R>(status, headers_of(&reply["headers"]));
    let mut rows = Vec::new();
    for piece in body.chunks(PIECE) {
        reader.feed(piece);
        while let Some(row) = reader.next_row()? {
            rows.push(row.into_unproven());
        }
    }
    Ok(json!({ "result": reader.finish()?, "rows": rows }))
}
