//! One open refund: asked for.

use super::plan::{Planned, Times, plan as plan_rows};
use super::run::{Asker, Row, RowResult, Stop};
use crate::client::unknown_outcome::ASK_AGAIN;
use crate::error::{Error, Result as CoreResult, sdk_codes, wechat_codes};
use crate::model::{LINK_LIFETIME_SECONDS, OpenRefund, OpenRefunds, RefundStatus, RunLimits, times};
use crate::notify::{OpenRefundReport, Outcome, RefundEnded, ShopEvent};

/// An open refund.
#[derive(Clone)]
pub(super) struct RefundRow(OpenRefund);

/// What WeChat Pay says of an open refund.
pub(super) enum RefundAnswer {
    Ended(RefundEnded),
    Open { status: Option<RefundStatus>, due_at: i64 },
    NotFound(Error),
}

/// Plans which refunds are asked for.
pub(super) fn plan(open: &OpenRefunds, limits: RunLimits, now: i64) -> Vec<Planned<RefundRow>> {
    // WeChat Pay's numbers of refunds are one set for both protocols.
    let number = |RefundRow(open): &RefundRow| {
        ((open.out_refund_no.clone(), open.sub_mchid.clone()), "refunds[].out_refund_no")
    };
    let check =
        |row: usize, RefundRow(refund): &RefundRow| Ok(Times::new(refund.check(row, now)?, None, now));
    let rows = open.refunds.iter().cloned().map(RefundRow).collect();
    plan_rows(rows, limits, usize::try_from(now).unwrap_or_default(), number, check)
}

impl Row for RefundRow {
    type Report = OpenRefundReport;
    type Answer = RefundAnswer;

    async fn ask(&self, asker: &mut Asker, times: Times) -> Result<RefundAnswer, Stop> {
        let mut asked = self.look_up(asker).await?;
        if asked.as_ref().is_err_and(is_unknown) {
            if times.age() < LINK_LIFETIME_SECONDS {
                return Ok(RefundAnswer::Open { status: None, due_at: times.due_at() });
            }
            asker.pause(ASK_AGAIN).await;
            asked = self.look_up(asker).await?;
        }
        match asked {
            Err(error) if is_unknown(&error) => Ok(RefundAnswer::NotFound(error)),
            Err(error) => Err(error.into()),
            Ok(outcome) => judge(&outcome, times),
        }
    }

    fn report(self, row: u32, result: RowResult<RefundAnswer>) -> OpenRefundReport {
        let out_refund_no = self.0.out_refund_no;
        match result {
            RowResult::Answered(RefundAnswer::Ended(refund)) => {
                OpenRefundReport::Ended { row, out_refund_no, refund }
            }
            RowResult::Answered(RefundAnswer::Open { status, due_at }) => {
                OpenRefundReport::StillOpen { row, out_refund_no, status, due_at: times::written(due_at) }
            }
            RowResult::Answered(RefundAnswer::NotFound(error)) => {
                OpenRefundReport::NotFound { row, out_refund_no, error }
            }
            RowResult::NotDue(due_at) => {
                OpenRefundReport::NotDue { row, out_refund_no, due_at: times::written(due_at) }
            }
            RowResult::NotAsked => OpenRefundReport::NotAsked { row, out_refund_no },
            RowResult::Refused(error) => OpenRefundReport::Refused { row, out_refund_no, error },
            RowResult::NoAnswer(error) => OpenRefundReport::NoAnswer { row, out_refund_no, error },
        }
    }
}

impl RefundRow {
    async fn look_up(&self, asker: &mut Asker) -> Result<CoreResult<Outcome>, Stop> {
        let OpenRefund { version, out_refund_no, sub_mchid, .. } = &self.0;
        Ok(asker.turn().await?.look_up_refund(*version, out_refund_no, sub_mchid.as_deref()).await)
    }
}

/// What a query's verified answer means.
fn judge(outcome: &Outcome, times: Times) -> Result<RefundAnswer, Stop> {
    let status = match outcome {
        Outcome::Refund(notice) => Some(notice.refund_status.clone()),
        Outcome::V2Refund(notice) => Some(notice.refund_status.clone()),
        _ => None,
    };
    match ShopEvent::of(outcome, None, false) {
        Ok(Some(ShopEvent::Refund { refund })) => Ok(RefundAnswer::Ended(refund)),
        Err(error) if !error.is(&sdk_codes::REFUND_NOT_ENDED) => Err(error.into()),
        _ => Ok(RefundAnswer::Open { status, due_at: times.due_at() }),
    }
}

fn is_unknown(error: &Error) -> bool {
    [&wechat_codes::REFUNDNOTEXIST, &wechat_codes::RESOURCE_NOT_EXISTS, &wechat_codes::ORDER_NOT_EXIST]
        .into_iter()
        .any(|entry| error.is(entry))
}
