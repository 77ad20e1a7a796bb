//! Giving back what orders with profit sharing hold.

/// What was given back to the merchant of an order.
#[derive(Clone)]
pub(crate) struct Unfreezing {
    pub(crate) mchid: String,
    pub(crate) sub_mchid: Option<String>,
    pub(crate) transaction_id: String,
    pub(crate) out_order_no: String,
    pub(crate) description: String,
    /// In fen.
    pub(crate) amount: i64,
    pub(crate) order_id: String,
    pub(crate) detail_id: String,
    pub(crate) created_at: i64,
}
