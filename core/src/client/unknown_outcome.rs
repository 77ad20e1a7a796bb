//! What became of an order whose outcome is not known: it is asked for. That a lost reply makes it so is decided in `retry/advice.rs`; what
//! the caller sees then is `model/order/placement.rs`.

use std::time::{Duration, Instant};

use super::QqWxPay;
use crate::error::{Error, ErrorKind, Result, sdk_codes, wechat_codes};
use crate::model::{
    CloseCombineOrderRequest, CloseOrderRequest, ClosePartnerOrderRequest, CloseV2OrderRequest,
    ClosedSubOrder, FoundOrder, OrderFamily, OrderReference, OrderStatus, PaymentState, StatusReason,
};

/// How long to wait before "no such order" is asked a second time: that answer is not signed, and an order that timed out
/// may still be on its way.
pub(super) const ASK_AGAIN: Duration = Duration::from_secs(2);

impl QqWxPay {
    /// Finds out what became of an order: after a time-out, a lost connection, a late or lost notification.
    ///
    /// It asks WeChat Pay directly and believes only verified answers. An answer that does not come is a status too:
    /// [`PaymentState::Unknown`], with the reason.
    ///
    /// # Errors
    /// `InvalidInput`, `Config` or `Key` alone: what you have to correct before anything can be asked.
    pub async fn confirm_order(&self, order: &OrderReference) -> Result<OrderStatus> {
        self.confirm(order, Instant::now()).await
    }

    /// Closes the order unless it is paid, and tells what became of it: afterwards it is paid, closed, or not known.
    ///
    /// An order that WeChat Pay does not know stays as it is; its state is `NotPaid` with the reason `NotFound`.
    ///
    /// # Errors
    /// As [`QqWxPay::confirm_order`].
    pub async fn close_if_unpaid(&self, order: &OrderReference) -> Result<OrderStatus> {
        let begin = Instant::now();
        let before = self.confirm(order, begin).await?;
        if before.state != PaymentState::NotPaid || before.reason == StatusReason::NotFound {
            return Ok(before);
        }
        let closed = self.since(begin).close(order, before.found.as_ref()).await;
        // The payer may have paid meanwhile, and the reply to the closing may be lost: only the order itself tells.
        let after = self.confirm(order, begin).await?;
        match closed {
            Err(error) if is_own_fault(&error) => Err(error),
            Err(error) if !matches!(after.state, PaymentState::Paid | PaymentState::Closed) => {
                Ok(OrderStatus { error: Some(error), ..after })
            }
            _ => Ok(after),
        }
    }

    /// The same as part of a call that began earlier.
    async fn confirm(&self, order: &OrderReference, begin: Instant) -> Result<OrderStatus> {
        let mut asked = self.since(begin).look_up_order(order).await;
        if asked.as_ref().is_err_and(|error| error.is(&wechat_codes::ORDER_NOT_EXIST)) {
            tokio::time::sleep(ASK_AGAIN.min(self.since(begin).0.retry.deadline)).await;
            asked = self.since(begin).look_up_order(order).await;
        }
        match asked {
            Ok(found) => Ok(OrderStatus::answered(order.clone(), found)),
            Err(error) if is_own_fault(&error) => Err(error),
            Err(error) if error.is(&wechat_codes::ORDER_NOT_EXIST) => {
                Ok(OrderStatus::not_found(order.clone(), error))
            }
            Err(error) => Ok(OrderStatus::no_answer(order.clone(), error)),
        }
    }

    /// Closes an order that a query found unpaid, by the interface of its family.
    pub(super) async fn close(&self, order: &OrderReference, found: Option<&FoundOrder>) -> Result<()> {
        match (order.family, found) {
            (OrderFamily::Direct, _) => self.close_order(&CloseOrderRequest::new(&order.out_trade_no)).await,
            (OrderFamily::Partner, _) => {
                self.close_partner_order(&ClosePartnerOrderRequest::new(
                    order.needed_sub_mchid()?,
                    &order.out_trade_no,
                ))
                .await
            }
            (OrderFamily::V2, _) => {
                let sub_mch_id = order.sub_mchid.clone();
                self.close_v2_order(&CloseV2OrderRequest {
                    sub_mch_id,
                    ..CloseV2OrderRequest::new(&order.out_trade_no)
                })
                .await
            }
            (OrderFamily::Combine, Some(FoundOrder::Combine(found))) => {
                let part = |part: &crate::model::SubOrderTransaction| ClosedSubOrder {
                    mchid: part.mchid.clone(),
                    out_trade_no: part.out_trade_no.clone(),
                    sub_mchid: part.sub_mchid.clone(),
                    sub_appid: part.sub_appid.clone(),
                };
                let request = CloseCombineOrderRequest {
                    combine_out_trade_no: order.out_trade_no.clone(),
                    sub_orders: found.sub_orders.iter().map(part).collect(),
                };
                self.close_combine_order(&request).await
            }
            (OrderFamily::Combine, _) => Err(Error::sdk(&sdk_codes::REPLY_DIFFERS).with_field("sub_orders")),
        }
    }
}

fn is_own_fault(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Config | ErrorKind::Key)
}
