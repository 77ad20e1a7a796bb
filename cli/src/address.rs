//! An address on the command line.

use url::Url;

use crate::failure::Failure;

/// The address that an option gives; of what is none, the form is told, and what was probably meant.
pub(crate) fn read(option: &str, text: &str) -> Result<Url, Failure> {
    let is_web = |url: &Url| matches!(url.scheme(), "http" | "https") && url.host().is_some();
    match Url::parse(text).ok().filter(is_web) {
        Some(url) => Ok(url),
        None => Err(refused(option, text)),
    }
}

fn refused(option: &str, text: &str) -> Failure {
    // Without a scheme it may still be one: 127.0.0.1:8000/notify, or localhost:8000, whose name looks like a scheme.
    let meant = format!("http://{text}");
    let could_be = !text.contains("://") && !text.starts_with(['/', ':']);
    let is_meant = could_be && Url::parse(&meant).is_ok_and(|url| url.username().is_empty());
    let example =
        if is_meant { meant.split('?').next().unwrap_or_default() } else { "http://127.0.0.1:8000/notify" };
    Failure::UsageIn(
        format!("{option} needs a whole address that begins with http:// or https://, such as {example}"),
        format!("{option} 需要以 http:// 或 https:// 开头的完整地址，例如 {example}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn what_is_no_address_is_told_with_what_was_meant() {
        for (text, meant) in [
            ("127.0.0.1:8000/notify?key=MARKER", "such as http://127.0.0.1:8000/notify"),
            ("localhost:8000", "such as http://localhost:8000"),
            ("pay.example.com/notify", "such as http://pay.example.com/notify"),
            ("/notify", "such as http://127.0.0.1:8000/notify"),
            ("ftp://127.0.0.1/", "such as http://127.0.0.1:8000/notify"),
            ("", "such as http://127.0.0.1:8000/notify"),
        ] {
            let Err(refused) = read("--to", text) else { panic!("{text} is none") };
            let told = refused.told(Language::English);
            assert!(
                told.starts_with("--to needs a whole address") && told.ends_with(meant),
                "{text}: {told}"
            );
            assert!(refused.told(Language::Chinese).contains("开头的完整地址"));
        }
        assert!(read("--to", "https://pay.example.com/notify").is_ok());
    }
}
