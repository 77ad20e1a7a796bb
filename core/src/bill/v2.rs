//! V2's trade bill (protocol 4.5).

use super::file::{Download, MAXIMUM_BILL_BYTES, PreparedBillFile, Version};
use crate::call::v2_request;
use crate::config::Config;
use crate::endpoint::Endpoint;
use crate::environment::Stamp;
use crate::error::Result;
use crate::model::V2TradeBillRequest;
use crate::sign;
use crate::wire::xml::{self, Fields};

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
    let own = config.v2()?;
    let mut fields = Fields::default();
    fields.push("appid", config.wechat_appid());
    fields.push("mch_id", config.mchid());
    fields.push_optional("sub_mch_id", request.sub_mch_id.as_ref());
    fields.push("nonce_str", stamp.nonce());
    fields.push("sign_type", own.sign_type.as_str());
    fields.push("bill_date", &request.bill_date);
    fields.push("bill_type", request.bill_type.as_str());
    if request.gzip {
        fields.push("tar_type", "GZIP");
    }
    let signature = sign::v2::sign(&fields, own.key.expose(), own.sign_type);
    fields.push("sign", signature);
    let endpoint = Endpoint::direct(config, "/pay/downloadbill".to_owned());
    let leg = endpoint.leg;
    let request = v2_request(endpoint, xml::write(&fields));
    let download = Download { version: Version::V2, digest: None, maximum_bytes: MAXIMUM_BILL_BYTES };
    Ok(PreparedBillFile { operation: "v2_trade_bill", leg, request, download })
}
