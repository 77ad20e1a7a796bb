//! What the table knows about refunds.

use std::fmt;

use super::{Change, OrderBook, OrderName, Part, Refund, RefundDraft, RefundStatus, State};
use crate::random;

/// An order can be refunded for one year.
const WINDOW_SECONDS: i64 = 365 * 24 * 3600;
/// The most refunds of one order.
const MOST_REFUNDS: usize = 50;

/// Why a refund is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefundProblem {
    OrderUnknown,
    Unpaid,
    /// The number belongs to a refund with other parameters.
    OtherParameters,
    /// The stated total is not the order's.
    OtherTotal,
    /// Everything was refunded already.
    NothingLeft,
    /// Together with the earlier refunds it is more than was paid.
    TooMuch,
    TooMany,
    Overdue,
    /// The merchant's account does not hold enough.
    NoFunds,
}

impl fmt::Display for RefundProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::OrderUnknown => "there is no such order",
            Self::Unpaid => "the order is not paid",
            Self::OtherParameters => "this refund number was used before, with other parameters",
            Self::OtherTotal => "the total is not that of the order",
            Self::NothingLeft => "everything was refunded already",
            Self::TooMuch => "with the earlier refunds it is more than was paid",
            Self::TooMany => "the order has 50 refunds already",
            Self::Overdue => "the order is too old for a refund",
            Self::NoFunds => "the merchant's account does not hold enough",
        })
    }
}

impl OrderBook {
    /// Accepts a refund, or gives the one that has its number and the same parameters.
    ///
    /// The flag says whether it is new.
    pub(crate) fn refund(
        &mut self,
        draft: RefundDraft,
        now: i64,
        due_at: i64,
        has_funds: bool,
    ) -> Result<(Refund, bool), RefundProblem> {
        let owner = (draft.mchid.as_str(), draft.sub_mchid.as_deref());
        let part = self.part(owner, &draft.named).ok_or(RefundProblem::OrderUnknown)?;
        let (total, out_trade_no) = (part.total(), part.out_trade_no().to_owned());
        if let Some(earlier) = self.refund_by_number(&draft.mchid, &draft.out_refund_no) {
            let is_same = earlier.terms == draft.terms
                && earlier.out_trade_no == out_trade_no
                && earlier.sub_mchid == draft.sub_mchid;
            return if is_same { Ok((earlier.clone(), false)) } else { Err(RefundProblem::OtherParameters) };
        }
        let payment = part.payment().ok_or(RefundProblem::Unpaid)?;
        let transaction_id = payment.transaction_id.clone();
        let paid_at = part.order.payment().map_or(now, |payment| payment.paid_at);
        if draft.terms.total != total {
            return Err(RefundProblem::OtherTotal);
        }
        if now - paid_at > WINDOW_SECONDS {
            return Err(RefundProblem::Overdue);
        }
        let alive = |refund: &&Refund| {
            refund.transaction_id == transaction_id && refund.status != RefundStatus::Closed
        };
        let refunded: i64 = self.refunds.iter().filter(alive).map(|refund| refund.terms.refund).sum();
        if refunded == total {
            return Err(RefundProblem::NothingLeft);
        }
        if refunded + draft.terms.refund > total {
            return Err(RefundProblem::TooMuch);
        }
        if self.refunds.iter().filter(alive).count() >= MOST_REFUNDS {
            return Err(RefundProblem::TooMany);
        }
        if !has_funds {
            return Err(RefundProblem::NoFunds);
        }
        let refund = Refund {
            refund_id: format!("5030{}", random::digits(25)),
            mchid: draft.mchid,
            sub_mchid: draft.sub_mchid,
            out_refund_no: draft.out_refund_no,
            transaction_id,
            out_trade_no,
            terms: draft.terms,
            form: draft.form,
            source: draft.source,
            created_at: now,
            status: RefundStatus::Processing,
            success_at: None,
            due_at: Some(due_at),
            is_to_other_card: false,
        };
        self.refunds.push(refund.clone());
        self.changes.push(Change::Refund(refund.out_refund_no.clone()));
        self.mark_refunded(&refund.transaction_id);
        Ok((refund, true))
    }

    /// All refunds, the oldest first.
    pub(crate) fn refunds(&self) -> &[Refund] {
        &self.refunds
    }

    /// A merchant's refund with this number of the merchant's.
    pub(crate) fn refund_by_number(&self, mchid: &str, out_refund_no: &str) -> Option<&Refund> {
        self.refunds.iter().find(|refund| refund.mchid == mchid && refund.out_refund_no == out_refund_no)
    }

    /// The part of an order that a request of this merchant names.
    pub(crate) fn part(&self, owner: (&str, Option<&str>), name: &OrderName) -> Option<Part<'_>> {
        self.all().flat_map(Part::all).find(|part| part.is_named(owner, name))
    }

    /// Decides what becomes of a refund; gives it, or why it cannot.
    pub(crate) fn settle_refund(
        &mut self,
        out_refund_no: &str,
        status: RefundStatus,
        now: i64,
    ) -> Result<Refund, &'static str> {
        let refund = self.refunds.iter_mut().find(|refund| refund.out_refund_no == out_refund_no);
        let refund = refund.ok_or("no refund has this number")?;
        if matches!(refund.status, RefundStatus::Success | RefundStatus::Closed) {
            return Err("the refund has come to its end already");
        }
        refund.status = status;
        refund.due_at = None;
        refund.success_at = (status == RefundStatus::Success).then_some(now);
        let refund = refund.clone();
        self.changes.push(Change::Refund(refund.out_refund_no.clone()));
        self.mark_refunded(&refund.transaction_id);
        Ok(refund)
    }

    /// The numbers of the refunds whose time has come.
    pub(crate) fn due_refunds(&self, now: i64) -> Vec<String> {
        let is_due = |refund: &&Refund| refund.due_at.is_some_and(|due| due <= now);
        self.refunds.iter().filter(is_due).map(|refund| refund.out_refund_no.clone()).collect()
    }

    /// Sends an abnormal refund on its way again, to another account; `None` when it is not abnormal.
    pub(crate) fn redirect_refund(&mut self, refund_id: &str, due_at: i64) -> Option<Refund> {
        let refund = self.refunds.iter_mut().find(|refund| refund.refund_id == refund_id)?;
        if refund.status != RefundStatus::Abnormal {
            return None;
        }
        refund.status = RefundStatus::Processing;
        refund.due_at = Some(due_at);
        refund.is_to_other_card = true;
        self.changes.push(Change::Refund(refund.out_refund_no.clone()));
        Some(refund.clone())
    }

    /// Lets the state of a payment follow from its refunds.
    fn mark_refunded(&mut self, transaction_id: &str) {
        let is_alive = |refund: &Refund| {
            refund.transaction_id == transaction_id && refund.status != RefundStatus::Closed
        };
        let is_refunded = self.refunds.iter().any(is_alive);
        let changed = self.all_mut().find_map(|order| {
            let State::Paid(payment) = &mut order.state else { return None };
            let part = payment.parts.iter_mut().find(|part| part.transaction_id == transaction_id)?;
            part.is_refunded = is_refunded;
            Some(Change::Order(order.key()))
        });
        self.changes.extend(changed);
    }
}
