//! V2's trade bill (protocol 4.5).

use super::file::{Download, MAXIMUM_BILL_BYTES, PreparedBillFile, Version};
use crate::call::Effect;
use crate::config::Config;
use crate::direct::V2Call;
use crate::endpoint::Endpoint;
use crate::environment::Stamp;
use crate::error::Result;
use crate::model::{V2TradeBillRequest, times};

/// Prepares the download of a trade bill over V2, read as [`crate::model::TradeBillRow`]. There is no digest: nothing but TLS
/// vouches for such a bill.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_v2_bill(
    config: &Config,
    request: &V2TradeBillRequest,
    stamp: &Stamp,
) -> Result<PreparedBillFile> {
    request.check()?;
    let mut call = V2Call::new(config, "v2_trade_bill", Effect::Read, "/pay/downloadbill");
    call.push_optional("sub_mch_id", request.sub_mch_id.as_ref());
    call.push("bill_date", times::v2_day(&request.bill_date).expect("the day was checked"));
    call.push("bill_type", request.bill_type.as_str());
    if request.gzip {
        call.push("tar_type", "GZIP");
    }
    let (operation, endpoint) = (call.operation, Endpoint::direct(config, call.path.to_owned()));
    let leg = endpoint.leg;
    let request = call.request(config, endpoint, stamp)?;
    let download = Download { version: Version::V2, digest: None, maximum_bytes: MAXIMUM_BILL_BYTES };
    Ok(PreparedBillFile { operation, leg, request, download })
}
