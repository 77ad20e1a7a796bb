//! Reads `Authorization`, also where it is written wrongly.

use super::verdict::{Finding, Text};
use super::{causes, moment};

/// The scheme of the header.
const SCHEME: &str = "WECHATPAY2-SHA256-RSA2048";

/// The items that were found; an absent one is empty.
#[derive(Default)]
pub(super) struct Authorization {
    pub(super) mchid: String,
    pub(super) nonce: String,
    pub(super) signature: String,
    pub(super) timestamp: String,
    pub(super) serial: String,
    /// What WeChat Pay would not read.
    pub(super) faults: Vec<Finding>,
}

impl Authorization {
    pub(super) fn read(header: &str) -> Self {
        let mut read = Self::default();
        let rest = read.scheme(header.trim());
        let mut seen = Vec::new();
        for item in items(rest) {
            let item = item.trim();
            let Some((name, value)) = item.split_once('=') else {
                read.fault("an item has no =", "有一项没有等号");
                continue;
            };
            let name = name.trim_matches([' ', '"', '\'']);
            let bare = value.trim_matches([' ', '"', '\'']);
            if !(value.len() >= 2 && value.starts_with('"') && value.ends_with('"')) {
                read.fault(
                    &format!("{} is not in double quotes", printable(name)),
                    &format!("{} 没有用双引号括起来", printable(name)),
                );
            }
            let place = match name {
                "mchid" => &mut read.mchid,
                "nonce_str" => &mut read.nonce,
                "signature" => &mut read.signature,
                "timestamp" => &mut read.timestamp,
                "serial_no" => &mut read.serial,
                other => {
                    let other = printable(other);
                    read.fault(
                        &format!("{other} is no item of this header"),
                        &format!("没有 {other} 这一项"),
                    );
                    continue;
                }
            };
            bare.clone_into(place);
            if seen.contains(&name) {
                read.fault(&format!("{name} is given twice"), &format!("{name} 出现了两次"));
            }
            seen.push(name);
        }
        read.check();
        read
    }

    fn scheme<'a>(&mut self, header: &'a str) -> &'a str {
        if let Some(rest) = header.strip_prefix(SCHEME).filter(|rest| rest.starts_with(' ')) {
            return rest;
        }
        self.fault(
            &format!("it does not begin with {SCHEME} and a blank"),
            &format!("没有以 {SCHEME} 加空格开头"),
        );
        let start = ["mchid", "nonce_str", "signature", "timestamp", "serial_no"];
        start.iter().filter_map(|name| header.find(name)).min().map_or("", |at| &header[at..])
    }

    fn check(&mut self) {
        let items = [
            ("mchid", &self.mchid),
            ("nonce_str", &self.nonce),
            ("signature", &self.signature),
            ("timestamp", &self.timestamp),
            ("serial_no", &self.serial),
        ];
        let missing: Vec<_> =
            items.iter().filter(|(_, value)| value.is_empty()).map(|(name, _)| *name).collect();
        for name in missing {
            self.fault(&format!("{name} is missing"), &format!("缺少 {name}"));
        }
        let is_nonce = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if self.nonce.len() > 32 || !is_nonce(&self.nonce) {
            self.fault(
                "nonce_str is not at most 32 letters and digits",
                "nonce_str 不是最多 32 位的字母和数字",
            );
        }
        if moment::whole(&self.timestamp).1 {
            self.faults.push(Finding::new(&causes::TIME_WITH_FRACTION));
        } else if !self.timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
            self.fault("timestamp is not Unix seconds", "timestamp 不是 Unix 秒");
        }
    }

    fn fault(&mut self, en: &str, zh: &str) {
        self.faults.push(Finding::with(&causes::AUTHORIZATION_MALFORMED, Text::new(en, zh)));
    }
}

/// The items between commas; a comma in quotes separates nothing.
fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                items.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(&text[start..]);
    items.retain(|item| !item.trim().is_empty());
    items
}

/// A name for a text: short, and nothing but the characters of names.
fn printable(name: &str) -> String {
    name.chars().filter(|one| one.is_ascii_alphanumeric() || "_-".contains(*one)).take(24).collect()
}
