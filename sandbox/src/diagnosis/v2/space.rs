//! The texts that a `sign` may have been made over, and the right one among them.

use super::digest::Algorithm;
use crate::diagnosis::verdict::Finding;

/// A field as it is signed.
pub(super) type Pair = (Vec<u8>, Vec<u8>);

/// One form of a step, and what is wrong with it; nothing for the right one.
pub(super) struct Form<T> {
    pub(super) form: T,
    pub(super) finding: Option<Finding>,
}

impl<T> Form<T> {
    pub(super) fn right(form: T) -> Self {
        Self { form, finding: None }
    }

    pub(super) fn wrong(form: T, finding: Finding) -> Self {
        Self { form, finding: Some(finding) }
    }
}

/// Puts the fields into an order.
pub(super) type Order = fn(&mut Vec<Pair>);

/// Puts the signed fields and the key together.
pub(super) type Join = fn(&[Pair], &[u8]) -> Vec<u8>;

/// Every step of signing in its forms, the right one first in each.
pub(super) struct Space {
    /// Which fields with which values, in the order of the message.
    pub(super) fields: Vec<Form<Vec<Pair>>>,
    /// Their order.
    pub(super) orders: Vec<Form<Order>>,
    pub(super) joins: Vec<Form<Join>>,
    pub(super) keys: Vec<Form<Vec<u8>>>,
    pub(super) algorithms: Vec<Form<Algorithm>>,
}

/// A text that gives the sign, with what is wrong about it.
pub(super) struct Found {
    pub(super) text: Vec<u8>,
    pub(super) findings: Vec<Finding>,
    /// Which of the keys.
    pub(super) key: usize,
}

/// How many bytes are digested at most.
// Unit tests see the same way end at less: their digests may be built without optimization, which are a hundred times slower.
const MOST_BYTES: usize = if cfg!(test) { 6 << 20 } else { 48 << 20 };

/// Which form of each step.
type Choice = [usize; 5];

impl Space {
    /// The text that has to be signed.
    pub(super) fn right(&self) -> Vec<u8> {
        self.text(&[0; 5])
    }

    /// The text whose digest `is_sign` knows: with as few mistakes as possible, at most two.
    pub(super) fn find(&self, is_sign: &dyn Fn(&[u8]) -> bool) -> Option<Found> {
        let mut left = MOST_BYTES;
        let mut attempt = |choice: &Choice| {
            let text = self.text(choice);
            left = left.checked_sub(text.len() + 64)?;
            let digest = self.algorithms[choice[4]].form.digest(&text, &self.keys[choice[3]].form);
            Some(is_sign(&digest).then(|| self.found(choice, text)))
        };
        if let Some(found) = attempt(&[0; 5])? {
            return Some(found);
        }
        let counts =
            [self.fields.len(), self.orders.len(), self.joins.len(), self.keys.len(), self.algorithms.len()];
        // From the last step: keys and algorithms are few, and they are the most frequent mistakes.
        let singles: Vec<(usize, usize)> =
            (0..5).rev().flat_map(|step| (1..counts[step]).map(move |form| (step, form))).collect();
        for (step, form) in &singles {
            let mut choice = [0; 5];
            choice[*step] = *form;
            if let Some(found) = attempt(&choice)? {
                return Some(found);
            }
        }
        for (at, first) in singles.iter().enumerate() {
            for second in singles[..at].iter().filter(|second| second.0 != first.0) {
                let mut choice = [0; 5];
                choice[first.0] = first.1;
                choice[second.0] = second.1;
                if let Some(found) = attempt(&choice)? {
                    return Some(found);
                }
            }
        }
        None
    }

    fn text(&self, choice: &Choice) -> Vec<u8> {
        let mut fields = self.fields[choice[0]].form.clone();
        (self.orders[choice[1]].form)(&mut fields);
        (self.joins[choice[2]].form)(&fields, &self.keys[choice[3]].form)
    }

    fn found(&self, choice: &Choice, text: Vec<u8>) -> Found {
        let findings = [
            &self.keys[choice[3]].finding,
            &self.algorithms[choice[4]].finding,
            &self.fields[choice[0]].finding,
            &self.orders[choice[1]].finding,
            &self.joins[choice[2]].finding,
        ];
        Found { text, findings: findings.into_iter().flatten().cloned().collect(), key: choice[3] }
    }
}
