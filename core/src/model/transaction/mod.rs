//! Payments, as queries and notifications tell of them.

mod combine;
mod direct;
mod partner;
mod states;

pub use combine::{CombinePayer, CombineTransaction, SubOrderTransaction, SubOrderTransactionAmount};
pub use direct::{Payer, PromotionDetail, PromotionGoods, Transaction, TransactionAmount, TransactionScene};
pub use partner::{PartnerPayer, PartnerTransaction};
pub use states::{RefundStatus, TradeState, TradeType};
