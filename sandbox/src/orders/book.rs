//! The table of all orders and of all links.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Content, Draft, Family, Order, Payment, Refund, State, SubPayment, Unfreezing};
use crate::random;

/// How long a link can be opened.
const LINK_SECONDS: i64 = 300;
/// How long the prepay ID behind the links lives.
const PREPAY_SECONDS: i64 = 7200;

/// An unpaid order without a deadline is closed after seven days.
const UNPAID_SECONDS: i64 = 7 * 24 * 3600;

/// All orders of a sandbox.
#[derive(Default)]
pub(crate) struct OrderBook {
    orders: BTreeMap<Key, Order>,
    /// Merchant and number of every single order and every sub order.
    numbers: HashSet<(String, String)>,
    /// By the `package` value of the link.
    links: HashMap<String, Link>,
    /// The oldest first.
    pub(super) refunds: Vec<Refund>,
    pub(super) unfreezings: Vec<Unfreezing>,
    /// When orders may have to be closed next, if any.
    closes_at: Option<i64>,
    /// Cashier pages that may pay, by their one-time token: the order they are for.
    cashiers: HashMap<String, Key>,
    /// What has changed since it was asked last.
    pub(super) changes: Vec<Change>,
}

/// Family, merchant number and order number.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key(Family, String, String);

/// Something that is not what it was.
pub(crate) enum Change {
    Order(Key),
    /// By the merchant's number.
    Refund(String),
}

struct Link {
    order: Key,
    prepay_id: String,
    issued_at: i64,
}

/// A link that was issued.
pub(crate) struct Placed {
    pub(crate) prepay_id: String,
    pub(crate) package: String,
    /// Whether the order came into being just now.
    pub(crate) is_new: bool,
}

/// Why an order cannot be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlacingProblem {
    Paid,
    Closed,
    OtherParameters,
    /// The number, or a sub order's number, belongs to another order.
    NumberUsed,
    DeadlinePassed,
}

/// Why a link cannot be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkProblem {
    Unknown,
    Expired,
    Paid,
    Closed,
}

/// Why an order cannot be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClosingProblem {
    Unknown,
    Paid,
    /// It is closed already: V3 takes that as done, V2 has a code for it.
    Closed,
}

impl OrderBook {
    /// Places an order, or issues a fresh link for it when it exists with the same parameters.
    pub(crate) fn place(
        &mut self,
        draft: Draft,
        now: i64,
        (fresh_link, refuse_past): (bool, bool),
    ) -> Result<Placed, PlacingProblem> {
        let key = Key(draft.content.family(), draft.mchid.clone(), draft.out_trade_no.clone());
        let is_new = match self.orders.get_mut(&key) {
            Some(order) => {
                check_repeat(order, &draft, fresh_link)?;
                order.destination = draft.destination;
                if now - order.prepaid_at >= PREPAY_SECONDS {
                    (order.prepay_id, order.prepaid_at) = (new_prepay_id(now), now);
                }
                false
            }
            None => {
                if refuse_past && draft.pay_before.is_some_and(|deadline| deadline <= now) {
                    return Err(PlacingProblem::DeadlinePassed);
                }
                self.take_numbers(&draft)?;
                if draft.pay_before.is_none() {
                    let closes_at = now + UNPAID_SECONDS;
                    self.closes_at = Some(self.closes_at.map_or(closes_at, |other| other.min(closes_at)));
                }
                self.orders.insert(key.clone(), from_draft(draft, now));
                true
            }
        };
        let prepay_id = self.orders[&key].prepay_id.clone();
        let package = random::digits(10);
        let link = Link { order: key, prepay_id: prepay_id.clone(), issued_at: now };
        self.changes.push(Change::Order(link.order.clone()));
        self.links.insert(package.clone(), link);
        Ok(Placed { prepay_id, package, is_new })
    }

    /// Closes the orders that nobody has paid for seven days, as WeChat Pay does; their numbers stay used.
    pub(crate) fn close_old(&mut self, now: i64) {
        if self.closes_at.is_none_or(|closes_at| now < closes_at) {
            return;
        }
        let is_waiting = |order: &Order| matches!(order.state, State::Unpaid) && order.pay_before.is_none();
        for order in self.orders.values_mut().filter(|order| is_waiting(order)) {
            if now >= order.created_at + UNPAID_SECONDS {
                order.state = State::Closed;
                self.changes.push(Change::Order(order.key()));
            }
        }
        let left = self.orders.values().filter(|order| is_waiting(order));
        self.closes_at = left.map(|order| order.created_at + UNPAID_SECONDS).min();
    }

    /// What has changed since this was called last.
    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// The order that a change names.
    pub(crate) fn get(&self, key: &Key) -> Option<&Order> {
        self.orders.get(key)
    }

    /// The order with this number.
    pub(crate) fn find(&self, family: Family, mchid: &str, out_trade_no: &str) -> Option<&Order> {
        self.orders.get(&Key(family, mchid.to_owned(), out_trade_no.to_owned()))
    }

    /// The single order of a merchant with this transaction ID.
    pub(crate) fn find_transaction(&self, mchid: &str, transaction_id: &str) -> Option<&Order> {
        let fits = |payment: &Payment| payment.parts.iter().any(|part| part.transaction_id == transaction_id);
        self.orders.iter().find_map(|(key, order)| {
            let same = key.0 == Family::Single && key.1 == mchid && order.payment().is_some_and(fits);
            same.then_some(order)
        })
    }

    /// The QQ mini program through whose proxy the link's order came.
    pub(crate) fn owner(&self, package: &str) -> Option<&str> {
        let order = self.orders.get(&self.links.get(package)?.order)?;
        order.destination.qq_appid.as_deref()
    }

    /// Prepay ID and package of the newest link of an order with this number.
    pub(crate) fn newest_link(&self, out_trade_no: &str) -> Option<(String, String)> {
        let own = self.links.iter().filter(|(_, link)| link.order.2 == out_trade_no);
        let (package, link) = own.max_by_key(|(_, link)| link.issued_at)?;
        Some((link.prepay_id.clone(), package.clone()))
    }

    /// All orders, sorted by number.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Order> {
        self.orders.values()
    }

    /// The same, to be changed.
    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut Order> {
        self.orders.values_mut()
    }

    /// The order behind a link that can be paid now, and how many seconds the link has left.
    pub(crate) fn open(
        &self,
        prepay_id: &str,
        package: &str,
        now: i64,
    ) -> Result<(&Order, i64), LinkProblem> {
        let link = self.links.get(package).filter(|link| link.prepay_id == prepay_id);
        let link = link.ok_or(LinkProblem::Unknown)?;
        let order = self.orders.get(&link.order).ok_or(LinkProblem::Unknown)?;
        payable(order, now)?;
        let left = link.issued_at + LINK_SECONDS - now;
        if left <= 0 || link.prepay_id != order.prepay_id {
            return Err(LinkProblem::Expired);
        }
        Ok((order, left))
    }

    /// Issues the one-time token of a cashier page for the order behind a link.
    pub(crate) fn admit(&mut self, package: &str) -> Option<String> {
        let order = self.links.get(package)?.order.clone();
        let token = random::alphanumeric(32);
        self.cashiers.insert(token.clone(), order);
        Some(token)
    }

    /// Takes a cashier page's token back; it must be for this prepay ID.
    pub(crate) fn dismiss(&mut self, token: &str, prepay_id: &str) -> Result<&mut Order, LinkProblem> {
        let key = self.cashiers.remove(token).ok_or(LinkProblem::Unknown)?;
        let order = self.orders.get_mut(&key).ok_or(LinkProblem::Unknown)?;
        self.changes.push(Change::Order(key));
        if order.prepay_id == prepay_id { Ok(order) } else { Err(LinkProblem::Unknown) }
    }

    /// Closes one order of its merchant when `is_meant` agrees with what it holds.
    pub(crate) fn close_own(
        &mut self,
        (family, mchid, out_trade_no): (Family, &str, &str),
        is_meant: impl FnOnce(&Content) -> bool,
    ) -> Result<(), ClosingProblem> {
        let order = self.orders.get_mut(&Key(family, mchid.to_owned(), out_trade_no.to_owned()));
        let order = order.filter(|order| is_meant(&order.content)).ok_or(ClosingProblem::Unknown)?;
        match order.state {
            State::Paid(_) => Err(ClosingProblem::Paid),
            State::Closed => Err(ClosingProblem::Closed),
            State::Unpaid | State::Failed => {
                order.state = State::Closed;
                self.changes.push(Change::Order(order.key()));
                Ok(())
            }
        }
    }

    /// Makes the payment of every unpaid order with this number fail; false when there is none.
    pub(crate) fn fail(&mut self, out_trade_no: &str) -> bool {
        let unpaid =
            |order: &&mut Order| order.out_trade_no == out_trade_no && matches!(order.state, State::Unpaid);
        let mut failed = false;
        for order in self.orders.values_mut().filter(unpaid) {
            order.state = State::Failed;
            self.changes.push(Change::Order(order.key()));
            failed = true;
        }
        failed
    }

    /// Closes every unpaid order with this number; false when there is none.
    pub(crate) fn close(&mut self, out_trade_no: &str) -> bool {
        let unpaid = |order: &&mut Order| {
            order.out_trade_no == out_trade_no && matches!(order.state, State::Unpaid | State::Closed)
        };
        let mut closed = false;
        for order in self.orders.values_mut().filter(unpaid) {
            order.state = State::Closed;
            self.changes.push(Change::Order(order.key()));
            closed = true;
        }
        closed
    }

    /// Takes the numbers of a new order, single or sub, which no other order may use.
    fn take_numbers(&mut self, draft: &Draft) -> Result<(), PlacingProblem> {
        let numbers: Vec<_> = match &draft.content {
            Content::Single(_) => vec![(draft.mchid.clone(), draft.out_trade_no.clone())],
            Content::Combine(combine) => {
                combine.sub_orders.iter().map(|sub| (sub.mchid.clone(), sub.out_trade_no.clone())).collect()
            }
        };
        if numbers.iter().any(|number| self.numbers.contains(number)) {
            return Err(PlacingProblem::NumberUsed);
        }
        self.numbers.extend(numbers);
        Ok(())
    }
}

impl Order {
    /// Its name in the table.
    pub(super) fn key(&self) -> Key {
        Key(self.content.family(), self.mchid.clone(), self.out_trade_no.clone())
    }
}

/// Pays an order; the caller has checked that it can be paid.
pub(crate) fn pay(order: &mut Order, now: i64) -> Result<(), LinkProblem> {
    payable(order, now)?;
    let count = match &order.content {
        Content::Single(_) => 1,
        Content::Combine(combine) => combine.sub_orders.len(),
    };
    let transaction =
        || SubPayment { transaction_id: format!("4200{}", random::digits(24)), is_refunded: false };
    order.state = State::Paid(Payment {
        paid_at: now,
        openid: format!("oSandbox{}", random::alphanumeric(20)),
        bank_type: "OTHERS".to_owned(),
        parts: (0..count).map(|_| transaction()).collect(),
    });
    Ok(())
}

fn payable(order: &Order, now: i64) -> Result<(), LinkProblem> {
    match order.state {
        State::Paid(_) => return Err(LinkProblem::Paid),
        State::Closed | State::Failed => return Err(LinkProblem::Closed),
        State::Unpaid => {}
    }
    if order.pay_before.is_some_and(|deadline| deadline <= now) {
        return Err(LinkProblem::Expired);
    }
    Ok(())
}

fn check_repeat(order: &Order, draft: &Draft, fresh_link: bool) -> Result<(), PlacingProblem> {
    match order.state {
        State::Paid(_) => Err(PlacingProblem::Paid),
        State::Closed => Err(PlacingProblem::Closed),
        State::Failed => Err(PlacingProblem::NumberUsed),
        State::Unpaid if order.parameters == draft.parameters && fresh_link => Ok(()),
        State::Unpaid => Err(PlacingProblem::OtherParameters),
    }
}

fn from_draft(draft: Draft, now: i64) -> Order {
    // A deadline less than a minute ahead is raised to a minute.
    let pay_before = draft.pay_before.map(|deadline| deadline.max(now + 60));
    Order {
        mchid: draft.mchid,
        out_trade_no: draft.out_trade_no,
        content: draft.content,
        description: draft.description,
        total: draft.total,
        parameters: draft.parameters,
        pay_before,
        destination: draft.destination,
        created_at: now,
        prepay_id: new_prepay_id(now),
        prepaid_at: now,
        state: State::Unpaid,
    }
}

fn new_prepay_id(now: i64) -> String {
    format!("wx{}{}", crate::clock::compact(now), random::hexadecimal(20))
}
