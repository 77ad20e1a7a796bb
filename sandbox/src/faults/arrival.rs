//! Faults that strike before a request is read: only its path is known.

use super::told::told;
use super::{FaultEndpoint, FaultKind};
use crate::state::SandboxState;

/// After how many bytes the request for this path is cut, when the fault that waits for it does that.
pub(crate) fn request_cut(state: &SandboxState, path: &str) -> Option<u32> {
    let endpoint = endpoint(path)?;
    let bytes = state.faults.take_request_cut(endpoint)?;
    state.events.add("fault.struck", told(FaultKind::CutRequest(bytes), endpoint));
    Some(bytes)
}

/// Where a request arrives; `None` at the cashier, the control interface, and where nobody serves.
fn endpoint(path: &str) -> Option<FaultEndpoint> {
    let orders = ["/v3/pay/", "/v3/combine-transactions/"];
    Some(match path {
        "/api/getToken" => FaultEndpoint::Token,
        "/pay/unifiedorder" => FaultEndpoint::Order,
        "/pay/orderquery" => FaultEndpoint::Query,
        "/pay/closeorder" => FaultEndpoint::Close,
        "/secapi/pay/refund" | "/v3/refund/domestic/refunds" => FaultEndpoint::Refund,
        "/pay/refundquery" => FaultEndpoint::RefundQuery,
        "/v3/certificates" => FaultEndpoint::Certificates,
        "/v3/security/echo" => FaultEndpoint::Echo,
        "/v3/billdownload/file" => FaultEndpoint::BillFile,
        "/pay/downloadbill" => FaultEndpoint::Bill,
        _ if path.starts_with("/v3/bill/") => FaultEndpoint::Bill,
        _ if path.starts_with("/wxpay/") => FaultEndpoint::Proxy,
        _ if path.ends_with("/apply-abnormal-refund") => FaultEndpoint::Refund,
        _ if path.starts_with("/v3/refund/") => FaultEndpoint::RefundQuery,
        _ if !orders.iter().any(|start| path.starts_with(start)) => return None,
        _ if path.ends_with("/h5") => FaultEndpoint::Order,
        _ if path.ends_with("/close") => FaultEndpoint::Close,
        _ => FaultEndpoint::Query,
    })
}
