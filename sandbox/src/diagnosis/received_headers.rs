//! The four `Wechatpay-…` headers, also where somebody renamed or doubled them.

use super::capture::Capture;
use super::causes;
use super::verdict::{Finding, Text};

/// What the signature needs, in the order in which it is told.
const NAMES: [&str; 4] = ["timestamp", "nonce", "signature", "serial"];

/// The values of each header: more than one when it was repeated, none when it is missing.
pub(super) struct ReceivedHeaders {
    pub(super) timestamps: Vec<String>,
    pub(super) nonces: Vec<String>,
    pub(super) signatures: Vec<String>,
    pub(super) serials: Vec<String>,
    /// What is wrong with them.
    pub(super) faults: Vec<Finding>,
}

impl ReceivedHeaders {
    pub(super) fn read(capture: &Capture) -> Self {
        let mut faults = Vec::new();
        let (mut renamed, mut repeated, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        let mut values = NAMES.map(|name| {
            let own = format!("wechatpay-{name}");
            let named = |is: &dyn Fn(&str) -> bool| -> Vec<(String, String)> {
                let headers = capture.headers.iter().filter(|(name, _)| is(name)).take(8);
                headers.map(|(name, value)| (name.clone(), value.trim().to_owned())).collect()
            };
            let mut found = named(&|name| name.eq_ignore_ascii_case(&own));
            if found.is_empty() {
                found = named(&|name| plain_name(name) == own);
                renamed.extend(found.first().map(|(name, _)| printable(name)));
            }
            let mut values: Vec<String> = found.iter().map(|(_, value)| value.clone()).collect();
            if let [joined] = values.as_slice()
                && joined.contains(',')
            {
                values = joined.split(',').map(|value| value.trim().to_owned()).collect();
            }
            if values.len() > 1 {
                repeated.push(own.clone());
            }
            values.dedup();
            values.retain(|value| !value.is_empty());
            if values.is_empty() {
                missing.push(own);
            }
            values
        });
        for (cause, names) in [
            (&causes::SIGNATURE_HEADERS_MISSING, missing),
            (&causes::SIGNATURE_HEADERS_RENAMED, renamed),
            (&causes::SIGNATURE_HEADERS_REPEATED, repeated),
        ] {
            if !names.is_empty() {
                faults.push(Finding::with(cause, Text::same(names.join(", "))));
            }
        }
        if let Some(kind) = capture.header("wechatpay-signature-type")
            && !kind.is_empty()
            && kind != "WECHATPAY2-SHA256-RSA2048"
        {
            faults.push(Finding::with(&causes::SIGNATURE_TYPE_UNKNOWN, Text::same(printable(kind))));
        }
        let [timestamps, nonces, signatures, serials] = values.each_mut().map(std::mem::take);
        Self { timestamps, nonces, signatures, serials, faults }
    }
}

/// A name without what gateways and CGI put before it: `HTTP_WECHATPAY_NONCE`, `X-Wechatpay-Nonce`.
fn plain_name(name: &str) -> String {
    let name = name.trim().trim_end_matches(':').to_ascii_lowercase().replace('_', "-");
    match name.find("wechatpay-").or_else(|| name.find("wechat-pay-")) {
        Some(start) => name[start..].replace("wechat-pay-", "wechatpay-"),
        None => name,
    }
}

fn printable(name: &str) -> String {
    name.chars().filter(char::is_ascii_graphic).take(48).collect()
}
