//! V2's trade bill.

use super::download::{Download, MAXIMUM_BILL_BYTES, Version};
use super::file::PreparedBillFile;
use crate::error::{Result, Subject};
use crate::model::{V2TradeBillRequest, times};
use crate::protocol::endpoint::Endpoint;
use crate::protocol::prepared::{CallContext, Descriptor};
use crate::protocol::wechat_call::V2Call;
use crate::retry::Idempotency;

/// Prepares the download of a trade bill over V2, read as [`crate::model::TradeBillRow`]. There is no digest: nothing but TLS
/// vouches for such a bill.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_v2_bill(request: &V2TradeBillRequest, call: &CallContext<'_>) -> Result<PreparedBillFile> {
    request.check()?;
    let operation =
        Descriptor { name: "v2_trade_bill", idempotency: Idempotency::Safe, subject: Subject::Bill };
    let mut asked = V2Call::new(call, operation, "/pay/downloadbill");
    asked.push_optional("sub_mch_id", request.sub_mch_id.as_ref());
    asked.push("bill_date", times::v2_day(&request.bill_date).expect("the day was checked"));
    asked.push("bill_type", request.bill_type.as_str());
    if request.gzip {
        asked.push("tar_type", "GZIP");
    }
    let endpoint = Endpoint::direct(call.config, asked.path.to_owned());
    let upstream = endpoint.upstream;
    let request = asked.request(call, endpoint)?;
    let download =
        Download { version: Version::V2, digest: None, maximum_bytes: MAXIMUM_BILL_BYTES, is_file: false };
    Ok(PreparedBillFile { operation: operation.name, upstream, request, download })
}
