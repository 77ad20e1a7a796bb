//! Compares what a process said of its orders with the sandbox's ledger. It knows no code of the core's.

use std::collections::{BTreeSet, HashMap};

use qq_wxpay_tests::truth::Truth;

use crate::books::Books;
use crate::life::refund_of;
use crate::traffic::language_of;

/// The part of the ledger that is about the orders of one process.
#[derive(Debug, Default)]
pub(crate) struct Own {
    pub(crate) paid: BTreeSet<String>,
    pub(crate) unpaid: BTreeSet<String>,
    /// Number and state of each refund, in small letters.
    pub(crate) refunds: Vec<(String, String)>,
}

impl Own {
    pub(crate) fn of(truth: &Truth, language: &str) -> Self {
        let is_own = |number: &&String| language_of(number) == Some(language);
        let refunds = truth.refunds.iter().filter(|(number, _)| is_own(&number));
        Self {
            paid: truth.paid.iter().filter(is_own).cloned().collect(),
            unpaid: truth.unpaid.iter().filter(is_own).cloned().collect(),
            refunds: refunds.map(|(number, state)| (number.clone(), state.to_lowercase())).collect(),
        }
    }

    pub(crate) fn orders(&self) -> usize {
        self.paid.len() + self.unpaid.len()
    }
}

/// What is wrong. `payments` says how often each order was paid.
pub(crate) fn judge(books: &Books, own: &Own, payments: &HashMap<String, u32>) -> Vec<String> {
    let mut wrongs: Vec<String> =
        books.unfinished.iter().map(|number| format!("{number} did not come to its end")).collect();
    wrongs.extend(lost(books, own));
    wrongs.extend(untrue(books, own));
    wrongs.extend(twice(books, own, payments));
    wrongs
}

/// What the ledger has and the process does not know of.
fn lost(books: &Books, own: &Own) -> Vec<String> {
    let known = |number: &&String| !books.knows_paid(number);
    let paid = own.paid.iter().filter(known).map(|number| format!("{number} is paid, and nobody knows"));
    let ended = own.refunds.iter().filter(|(number, state)| {
        state != "processing" && books.asked_back.contains(number) && books.end_of(number) != Some(state)
    });
    let ended = ended.map(|(number, state)| format!("{number} ended as {state}: {:?}", books.end_of(number)));
    paid.chain(ended).collect()
}

/// What the process says and the ledger does not.
fn untrue(books: &Books, own: &Own) -> Vec<String> {
    let is_there = |number: &String| own.paid.contains(number) || own.unpaid.contains(number);
    let said_paid = books.paid.iter().chain(books.took_paid.keys());
    let refunds: BTreeSet<&String> = own.refunds.iter().map(|(number, _)| number).collect();
    let said_back = books.asked_back.iter().chain(books.took_refund.keys()).chain(books.ended.keys());
    let missing = books.placed.iter().filter(|number| !is_there(number)).map(|number| (number, "placed"));
    let unpaid = said_paid.filter(|number| !own.paid.contains(*number)).map(|number| (number, "paid"));
    let open =
        books.closed.iter().filter(|number| own.paid.contains(*number)).map(|number| (number, "closed"));
    let no_refund = said_back.filter(|number| !refunds.contains(number)).map(|number| (number, "a refund"));
    let all = missing.chain(unpaid).chain(open).chain(no_refund);
    all.map(|(number, what)| format!("{number} is said to be {what}, and is not")).collect()
}

/// What happened twice.
fn twice(books: &Books, own: &Own, payments: &HashMap<String, u32>) -> Vec<String> {
    let orders: Vec<&String> = own.paid.iter().chain(&own.unpaid).collect();
    let times = |number: &String| payments.get(number).copied().unwrap_or_default();
    let paid =
        orders.iter().filter(|number| times(number) > 1).map(|number| format!("{number} was paid twice"));
    let backs = |number: &&&String| {
        let begin = format!("{}-", number);
        own.refunds.iter().filter(|(refund, _)| refund.starts_with(&begin)).count()
    };
    let asked = orders.iter().filter(|number| books.asked_back.contains(&refund_of(number)));
    let back = asked.filter(|number| backs(number) != 1).map(|number| format!("{number} went back not once"));
    let handled = books.took_paid.iter().filter(|(_, times)| **times > 1).map(|(number, _)| number);
    let ended = books.took_refund.iter().filter(|(_, (times, _))| *times > 1).map(|(number, _)| number);
    let handled = handled.chain(ended).map(|number| format!("{number} was handed to the shop twice"));
    paid.chain(back).chain(handled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> Own {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        Own {
            paid: names(&["A", "B"]),
            unpaid: names(&["C"]),
            refunds: vec![(refund_of("A"), "success".to_owned())],
        }
    }

    fn books() -> Books {
        let mut books = Books::default();
        books.placed.extend(["A", "B", "C"].map(str::to_owned));
        books.paid.insert("A".to_owned());
        books.took(&["paid", "B"]);
        books.closed.insert("C".to_owned());
        books.asked_back.insert(refund_of("A"));
        books.took(&["refund", &refund_of("A"), "SUCCESS"]);
        books
    }

    fn once() -> HashMap<String, u32> {
        ["A", "B"].map(|number| (number.to_owned(), 1)).into()
    }

    /// What is found after a change.
    fn found(change: impl FnOnce(&mut Books, &mut Own, &mut HashMap<String, u32>)) -> usize {
        let (mut books, mut own, mut payments) = (books(), own(), once());
        change(&mut books, &mut own, &mut payments);
        judge(&books, &own, &payments).len()
    }

    #[test]
    fn nothing_is_wrong_where_all_agree() {
        assert_eq!(judge(&books(), &own(), &once()), Vec::<String>::new());
    }

    #[test]
    fn what_is_lost_is_found() {
        assert_eq!(found(|books, _, _| books.took_paid.clear()), 1);
        assert_eq!(found(|books, _, _| books.took_refund.clear()), 1);
        assert_eq!(found(|_, own, _| own.refunds[0].1 = "abnormal".to_owned()), 1);
        assert_eq!(found(|_, own, _| own.unpaid.clear()), 1);
        assert_eq!(found(|books, _, _| books.unfinished.push("D".to_owned())), 1);
    }

    #[test]
    fn what_is_not_so_is_found() {
        assert_eq!(
            found(|books, _, _| {
                books.paid.insert("C".to_owned());
            }),
            1
        );
        assert_eq!(
            found(|books, _, _| {
                books.closed.insert("A".to_owned());
            }),
            1
        );
        assert_eq!(found(|books, _, _| books.took(&["refund", "B-back", "success"])), 1);
    }

    #[test]
    fn what_happened_twice_is_found() {
        assert_eq!(
            found(|_, _, payments| {
                payments.insert("A".to_owned(), 2);
            }),
            1
        );
        assert_eq!(found(|books, _, _| books.took(&["paid", "B"])), 1);
        assert_eq!(found(|_, own, _| own.refunds.push(("A-again".to_owned(), "success".to_owned()))), 1);
    }
}
