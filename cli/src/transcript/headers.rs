//! Which headers are shown with their values.

/// Headers whose values say how a message was carried, and nothing about anybody.
const SAFE: [&str; 18] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "date",
    "keep-alive",
    "request-id",
    "server",
    "transfer-encoding",
    "user-agent",
    "wechatpay-signature-type",
    "wechatpay-timestamp",
    "x-powered-by",
];

/// So much of a value is shown, letters.
const LONGEST: usize = 120;

/// All names, and the values that may be shown; of others their length.
pub(super) fn shown<'a>(headers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    headers.into_iter().map(|(name, value)| (name.to_owned(), shown_value(name, value))).collect()
}

fn shown_value(name: &str, value: &str) -> String {
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "authorization" => format!("{} …", value.split_whitespace().next().unwrap_or_default()),
        "wechatpay-serial" if value.starts_with("PUB_KEY_ID_") => "PUB_KEY_ID_…".to_owned(),
        "wechatpay-serial" => format!("({} hex digits)", value.len()),
        "location" => value.split(['?', '#']).next().unwrap_or_default().chars().take(LONGEST).collect(),
        "wechatpay-signature" if value.starts_with("WECHATPAY/SIGNTEST/") => {
            "WECHATPAY/SIGNTEST/…".to_owned()
        }
        name if SAFE.contains(&name) => value.chars().take(LONGEST).collect(),
        _ => format!("({} letters)", value.chars().count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_values_that_are_known_to_be_harmless_are_shown() {
        let of = |name: &str, value: &str| shown_value(name, value);
        assert_eq!(of("Content-Type", "application/json"), "application/json");
        assert_eq!(
            of("Authorization", "WECHATPAY2-SHA256-RSA2048 mchid=\"MARKER\""),
            "WECHATPAY2-SHA256-RSA2048 …"
        );
        assert_eq!(of("Wechatpay-Serial", "PUB_KEY_ID_MARKER"), "PUB_KEY_ID_…");
        assert_eq!(of("Wechatpay-Signature", "MARKER"), "(6 letters)");
        assert_eq!(of("Location", "https://a.example/b?token=MARKER"), "https://a.example/b");
        assert_eq!(of("X-Anything", "MARKER"), "(6 letters)");
    }
}
