//! What a refund goes back to: a single order, or one part of a combine order.

use super::{Content, Order, OrderName, SubPayment};

/// A single order, which is its own part 0, or one sub order.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    pub(crate) order: &'a Order,
    pub(crate) index: usize,
}

impl<'a> Part<'a> {
    /// All parts of an order.
    pub(crate) fn all(order: &'a Order) -> impl Iterator<Item = Self> {
        let count = match &order.content {
            Content::Single(_) => 1,
            Content::Combine(combine) => combine.sub_orders.len(),
        };
        (0..count).map(move |index| Self { order, index })
    }

    /// The number under which the part is refunded: of a combine order the sub order's own.
    pub(crate) fn out_trade_no(self) -> &'a str {
        match &self.order.content {
            Content::Single(_) => &self.order.out_trade_no,
            Content::Combine(combine) => &combine.sub_orders[self.index].out_trade_no,
        }
    }

    /// What the part costs, in fen.
    pub(crate) fn total(self) -> i64 {
        match &self.order.content {
            Content::Single(_) => self.order.total,
            Content::Combine(combine) => combine.sub_orders[self.index].total,
        }
    }

    /// The sub merchant who got the money, in partner orders.
    pub(crate) fn sub_mchid(self) -> Option<&'a str> {
        match &self.order.content {
            Content::Single(single) => single.sub_mchid.as_deref(),
            Content::Combine(combine) => combine.sub_orders[self.index].sub_mchid.as_deref(),
        }
    }

    /// Whether its money is held back to be shared.
    pub(crate) fn shares(self) -> bool {
        match &self.order.content {
            Content::Single(single) => single.shares_profit,
            Content::Combine(combine) => combine.sub_orders[self.index].shares_profit,
        }
    }

    /// The merchant that signs for the part, and the sub merchant that it names.
    pub(crate) fn owner(self) -> (&'a str, Option<&'a str>) {
        let signer = self.order.mchid.as_str();
        match &self.order.content {
            Content::Combine(combine) if combine.sub_orders[self.index].sub_mchid.is_none() => {
                let mchid = combine.sub_orders[self.index].mchid.as_str();
                (signer, (mchid != signer).then_some(mchid))
            }
            _ => (signer, self.sub_mchid()),
        }
    }

    /// The payment, when there is one.
    pub(crate) fn payment(self) -> Option<&'a SubPayment> {
        self.order.payment().map(|payment| &payment.parts[self.index])
    }

    /// Whether a request of this merchant, for this sub merchant, names the part.
    pub(crate) fn is_named(self, (mchid, sub_mchid): (&str, Option<&str>), name: &OrderName) -> bool {
        let is_own = match &self.order.content {
            Content::Single(single) => self.order.mchid == mchid && single.sub_mchid.as_deref() == sub_mchid,
            Content::Combine(combine) => {
                let sub = &combine.sub_orders[self.index];
                let is_own = sub.mchid == mchid && sub.sub_mchid.as_deref() == sub_mchid;
                // The one merchant that can sign here is provider of all others, so it acts for
                // another merchant's part by naming that merchant.
                is_own || (self.order.mchid == mchid && Some(sub.mchid.as_str()) == sub_mchid)
            }
        };
        is_own
            && match name {
                OrderName::OutTradeNo(number) => self.out_trade_no() == number,
                OrderName::TransactionId(id) => {
                    self.payment().is_some_and(|payment| payment.transaction_id == *id)
                }
            }
    }
}
