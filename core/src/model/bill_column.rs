//! Where a column of a bill belongs: its names on the wire, and its field.

use super::bill_amount;

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
            Place::Fen { signed, field } => *field(target) = Some(bill_amount::fen(cell, signed)?),
            Place::Count(field) => *field(target) = Some(bill_amount::count(cell)?),
        }
        Some(())
    }
}

/// A number that bills write as `0` where there is none.
pub(super) fn unless_zero(number: String) -> Option<String> {
    (number != "0").then_some(number)
}
