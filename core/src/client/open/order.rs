//! One open order: asked for, and closed when it is old.

use super::plan::{Planned, Times, plan as plan_rows};
use super::run::{Asker, Row, RowResult, Stop};
use crate::client::unknown_outcome::ASK_AGAIN;
use crate::error::{Error, wechat_codes};
use crate::model::{
    Expected, FoundOrder, LINK_LIFETIME_SECONDS, OpenOrder, OpenOrders, OrderReference, PaymentState,
    RunLimits, TradeState, times,
};
use crate::notify::{OpenOrderReport, Outcome, Paid, ShopEvent};

/// An open order.
#[derive(Clone)]
pub(super) struct OrderRow(OpenOrder);

/// What WeChat Pay says of an open order.
pub(super) enum OrderAnswer {
    Paid(Paid, Box<FoundOrder>),
    Open { state: Option<TradeState>, due_at: i64 },
    Closed { closed_now: bool },
    NotFound(Error),
}

/// Plans which orders are asked for.
pub(super) fn plan(open: &OpenOrders, limits: RunLimits, now: i64) -> Vec<Planned<OrderRow>> {
    let number = |OrderRow(open): &OrderRow| {
        let OrderReference { family, out_trade_no, sub_mchid } = &open.order;
        ((*family, out_trade_no.clone(), sub_mchid.clone()), "orders[].order.out_trade_no")
    };
    let check = |row: usize, OrderRow(order): &OrderRow| {
        Ok(Times::new(order.check(row, now)?, open.close_after, now))
    };
    let rows = open.orders.iter().cloned().map(OrderRow).collect();
    plan_rows(rows, limits, usize::try_from(now).unwrap_or_default(), number, check)
}

impl Row for OrderRow {
    type Report = OpenOrderReport;
    type Answer = OrderAnswer;

    async fn ask(&self, asker: &mut Asker, times: Times) -> Result<OrderAnswer, Stop> {
        let order = &self.0.order;
        let mut asked = asker.turn().await?.look_up_order(order).await;
        if asked.as_ref().is_err_and(is_unknown) {
            if times.age() < LINK_LIFETIME_SECONDS {
                return Ok(OrderAnswer::Open { state: None, due_at: times.due_at() });
            }
            asker.pause(ASK_AGAIN).await;
            asked = asker.turn().await?.look_up_order(order).await;
        }
        match asked {
            Err(error) if is_unknown(&error) => Ok(OrderAnswer::NotFound(error)),
            Err(error) => Err(error.into()),
            Ok(found) if is_unpaid(&found) && times.closes() => self.close(asker, times, found).await,
            Ok(found) => self.judge(found, times, false),
        }
    }

    fn report(self, row: u32, result: RowResult<OrderAnswer>) -> OpenOrderReport {
        let order = self.0.order;
        match result {
            RowResult::Answered(OrderAnswer::Paid(paid, found)) => {
                OpenOrderReport::Paid { row, order, paid, found }
            }
            RowResult::Answered(OrderAnswer::Open { state, due_at }) => {
                OpenOrderReport::StillOpen { row, order, state, due_at: times::written(due_at) }
            }
            RowResult::Answered(OrderAnswer::Closed { closed_now }) => {
                OpenOrderReport::Closed { row, order, closed_now }
            }
            RowResult::Answered(OrderAnswer::NotFound(error)) => {
                OpenOrderReport::NotFound { row, order, error }
            }
            RowResult::NotDue(due_at) => {
                OpenOrderReport::NotDue { row, order, due_at: times::written(due_at) }
            }
            RowResult::NotAsked => OpenOrderReport::NotAsked { row, order },
            RowResult::Refused(error) => OpenOrderReport::Refused { row, order, error },
            RowResult::NoAnswer(error) => OpenOrderReport::NoAnswer { row, order, error },
        }
    }
}

impl OrderRow {
    /// Closes an order that was found unpaid. The payer may pay meanwhile, and the reply may be lost: then only the order itself tells.
    async fn close(&self, asker: &mut Asker, times: Times, found: FoundOrder) -> Result<OrderAnswer, Stop> {
        let order = &self.0.order;
        let Err(refusal) = asker.turn().await?.close(order, Some(&found)).await else {
            return Ok(OrderAnswer::Closed { closed_now: true });
        };
        match asker.turn().await?.look_up_order(order).await? {
            found if is_unpaid(&found) => Err(refusal.into()),
            found => self.judge(found, times, true),
        }
    }

    /// What a query's verified answer means for this row.
    fn judge(&self, found: FoundOrder, times: Times, closed_now: bool) -> Result<OrderAnswer, Stop> {
        let OpenOrder { order, total, .. } = &self.0;
        let state = found.judge().0;
        if state == PaymentState::Paid {
            let expected = Expected::order(&order.out_trade_no, *total).allow_refunded();
            found.expect(&expected).map_err(Stop::Refused)?;
        }
        let outcome = found.clone().into();
        Ok(match (state, ShopEvent::of(&outcome, None, false)?, outcome) {
            (PaymentState::Paid, Some(ShopEvent::Paid { paid }), _) => {
                OrderAnswer::Paid(paid, Box::new(found))
            }
            (PaymentState::Closed, ..) => OrderAnswer::Closed { closed_now },
            (_, _, Outcome::NotPaid(_, state)) => {
                OrderAnswer::Open { state: Some(state), due_at: times.due_at() }
            }
            _ => OrderAnswer::Open { state: None, due_at: times.due_at() },
        })
    }
}

fn is_unknown(error: &Error) -> bool {
    error.is(&wechat_codes::ORDER_NOT_EXIST)
}

fn is_unpaid(found: &FoundOrder) -> bool {
    found.judge().0 == PaymentState::NotPaid
}
