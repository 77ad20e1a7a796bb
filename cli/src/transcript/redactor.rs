//! Takes out of a text whatever stands in the settings: the last net below all others.

/// Shorter texts are no secrets, and would take ordinary words away.
const SHORTEST: usize = 8;

/// Settings that are no secrets, and that say which way a message took.
const OPEN: [&str; 9] = [
    "QQ_WXPAY_QQ_BASE_URL",
    "QQ_WXPAY_WECHAT_BASE_URL",
    "QQ_WXPAY_WECHAT_BACKUP_BASE_URL",
    "QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL",
    "QQ_WXPAY_NOTIFY_URL",
    "QQ_WXPAY_REFERER",
    "QQ_WXPAY_LINK_HOSTS",
    "QQ_WXPAY_CHANNEL",
    "QQ_WXPAY_V2_SIGN_TYPE",
];

/// Texts that must not be shown, and what stands in their place.
#[derive(Clone, Default)]
pub(crate) struct Redactor(Vec<(String, String)>);

impl Redactor {
    /// Of these variables, and of the files that they name; of keys in several lines each line by itself.
    pub(crate) fn of(variables: &[(String, String)]) -> Self {
        let mut hidden = Vec::new();
        for (name, value) in variables.iter().filter(|(name, _)| !OPEN.contains(&name.as_str())) {
            let (name, value) = match name.strip_suffix("_FILE") {
                // One that cannot be read hides nothing: its content is nowhere else either.
                Some(name) => (name, content(value).unwrap_or_default()),
                None => (name.as_str(), value.replace("\\n", "\n")),
            };
            let lines = value.lines().map(str::trim);
            let lines = lines.filter(|line| line.len() >= SHORTEST && !line.starts_with("-----"));
            hidden.extend(lines.map(|line| (line.to_owned(), format!("[{name}]"))));
        }
        let mut redactor = Self(hidden);
        redactor.sort();
        redactor
    }

    /// Hides one text more.
    pub(crate) fn hide(&mut self, text: &str, name: &str) {
        if text.len() >= SHORTEST {
            self.0.push((text.to_owned(), format!("[{name}]")));
            self.sort();
        }
    }

    /// Of two that begin alike the longer one goes first.
    fn sort(&mut self) {
        self.0.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
    }

    /// The text without any of them.
    pub(crate) fn clean(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (hidden, name)| {
            if text.contains(hidden.as_str()) { text.replace(hidden.as_str(), name) } else { text }
        })
    }
}

fn content(path: &str) -> Option<String> {
    String::from_utf8(qq_wxpay::client::read_setting(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_setting_is_left_in_a_text() {
        let variables = [
            ("QQ_WXPAY_MCHID", "1900000001"),
            (
                "QQ_WXPAY_MERCHANT_PRIVATE_KEY",
                "-----BEGIN PRIVATE KEY-----\\nMARKERMARKER\\n-----END PRIVATE KEY-----",
            ),
            ("QQ_WXPAY_CHANNEL", "qq_proxy"),
            ("QQ_WXPAY_QQ_BASE_URL", "http://127.0.0.1:18700"),
        ];
        let redactor = Redactor::of(&variables.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let text = "1900000001 MARKERMARKER http://127.0.0.1:18700 qq_proxy -----BEGIN PRIVATE KEY-----";
        let clean = "[QQ_WXPAY_MCHID] [QQ_WXPAY_MERCHANT_PRIVATE_KEY] http://127.0.0.1:18700 qq_proxy -----BEGIN PRIVATE KEY-----";
        assert_eq!(redactor.clean(text), clean);
    }
}
