//! The paths of orders, which are signed also when QQ forwards the request.

/// Path of direct orders.
pub(crate) const DIRECT: &str = "/v3/pay/transactions/h5";
/// Path of partner orders.
pub(crate) const PARTNER: &str = "/v3/pay/partner/transactions/h5";
/// Path of combine orders.
pub(crate) const COMBINE: &str = "/v3/combine-transactions/h5";
