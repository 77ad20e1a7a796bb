//! The data of the protocol, one file per family of messages. A field is named as it is on the wire.
//!
//! Amounts are whole fen (1/100 yuan). What QQ or WeChat Pay may add later never breaks reading: unknown fields
//! are passed over and unknown values end up in the `Unknown` variant.

mod abnormal_refund_request;
mod api_request;
mod bill_amount;
pub(crate) mod bill_column;
pub(crate) mod bill_fund_flow;
mod bill_link;
mod bill_request;
pub(crate) mod bill_trade;
mod channel;
pub(crate) mod check;
mod close_combine;
mod combine_order;
mod combine_transaction;
mod expected;
mod goods;
mod json_input;
mod message_version;
mod open_enum;
mod order;
mod order_id;
mod order_reference;
mod order_status;
mod partner_order;
mod partner_transaction;
mod placed_order;
mod placement;
mod raw_message;
mod refund;
mod refund_id;
mod refund_notice;
mod refund_reference;
mod refund_request;
mod scene;
mod states;
pub(crate) mod times;
mod tolerant;
mod transaction;
mod v2_fields;
pub(crate) mod v2_names;
mod v2_order;
mod v2_refund;
mod v2_refund_notice;
mod v2_refund_request;
mod v2_transaction;

pub use abnormal_refund_request::{AbnormalRefundRequest, AbnormalRefundType};
pub use api_request::{ApiReply, ApiRequest};
pub use bill_fund_flow::{FundDirection, FundFlowRow, FundFlowSummary};
pub use bill_link::{BillLink, FinishedBill};
pub use bill_request::{
    FundAccount, FundFlowBillRequest, TradeBillRequest, TradeBillType, V2TradeBillRequest,
};
pub use bill_trade::{TradeBillRow, TradeBillSummary};
pub use channel::Channel;
pub use close_combine::{CloseCombineOrderRequest, ClosedSubOrder};
pub use combine_order::{CombineAmount, CombineOrderRequest, CombineSceneInfo, CombineSettleInfo, SubOrder};
pub use combine_transaction::{
    CombinePayer, CombineTransaction, SubOrderTransaction, SubOrderTransactionAmount,
};
pub use expected::{Expected, ExpectedPart};
pub use goods::{GoodsDetail, OrderDetail};
pub use json_input::RequestFromJson;
pub use message_version::MessageVersion;
pub use order::{OrderAmount, OrderRequest, SettleInfo};
pub use order_id::OrderId;
pub use order_reference::{OrderFamily, OrderReference};
pub use order_status::{FoundOrder, OrderStatus, PaymentState, StatusReason};
pub use partner_order::PartnerOrderRequest;
pub use partner_transaction::{PartnerPayer, PartnerTransaction};
pub use placed_order::{LINK_LIFETIME_SECONDS, PlacedOrder, RequestPayment};
pub use placement::{Placement, UnconfirmedOrder};
pub(crate) use raw_message::KeepsRaw;
pub use raw_message::RawMessage;
pub use refund::{Refund, RefundAccount, RefundAmount, RefundPromotion, RefundedGoods};
pub use refund_id::RefundId;
pub use refund_notice::{RefundNotice, RefundNoticeAmount};
pub use refund_reference::RefundReference;
pub use refund_request::{RefundFrom, RefundGoods, RefundRequest, RefundRequestAmount};
pub use scene::{H5Info, H5Type, SceneInfo, StoreInfo};
pub use states::{RefundStatus, TradeState, TradeType};
pub use transaction::{
    Payer, PromotionDetail, PromotionGoods, Transaction, TransactionAmount, TransactionScene,
};
pub use v2_order::V2OrderRequest;
pub use v2_refund::{V2Refund, V2RefundAccepted, V2RefundCoupon, V2Refunds};
pub use v2_refund_notice::V2RefundNotice;
pub use v2_refund_request::V2RefundRequest;
pub use v2_transaction::{V2Coupon, V2Transaction};
