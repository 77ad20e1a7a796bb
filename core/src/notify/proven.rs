//! What a proven outcome asks of the shop.

use super::{EventKind, NotPaid, Outcome, Paid, PaidOrder, RefundEnd, RefundEnded, ShopEvent};
use crate::error::{Error, Result, sdk_codes};
use crate::model::{
    CombineTransaction, MessageVersion, OrderFamily, PartnerTransaction, RefundNotice, RefundStatus,
    SubOrderTransaction, TradeState, Transaction, TransactionAmount, V2RefundNotice, V2Transaction,
};

impl EventKind {
    /// Which event of the shop a proven outcome is.
    pub(crate) fn of_outcome(outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Payment(_)
            | Outcome::PartnerPayment(_)
            | Outcome::CombinePayment(_)
            | Outcome::V2Payment(_) => Some(Self::Paid),
            Outcome::Refund(_) | Outcome::V2Refund(_) => Some(Self::Refund),
            Outcome::NotPaid(..) => Some(Self::NotPaid),
            Outcome::Other(_) => Some(Self::Other),
            Outcome::SecurityEcho(_)
            | Outcome::Stale(..)
            | Outcome::Unsigned(..)
            | Outcome::Probe
            | Outcome::Refused(_) => None,
        }
    }
}

impl ShopEvent {
    /// What a proven outcome asks of the shop; `None` when that is nothing.
    ///
    /// # Errors
    /// `MESSAGE_INCOMPLETE` when it says "paid" without saying what; `REFUND_NOT_ENDED`.
    pub(crate) fn of(outcome: &Outcome, id: Option<&str>, repeat: bool) -> Result<Option<Self>> {
        let id = id.map(str::to_owned);
        let paid = |family, out_trade_no: &str, refunded, orders: Vec<PaidOrder>| {
            let total = orders.iter().try_fold(0_i64, |sum, order| sum.checked_add(order.total));
            let total = total.ok_or_else(|| missing("amount.total"))?;
            let out_trade_no = out_trade_no.to_owned();
            Ok(Some(Self::Paid {
                paid: Paid { family, out_trade_no, total, orders, refunded, repeat, id: id.clone() },
            }))
        };
        let refunded = |state: &TradeState| *state == TradeState::Refund;
        match outcome {
            Outcome::Payment(found) => {
                let order = direct(found)?;
                paid(OrderFamily::Direct, &found.out_trade_no, refunded(&found.trade_state), vec![order])
            }
            Outcome::PartnerPayment(found) => {
                let order = partner(found)?;
                paid(OrderFamily::Partner, &found.out_trade_no, refunded(&found.trade_state), vec![order])
            }
            Outcome::CombinePayment(found) => {
                let any = found.sub_orders.iter().any(|part| refunded(&part.trade_state));
                paid(OrderFamily::Combine, &found.combine_out_trade_no, any, parts(found)?)
            }
            Outcome::V2Payment(found) => {
                paid(OrderFamily::V2, &found.out_trade_no, refunded(&found.trade_state), vec![v2(found)?])
            }
            Outcome::Refund(notice) => RefundEnded::v3(notice, repeat, id).map(Self::refund),
            Outcome::V2Refund(notice) => RefundEnded::v2(notice, repeat, id).map(Self::refund),
            Outcome::NotPaid(_, state) if !state.is_known() => Ok(None),
            Outcome::NotPaid(order, state) => {
                let (order, state) = (order.clone(), state.clone());
                Ok(Some(Self::NotPaid { not_paid: NotPaid { order, state, repeat, id } }))
            }
            Outcome::Other(other) => Ok(Some(Self::Other { other: other.clone() })),
            Outcome::SecurityEcho(_)
            | Outcome::Stale(..)
            | Outcome::Unsigned(..)
            | Outcome::Probe
            | Outcome::Refused(_) => Ok(None),
        }
    }

    fn refund(refund: RefundEnded) -> Option<Self> {
        Some(Self::Refund { refund })
    }
}

fn direct(found: &Transaction) -> Result<PaidOrder> {
    Ok(PaidOrder {
        out_trade_no: found.out_trade_no.clone(),
        total: total(found.amount.as_ref())?,
        transaction_id: found.transaction_id.clone().ok_or_else(|| missing("transaction_id"))?,
        mchid: found.mchid.clone(),
        success_time: found.success_time.clone(),
        attach: found.attach.clone(),
    })
}

fn partner(found: &PartnerTransaction) -> Result<PaidOrder> {
    Ok(PaidOrder {
        out_trade_no: found.out_trade_no.clone(),
        total: total(found.amount.as_ref())?,
        transaction_id: found.transaction_id.clone().ok_or_else(|| missing("transaction_id"))?,
        mchid: found.sub_mchid.clone(),
        success_time: found.success_time.clone(),
        attach: found.attach.clone(),
    })
}

fn total(amount: Option<&TransactionAmount>) -> Result<i64> {
    amount.and_then(|amount| amount.total).ok_or_else(|| missing("amount.total"))
}

fn parts(found: &CombineTransaction) -> Result<Vec<PaidOrder>> {
    let part = |(index, part): (usize, &SubOrderTransaction)| {
        let missing = |field: &str| missing(&format!("sub_orders[{index}].{field}"));
        let amount = part.amount.as_ref().and_then(|amount| amount.total_amount);
        Ok(PaidOrder {
            out_trade_no: part.out_trade_no.clone(),
            total: amount.ok_or_else(|| missing("amount.total_amount"))?,
            transaction_id: part.transaction_id.clone().ok_or_else(|| missing("transaction_id"))?,
            mchid: part.sub_mchid.clone().unwrap_or_else(|| part.mchid.clone()),
            success_time: part.success_time.clone(),
            attach: part.attach.clone(),
        })
    };
    found.sub_orders.iter().enumerate().map(part).collect()
}

fn v2(found: &V2Transaction) -> Result<PaidOrder> {
    Ok(PaidOrder {
        out_trade_no: found.out_trade_no.clone(),
        total: found.total_fee.ok_or_else(|| missing("total_fee"))?,
        transaction_id: found.transaction_id.clone().ok_or_else(|| missing("transaction_id"))?,
        mchid: found.sub_mch_id.clone().unwrap_or_else(|| found.mch_id.clone()),
        success_time: found.time_end.clone(),
        attach: found.attach.clone(),
    })
}

impl RefundEnded {
    fn v3(notice: &RefundNotice, repeat: bool, id: Option<String>) -> Result<Self> {
        Ok(Self {
            version: MessageVersion::V3,
            out_refund_no: notice.out_refund_no.clone(),
            refund_id: notice.refund_id.clone(),
            out_trade_no: notice.out_trade_no.clone(),
            transaction_id: notice.transaction_id.clone(),
            status: RefundEnd::of(&notice.refund_status)?,
            refund: notice.amount.refund,
            total: Some(notice.amount.total),
            sub_mchid: notice.sub_mchid.clone(),
            success_time: notice.success_time.clone(),
            repeat,
            id,
        })
    }

    fn v2(notice: &V2RefundNotice, repeat: bool, id: Option<String>) -> Result<Self> {
        Ok(Self {
            version: MessageVersion::V2,
            out_refund_no: notice.out_refund_no.clone(),
            refund_id: notice.refund_id.clone(),
            out_trade_no: notice.out_trade_no.clone(),
            transaction_id: notice.transaction_id.clone(),
            status: RefundEnd::of(&notice.refund_status)?,
            refund: notice.refund_fee,
            total: notice.total_fee,
            sub_mchid: notice.sub_mch_id.clone(),
            success_time: notice.success_time.clone(),
            repeat,
            id,
        })
    }
}

impl RefundEnd {
    fn of(status: &RefundStatus) -> Result<Self> {
        match status {
            RefundStatus::Success => Ok(Self::Success),
            RefundStatus::Abnormal => Ok(Self::Abnormal),
            RefundStatus::Closed => Ok(Self::Closed),
            RefundStatus::Processing | RefundStatus::Unknown(_) => {
                Err(Error::sdk(&sdk_codes::REFUND_NOT_ENDED).with_field("refund_status"))
            }
        }
    }
}

fn missing(field: &str) -> Error {
    Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field(field)
}
