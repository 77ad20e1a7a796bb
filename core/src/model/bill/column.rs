//! Where a column of a bill belongs: its names on the wire, and its field.

use super::amount;

/// A column that this version knows. A bill names its columns in Chinese; older bills use other names for some.
pub struct Column<T> {
    pub(crate) names: &'static [&'static str],
    place: Place<T>,
}

enum Place<T> {
    Text(fn(&mut T) -> &mut Option<String>),
    Word(fn(&mut T, String)),
    Fen { signed: bool, field: fn(&mut T) -> &mut Option<i64> },
    Count(fn(&mut T) -> &mut Option<i64>),
}

impl<T> Column<T> {
    /// Any text.
    pub(super) const fn text(
        names: &'static [&'static str],
        field: fn(&mut T) -> &mut Option<String>,
    ) -> Self {
        Self { names, place: Place::Text(field) }
    }

    /// A text that becomes something else: a word of a set, or a number where `0` means none.
    pub(super) const fn word(names: &'static [&'static str], set: fn(&mut T, String)) -> Self {
        Self { names, place: Place::Word(set) }
    }

    /// An amount that is never negative.
    pub(super) const fn fen(names: &'static [&'static str], field: fn(&mut T) -> &mut Option<i64>) -> Self {
        Self { names, place: Place::Fen { signed: false, field } }
    }

    /// An amount that may be negative.
    pub(super) const fn signed_fen(
        names: &'static [&'static str],
        field: fn(&mut T) -> &mut Option<i64>,
    ) -> Self {
        Self { names, place: Place::Fen { signed: true, field } }
    }

    /// A number of things.
    pub(super) const fn count(names: &'static [&'static str], field: fn(&mut T) -> &mut Option<i64>) -> Self {
        Self { names, place: Place::Count(field) }
    }

    /// Puts a cell into its field; an empty one leaves it absent. `None` when it is no amount where one belongs.
    pub(crate) fn fill(&self, target: &mut T, cell: &str) -> Option<()> {
        if cell.is_empty() {
            return Some(());
        }
        match self.place {
            Place::Text(field) => *field(target) = Some(cell.to_owned()),
            Place::Word(set) => set(target, cell.to_owned()),
            Place::Fen { signed, field } => *field(target) = Some(amount::fen(cell, signed)?),
            Place::Count(field) => *field(target) = Some(amount::count(cell)?),
        }
        Some(())
    }
}

impl<T> Column<T> {
    /// The amount or number in its field; `None` for a column of texts too.
    pub(crate) fn value(&self, target: &mut T) -> Option<i64> {
        match self.place {
            Place::Fen { field, .. } | Place::Count(field) => *field(target),
            Place::Text(_) | Place::Word(_) => None,
        }
    }

    /// Whether a cell at the end of a file is written as whole ones are: amounts have two decimals, fees five. One that was
    /// cut has another number of them, but for the few cuts that leave the amount as it is.
    pub(crate) fn is_whole(&self, cell: &str) -> bool {
        match self.place {
            Place::Fen { .. } => {
                cell.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 2 || decimals.len() >= 5)
            }
            Place::Count(_) => !cell.is_empty(),
            Place::Text(_) | Place::Word(_) => false,
        }
    }
}

/// Adds an amount to a sum; one that grows too large is no sum any more.
pub(super) fn add(sum: &mut Option<i64>, amount: Option<i64>) {
    *sum = sum.unwrap_or(0).checked_add(amount.unwrap_or(0));
}

/// A number that bills write as `0` where there is none.
pub(super) fn unless_zero(number: String) -> Option<String> {
    (number != "0").then_some(number)
}
