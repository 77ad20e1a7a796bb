//! Where a bill is, and what proves it.

use serde::{Deserialize, Serialize};

use crate::model::RequestFromJson;

/// Where a bill can be downloaded once, and the digest of the file. Use it at once: it lives between 30
/// seconds and 5 minutes.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BillLink {
    /// The address. Its query is a key to the bill: never log it.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("{}", download_url.split('?').next().unwrap_or_default())]
    pub download_url: String,
    /// `SHA1`.
    pub hash_type: String,
    /// Digest of the uncompressed file, 40 hex digits.
    pub hash_value: String,
}

impl BillLink {
    /// The link to a file with this SHA-1, in hexadecimal digits.
    #[must_use]
    pub fn new(download_url: impl Into<String>, sha1: impl Into<String>) -> Self {
        Self { download_url: download_url.into(), hash_type: "SHA1".to_owned(), hash_value: sha1.into() }
    }
}

/// A bill that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Finished{S}"))]
#[non_exhaustive]
pub struct FinishedBill<S> {
    /// The totals at the end of the bill.
    pub summary: S,
    /// How many rows were read.
    pub rows: u64,
    /// Size of the uncompressed file in bytes.
    pub bytes: u64,
    /// Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
    /// for the rows. A digest that does not fit is an error, never a result.
    pub verified: bool,
}

impl RequestFromJson for BillLink {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_the_key_to_the_bill() {
        let link = BillLink {
            download_url: "https://api.mch.weixin.qq.com/v3/billdownload/file?token=MARKER".to_owned(),
            hash_type: "SHA1".to_owned(),
            hash_value: "0".repeat(40),
        };
        let shown = format!("{link:?}");
        assert!(!shown.contains("MARKER") && shown.contains("/v3/billdownload/file"), "{shown}");
    }
}
