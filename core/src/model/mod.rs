//! The data of the protocol, one folder per family of messages. A field is named as it is on the wire.
//!
//! Amounts are whole fen (1/100 yuan). What QQ or WeChat Pay may add later never breaks reading: unknown fields
//! are passed over and unknown values end up in the `Unknown` variant.

pub(crate) mod bill;
mod common;
mod open;
mod order;
mod profit_sharing;
mod refund;
mod transaction;
pub(crate) mod v2;

pub use bill::{
    BillLink, FinishedBill, FundAccount, FundDirection, FundFlowBillRequest, FundFlowRow, FundFlowSummary,
    TradeBillRequest, TradeBillRow, TradeBillSummary, TradeBillType, V2TradeBillRequest,
};
pub use common::{
    AccessToken, ApiReply, ApiRequest, Check, CheckState, CipherText, DecryptedText, EncryptedText,
    FetchedToken, Merchant, MessageVersion, NoArguments, PlainText, PlatformCertificate,
    PlatformCertificates, RawMessage, RefusedAccessToken, RequestFromJson, SelfTest, SelfTestReport,
};
pub(crate) use common::{KeepsRaw, check, times};
#[cfg(feature = "client")]
pub(crate) use open::RunLimits;
pub use open::{OpenOrder, OpenOrders, OpenRefund, OpenRefunds};
pub use order::{
    Channel, CloseCombineOrderRequest, CloseOrderRequest, ClosePartnerOrderRequest, CloseV2OrderRequest,
    ClosedSubOrder, CombineAmount, CombineOrderQuery, CombineOrderRequest, CombineSceneInfo,
    CombineSettleInfo, Expected, ExpectedPart, FoundOrder, GoodsDetail, H5Info, H5Type,
    LINK_LIFETIME_SECONDS, OrderAmount, OrderDetail, OrderFamily, OrderId, OrderReference, OrderRequest,
    OrderStatus, PartnerOrderQuery, PartnerOrderRequest, PaymentState, PaymentToExpect, PlacedOrder,
    Placement, RequestPayment, SceneInfo, SettleInfo, StatusReason, StoreInfo, SubOrder, UnconfirmedOrder,
    V2OrderQuery,
};
pub use profit_sharing::{
    ProfitSharing, ProfitSharingQuery, ProfitSharingReceiver, ProfitSharingState, UnfreezeRequest,
};
pub use refund::{
    AbnormalRefundRequest, AbnormalRefundType, Refund, RefundAccount, RefundAmount, RefundFrom, RefundGoods,
    RefundId, RefundNotice, RefundNoticeAmount, RefundPromotion, RefundQuery, RefundReference, RefundRequest,
    RefundRequestAmount, RefundedGoods, V2RefundQuery,
};
pub use transaction::{
    CombinePayer, CombineTransaction, PartnerPayer, PartnerTransaction, Payer, PromotionDetail,
    PromotionGoods, RefundStatus, SubOrderTransaction, SubOrderTransactionAmount, TradeState, TradeType,
    Transaction, TransactionAmount, TransactionScene,
};
pub use v2::{
    V2Coupon, V2OrderRequest, V2Refund, V2RefundAccepted, V2RefundCoupon, V2RefundNotice, V2RefundRequest,
    V2Refunds, V2Transaction,
};
