//! The shop's poller: what is open is asked for, and what has ended is said.

use qq_wxpay::Error;
use qq_wxpay::environment::Clock as _;
use qq_wxpay::model::{
    MessageVersion, OpenOrder, OpenOrders, OpenRefund, OpenRefunds, OrderFamily, OrderReference,
};
use qq_wxpay::notify::{OpenOrderReport, OpenRefundReport};
use qq_wxpay_tests::chaos::{About, Line, Order, Refund, say};
use qq_wxpay_tests::shop::TOTAL;

use crate::shop::{Shop, status_of};

/// How long it may ask for orders, and for refunds.
const SECONDS: u32 = 8;

/// Requests in a second.
const PACE: u32 = 50;

impl Shop {
    /// Asks for all of it.
    pub(crate) async fn poll(&self, orders: &[Order], refunds: &[Refund]) -> Result<(), Error> {
        // A minute old: each of them is due.
        let since = (self.clock.now() - 60).to_string();
        let rows = orders.iter().map(|order| OpenOrder::new(self.reference(order), TOTAL, &since));
        let open = OpenOrders::new(rows).per_second(PACE).limit(SECONDS);
        let mut reports = self.pay.confirm_open_orders(&open)?;
        while let Some(report) = reports.next().await {
            if let OpenOrderReport::Paid { paid, .. } = report {
                say(Line::Reported { about: About::Paid { number: paid.out_trade_no } });
            }
        }
        let rows = refunds.iter().map(|refund| self.row(refund, &since));
        let open = OpenRefunds::new(rows).per_second(PACE).limit(SECONDS);
        let mut reports = self.pay.confirm_open_refunds(&open)?;
        while let Some(report) = reports.next().await {
            if let OpenRefundReport::Ended { refund, .. } = report {
                let (number, status) = (refund.out_refund_no, status_of(refund.status).to_owned());
                say(Line::Reported { about: About::Refund { number, status } });
            }
        }
        Ok(())
    }

    fn reference(&self, order: &Order) -> OrderReference {
        let reference = OrderReference::new(order.family, &order.number);
        match order.family {
            OrderFamily::Partner => reference.of_sub_merchant(&self.sub_mchid),
            _ => reference,
        }
    }

    fn row(&self, refund: &Refund, since: &str) -> OpenRefund {
        let version =
            if refund.order.family == OrderFamily::V2 { MessageVersion::V2 } else { MessageVersion::V3 };
        let row = OpenRefund::new(version, &refund.number, since);
        match refund.order.family {
            OrderFamily::Partner => row.of_sub_merchant(&self.sub_mchid),
            _ => row,
        }
    }
}
