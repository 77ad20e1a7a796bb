//! The shop's own orders, in memory. A database does the same with a transaction where this takes a lock.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use qq_wxpay::model::{Expected, OrderRequest};
use qq_wxpay::{Error, Result};
use serde::Serialize;

/// How far an order of the shop has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Not paid, as far as the shop knows.
    Open,
    /// Paid.
    Paid,
    /// Somebody paid something else than the order says: a person has to look.
    Review,
}

/// An order of the shop.
#[derive(Clone, Debug)]
pub struct Order {
    /// What was sent to WeChat Pay. Sent again unchanged it gives a fresh link of the same order.
    pub request: OrderRequest,
    /// How far it has come.
    pub state: OrderState,
}

/// What became of a payment.
#[derive(Debug)]
pub enum Settlement {
    /// The order is paid now, for the first time: deliver.
    Paid,
    /// It was settled before: nothing is to be done.
    Already,
    /// The payment is not what the order says.
    Differs(Error),
    /// The shop has no such order.
    Unknown,
}

/// The orders by their numbers.
#[derive(Debug, Default)]
pub struct Store(Mutex<HashMap<String, Order>>);

impl Store {
    /// Keeps a new order. Do it before the order is placed: the notification may be faster than the reply.
    pub fn insert(&self, request: OrderRequest) {
        let order = Order { request, state: OrderState::Open };
        self.orders().insert(order.request.out_trade_no.clone(), order);
    }

    /// The order of this number.
    #[must_use]
    pub fn find(&self, out_trade_no: &str) -> Option<Order> {
        self.orders().get(out_trade_no).cloned()
    }

    /// Holds a payment that WeChat Pay told against the order, and marks the order paid; once, however often it is told. `compare` is
    /// `expect` of what told it.
    pub fn settle(&self, out_trade_no: &str, compare: impl FnOnce(&Expected) -> Result<()>) -> Settlement {
        let mut orders = self.orders();
        let Some(order) = orders.get_mut(out_trade_no) else { return Settlement::Unknown };
        if order.state != OrderState::Open {
            return Settlement::Already;
        }
        let expected = Expected::order(&order.request.out_trade_no, order.request.amount.total);
        match compare(&expected) {
            Ok(()) => {
                order.state = OrderState::Paid;
                Settlement::Paid
            }
            Err(difference) => {
                order.state = OrderState::Review;
                Settlement::Differs(difference)
            }
        }
    }

    fn orders(&self) -> MutexGuard<'_, HashMap<String, Order>> {
        // Nothing that runs under this lock leaves an order half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
