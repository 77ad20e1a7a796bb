//! Reading typed values out of V2's flat, textual fields.

use std::collections::BTreeSet;

use crate::error::{Error, Result, sdk_codes};
use crate::wire::xml::Fields;

/// More entries than a list of a reply can have: its number of fields is limited.
const MAXIMUM_ENTRIES: i64 = 100;

impl Fields {
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.value(name).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    pub(crate) fn required_text(&self, name: &str) -> Result<String> {
        self.text(name).ok_or_else(|| Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field(name))
    }

    pub(crate) fn fen(&self, name: &str) -> Result<Option<i64>> {
        self.text(name).map(|text| whole(name, &text)).transpose()
    }

    /// The numbers of the entries of a list, in order: `0` of `refund_id_0`, where `names` are those of an entry's fields
    /// without their number. What is there counts; `count` says how many there must be at least, and may be absent: replies
    /// leave it out, or count otherwise. A list begins where its first entry stands, else at `first`.
    ///
    /// # Errors
    /// `MESSAGE_FIELD` when there are, or should be, more than 100.
    pub(crate) fn entries(&self, names: &[String], count: &str, first: i64) -> Result<BTreeSet<i64>> {
        let number = |name: &str| -> Option<i64> {
            let (name, number) = name.rsplit_once('_')?;
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            names.iter().any(|own| own == name).then_some(number).filter(|_| is_number)?.parse().ok()
        };
        let there = self.iter().filter(|(_, value)| !value.is_empty());
        let mut entries: BTreeSet<i64> = there.filter_map(|(name, _)| number(name)).collect();
        let counted = self.fen(count)?.unwrap_or(0);
        if counted > MAXIMUM_ENTRIES || entries.len() as i64 > MAXIMUM_ENTRIES {
            let error = Error::sdk(&sdk_codes::MESSAGE_FIELD).with_field(count);
            return Err(error.with_detail("more than 100 entries"));
        }
        let begin = entries.first().copied().unwrap_or(first);
        entries.extend(begin..begin.saturating_add(counted));
        Ok(entries)
    }

    pub(crate) fn required_fen(&self, name: &str) -> Result<i64> {
        whole(name, &self.required_text(name)?)
    }
}

fn whole(name: &str, text: &str) -> Result<i64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten().ok_or_else(|| {
        Error::sdk(&sdk_codes::MESSAGE_FIELD).with_field(name).with_detail("expected a whole number")
    })
}
