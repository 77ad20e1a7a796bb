//! Texts of QQ and WeChat Pay inside our errors: short, without control characters, without anything that
//! could be a token, a key or a payer's identity.

use std::net::IpAddr;

/// The longest text that is passed on, in characters.
const LIMIT: usize = 160;

/// Runs of this many letters, digits and base64 signs could be secrets.
const SUSPICIOUS_RUN: usize = 16;

/// Numbers of this many digits could be somebody's.
const SUSPICIOUS_NUMBER: usize = 8;

/// The text with everything removed that does not belong in an error.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars().take(LIMIT) {
        if c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '_' | '-' | '.' | ':' | '~' | '%') {
            run.push(c);
            continue;
        }
        flush(&mut out, &mut run);
        out.push(if c.is_control() { ' ' } else { c });
    }
    flush(&mut out, &mut run);
    out
}

fn flush(out: &mut String, run: &mut String) {
    // A path is no secret and tells much: WeChat Pay names the field, or the address that was signed.
    let is_path = run.starts_with('/')
        && run.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"/-_".contains(&b));
    let is_name = run.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        || run.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    // Numbers of cards, telephones and identities.
    let is_number = run.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() >= SUSPICIOUS_NUMBER);
    if holds_address(run)
        || is_number
        || (run.len() >= SUSPICIOUS_RUN && !is_name && !(is_path && digits < SUSPICIOUS_NUMBER))
    {
        out.push_str("[hidden]");
    } else {
        out.push_str(run);
    }
    run.clear();
}

/// An IP address, alone or behind a name: `ip=203.0.113.7`, `payer:203.0.113.7`.
fn holds_address(run: &str) -> bool {
    let part_is = |part: &str| part.trim_end_matches('.').parse::<IpAddr>().is_ok();
    part_is(run) || run.split(['=', '/']).any(part_is) || run.split(['=', '/', ':']).any(part_is)
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn keeps_what_explains_and_hides_what_could_be_secret() {
        assert_eq!(clean("参数错误: /amount/total"), "参数错误: /amount/total");
        assert_eq!(clean("sign not match /v3/pay/transactions/h5"), "sign not match /v3/pay/transactions/h5");
        assert_eq!(clean("invalid access_token=AbCdEf0123456789+/="), "invalid [hidden]");
        assert_eq!(clean("openid oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"), "openid [hidden]");
        assert_eq!(clean("payer 203.0.113.7"), "payer [hidden]");
        assert_eq!(clean("ip=203.0.113.7"), "[hidden]");
        assert_eq!(clean("payer:203.0.113.7."), "[hidden]");
        assert_eq!(clean("手机号13800138000"), "手机号[hidden]");
        assert_eq!(clean("card 6222-02020011"), "card [hidden]");
        assert_eq!(clean("error 9034, 127 characters"), "error 9034, 127 characters");
        assert_eq!(clean("a\r\nb\0c"), "a  b c");
        assert!(clean(&"长".repeat(1000)).chars().count() <= 160);
    }
}
