//! A verdict for a person.

use std::io;

use qq_wxpay_sandbox::diagnosis::{Comparison, Finding, Keys, Kind, Piece, Signature, Verdict, shown_path};

use super::message::Message;
use crate::language::{Language, Words, words};
use crate::output::{Output, Style, harmless};

/// A stretch that is the same on both sides is shown up to this many letters at each end.
const MOST_EQUAL: usize = 160;

/// Which message of several this is.
pub(super) fn title(message: &Message, keys: &Keys, output: &mut Output<'_>) -> io::Result<()> {
    let number = message.entry.map(|number| number.to_string()).unwrap_or_default();
    let path = shown_path(&message.target, keys);
    let side = if message.is_reply { words("reply", "应答") } else { words("request", "请求") };
    let text = format!("#{number} {} {} ({})", harmless(&message.method), harmless(&path), output.text(side));
    let text = output.painted(Style::Faint, &text);
    output.line(text)
}

/// The verdict: in the first line whether it holds, then what is wrong, both texts, and what to do.
pub(super) fn verdict(verdict: &Verdict, output: &mut Output<'_>) -> io::Result<()> {
    let language = output.language();
    let style = if verdict.holds { Style::Good } else { Style::Bad };
    let colon = language.of(words(": ", "："));
    let mut first = format!("{}{colon}{}", language.of(name(verdict.kind)), language.of(summary(verdict)));
    if let Some(key) = &verdict.key {
        first.push_str(&format!(" ({}{key})", language.of(words("key: ", "密钥："))));
    }
    let first = output.painted(style, &first);
    output.line(first)?;
    if let Some(key) = &verdict.opened_by {
        output.line(format!("{}{key}", language.of(words("Opened by: ", "解密所用密钥："))))?;
    }
    for finding in &verdict.findings {
        output.line("")?;
        self::finding(finding, output)?;
    }
    match &verdict.comparison {
        Some(comparison) if verdict.signature == Signature::Wrong => {
            self::comparison(comparison, is_received(verdict.kind), output)
        }
        _ => Ok(()),
    }
}

fn name(kind: Kind) -> Words {
    match kind {
        Kind::V3Request => words("V3 request", "V3 请求"),
        Kind::V3Notification => words("V3 notification", "V3 通知"),
        Kind::V3Reply => words("V3 reply", "V3 应答"),
        Kind::V2Request => words("V2 request", "V2 请求"),
        Kind::V2Notification => words("V2 notification", "V2 通知"),
        Kind::V2Reply => words("V2 reply", "V2 应答"),
        Kind::V2RefundNotice => words("V2 refund notification", "V2 退款通知"),
        _ => words("message", "消息"),
    }
}

fn summary(verdict: &Verdict) -> Words {
    if verdict.holds && verdict.kind == Kind::V2RefundNotice {
        return words("the V2 key opens it", "V2 密钥可以解开");
    }
    match verdict.signature {
        _ if verdict.holds => words("the signature holds", "签名成立"),
        Signature::Right => {
            words("the signature is right, but something else is wrong", "签名正确，但有其他问题")
        }
        Signature::Missing => words("there is no complete signature", "没有完整的签名"),
        Signature::Unchecked => words("it cannot be checked", "无法验证"),
        _ => words("the signature does not hold", "签名不成立"),
    }
}

fn finding(finding: &Finding, output: &mut Output<'_>) -> io::Result<()> {
    let of = |en: &str, zh: &str| match output.language() {
        Language::English => en.to_owned(),
        Language::Chinese => zh.to_owned(),
    };
    let cause = finding.cause;
    let what = format!("{}: {}", cause.code, of(cause.what.en, cause.what.zh));
    let detail = finding.detail.as_ref().map(|detail| of(&detail.en, &detail.zh));
    let remedy = format!("{}{}", of("Remedy: ", "处理办法："), of(cause.remedy.en, cause.remedy.zh));
    let what = output.painted(Style::Strong, &what);
    output.line(what)?;
    if let Some(detail) = detail {
        output.line(format!("  {}", harmless(&detail)))?;
    }
    output.line(format!("  {remedy}"))
}

/// Whether WeChat Pay signed it: then it is what arrived that may be wrong.
fn is_received(kind: Kind) -> bool {
    matches!(kind, Kind::V3Notification | Kind::V3Reply | Kind::V2Notification | Kind::V2Reply)
}

fn comparison(comparison: &Comparison, is_received: bool, output: &mut Output<'_>) -> io::Result<()> {
    let (expected, signed) = if is_received {
        (words("What arrived:", "收到的内容："), words("What was signed:", "被签名的内容："))
    } else {
        (words("What has to be signed:", "应签的内容："), words("What was signed:", "实际签的内容："))
    };
    output.line("")?;
    output.line(output.text(expected))?;
    text(&comparison.expected, output)?;
    output.line("")?;
    if comparison.signed.is_empty() {
        return output
            .line(output.text(words("What was signed could not be found out.", "实际签的内容未能还原。")));
    }
    output.line(output.text(signed))?;
    text(&comparison.signed, output)
}

/// A text with its differences between 【 and 】, as those see it, too, who see no colours.
fn text(pieces: &[Piece], output: &mut Output<'_>) -> io::Result<()> {
    let mut all = String::new();
    for piece in pieces {
        if piece.differs {
            // The mark must not stand in front of a line that is another one's.
            let marked = piece
                .text
                .strip_suffix('\n')
                .map_or_else(|| format!("【{}】", piece.text), |text| format!("【{text}】\n"));
            all.push_str(&output.painted(Style::Bad, &marked));
        } else {
            all.push_str(&shortened(&piece.text));
        }
    }
    for line in all.lines() {
        output.line(format!("  {line}"))?;
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    let count = text.chars().count();
    if count <= 2 * MOST_EQUAL + 20 {
        return text.to_owned();
    }
    let head: String = text.chars().take(MOST_EQUAL).collect();
    let tail: String = text.chars().skip(count - MOST_EQUAL).collect();
    format!("{head} […{}…] {tail}", count - 2 * MOST_EQUAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_stretches_are_shortened() {
        assert_eq!(shortened("short"), "short");
        let long = shortened(&"中".repeat(1000));
        assert!(long.contains("[…680…]") && long.chars().count() < 400, "{long}");
    }
}
