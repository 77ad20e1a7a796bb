//! The table of error codes as a document, in English and in Chinese.

use std::fmt::Write as _;

use qq_wxpay::error::{Entry, Origin, Text, entries};

/// A document in one language.
struct Manual {
    title: &'static str,
    intro: &'static str,
    columns: [&'static str; 4],
    groups: [(Origin, &'static str); 4],
    retries: [(&'static str, &'static str); 3],
    text: fn(&Text) -> &'static str,
}

const ENGLISH: Manual = Manual {
    title: "Error codes",
    intro: "Every error has a `kind` (what to do about it), a `code`, a `retry` (what may be done with the call), and where there is one the field. The \
same code can have another remedy at another operation, a refund for instance: the text of the error itself counts.",
    columns: ["code", "kind, then", "cause", "remedy"],
    groups: [
        (Origin::Sdk, "Of this library"),
        (Origin::QqToken, "Of QQ's `getToken`"),
        (Origin::QqProxy, "Of QQ's payment proxy"),
        (Origin::WeChatPay, "Of WeChat Pay"),
    ],
    retries: [
        ("never", "not again as it is"),
        ("same_request", "the same request again"),
        ("confirm_first", "confirm first what became of it"),
    ],
    text: |text| text.en,
};

const CHINESE: Manual = Manual {
    title: "错误码",
    intro: "每个错误都有 `kind`（应该怎么处理）、`code`、`retry`（这次调用之后可以做什么），以及相关字段（如有）。同一个错误码在不同操作（例如退款）中的处理办法可能不同：\
以错误本身给出的文字为准。",
    columns: ["错误码", "类别与后续", "原因", "处理办法"],
    groups: [
        (Origin::Sdk, "本库"),
        (Origin::QqToken, "QQ 的 `getToken`"),
        (Origin::QqProxy, "QQ 支付代理"),
        (Origin::WeChatPay, "微信支付"),
    ],
    retries: [
        ("never", "不要原样重试"),
        ("same_request", "可用同一请求重试"),
        ("confirm_first", "先确认结果"),
    ],
    text: |text| text.zh,
};

/// The documents, by their file names.
pub(super) fn documents() -> [(&'static str, String); 2] {
    [("docs/errors.md", ENGLISH.written()), ("docs/errors.zh-CN.md", CHINESE.written())]
}

impl Manual {
    fn written(&self) -> String {
        let mut out = format!(
            "<!-- Written by `cargo xtask generate`. Do not edit. -->\n# {}\n\n{}\n",
            self.title, self.intro
        );
        for (origin, name) in self.groups {
            let [code, kind, cause, remedy] = self.columns;
            let _ =
                write!(out, "\n## {name}\n\n| {code} | {kind} | {cause} | {remedy} |\n|---|---|---|---|\n");
            for entry in entries().filter(|entry| entry.origin == origin) {
                out.push_str(&self.row(entry));
            }
        }
        out
    }

    fn row(&self, entry: &Entry) -> String {
        let codes = std::iter::once(&entry.code).chain(entry.aliases).map(|code| format!("`{code}`"));
        let codes: Vec<_> = codes.collect();
        let retry = entry.retry.name();
        let then = self.retries.iter().find(|(name, _)| *name == retry).map_or(retry, |(_, text)| text);
        let cell = |text: &Text| (self.text)(text).replace('|', "\\|");
        let (cause, remedy) = (cell(&entry.cause), cell(&entry.remedy));
        format!("| {} | `{}`: {then} | {cause} | {remedy} |\n", codes.join(", "), entry.kind.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_row_in_both_languages() {
        for (name, text) in documents() {
            for entry in entries() {
                assert!(text.contains(&format!("`{}`", entry.code)), "{name}: {}", entry.code);
            }
            assert_eq!(
                text.lines().filter(|line| line.starts_with("| `")).count(),
                entries().count(),
                "{name}"
            );
        }
    }
}
