//! Reading typed values out of V2's flat, textual fields.

use crate::error::{Error, Result, sdk_codes};
use crate::wire::xml::Fields;

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
