//! Texts of QQ and WeChat Pay inside our errors: short, on one line, without anything that could be a token, a key or a
//! person's identity or address. What explains stays: names of fields, codes, paths that were signed.

/// The longest text that is passed on, in characters.
const LIMIT: usize = 160;

/// How far a word may reach beyond the limit and still be judged as a whole.
const OVERHANG: usize = 64;

/// Runs of this many letters, digits and base64 signs could be secrets.
const SUSPICIOUS_RUN: usize = 16;

/// Numbers of this many digits could be somebody's: of a telephone, a card, an identity.
const SUSPICIOUS_NUMBER: usize = 8;

/// What stands in place of what is not passed on.
const HIDDEN: &str = "[hidden]";

/// The text with everything removed that does not belong in an error.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    let mut characters = text.chars().take(LIMIT + OVERHANG).peekable();
    while let Some(c) = characters.next() {
        let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
        // Numbers of cards and telephones are written in groups.
        let joins = c == ' ' && is_digit(run.chars().next_back()) && is_digit(characters.peek().copied());
        if joins || c.is_ascii_alphanumeric() || c.is_numeric() || "+/=_-.:~%@".contains(c) {
            run.push(c);
        } else {
            out.push_str(&shown(&run));
            run.clear();
            out.push(if breaks_lines(c) { ' ' } else { c });
        }
    }
    out.push_str(&shown(&run));
    out.chars().take(LIMIT).collect()
}

fn shown(run: &str) -> String {
    let is_path = run.contains('/') && run.bytes().all(|byte| is_small(byte) || b"/-_.".contains(&byte));
    if !is_path {
        return if is_harmless(run) { run.to_owned() } else { HIDDEN.to_owned() };
    }
    let parts = run.split('/').map(|part| if is_harmless(part) { part } else { HIDDEN });
    parts.collect::<Vec<_>>().join("/")
}

fn is_harmless(run: &str) -> bool {
    let digits = run.chars().filter(|c| c.is_numeric()).count();
    let bare = run.trim_end_matches(['.', ':', '=']);
    is_limit(bare)
        || is_form_of_time(bare)
        || digits < SUSPICIOUS_NUMBER
            && !run.contains('@')
            && !holds_ipv4(run)
            && !holds_ipv6(run)
            && (run.len() < SUSPICIOUS_RUN || is_name(run))
}

/// A round number, as limits are: 1000000000.
fn is_limit(run: &str) -> bool {
    run.len() <= 12
        && run.starts_with(|c: char| c.is_ascii_digit())
        && !run[1..].is_empty()
        && run[1..].bytes().all(|byte| byte == b'0')
}

/// The form of a time, or a time in it: `yyyy-MM-ddTHH:mm:ss+08:00`, `2015-05-20T13:29:35+08:00`.
fn is_form_of_time(run: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || "yMdDHhmsSTZ-:.+".contains(c);
    let is_form =
        run.len() <= 32 && run.starts_with("yyyy") && run.replace("TIMEZONE", "").chars().all(is_part);
    is_form || (run.contains('T') && crate::model::times::v3(run).is_some())
}

/// Four numbers with dots between them, whatever stands before and behind.
fn holds_ipv4(run: &str) -> bool {
    let mut pieces = run.split(|c: char| !c.is_ascii_digit() && c != '.');
    pieces.any(|piece| {
        let parts: Vec<_> = piece.split('.').map(|part| part.parse::<u8>().is_ok()).collect();
        parts.windows(4).any(|four| four.iter().all(|is_number| *is_number))
    })
}

/// Two colons among hexadecimal digits; times of day go with them.
fn holds_ipv6(run: &str) -> bool {
    let mut pieces = run.split(|c: char| !c.is_ascii_hexdigit() && c != ':');
    pieces
        .any(|piece| piece.matches(':').count() >= 2 && piece.trim_start_matches(':').contains(|c| c != ':'))
}

/// A code such as `APPID_MCHID_NOT_MATCH`, or a field such as `scene_info.h5_info.type`. A secret in small letters has
/// digits inside of long words, and a name has not.
fn is_name(run: &str) -> bool {
    let run = run.trim_end_matches([':', '=', '.']);
    let is_code = run.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let is_word = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_lowercase())
            || (word.len() < SUSPICIOUS_RUN && word.bytes().all(is_small))
    };
    is_code || run.split(['_', '.', '-']).all(is_word)
}

fn is_small(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Control characters, and the invisible ones that end or turn a line.
fn breaks_lines(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
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
        assert_eq!(clean("a\u{2028}b\u{202E}c"), "a b c");
        assert!(clean(&"长".repeat(1000)).chars().count() <= 160);
    }

    #[test]
    fn nothing_personal_hides_behind_letters_or_signs() {
        for text in [
            "ip1.2.3.4x",
            "(203.0.113.7)",
            "from-203.0.113.7:443",
            "ip:2001:db8::7",
            "ip=2001:db8::7",
            "[2001:db8::7]",
            "::ffff:203.0.113.7",
            "138-0013-8000",
            "138 0013 8000",
            "6222 0212 3456 7890",
            "１３８００１３８０００",
            "someone@example.com",
            "openid:oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
            "\"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o\"",
            "oUpF8uMu~AJO_M2pxb",
            "token%3DAbCdEf0123",
            "/AbCdEf0123456/AbCdEf012345",
            "192006250b4c09247ec02edce69f6a2d",
            "a1b2c3d4e5f6g7aaaaaa",
        ] {
            let cleaned = clean(text);
            assert!(cleaned.contains("[hidden]"), "{text} became {cleaned}");
            assert!(cleaned.chars().filter(|c| c.is_numeric()).count() < 4, "{text} became {cleaned}");
        }
    }

    #[test]
    fn what_explains_stays() {
        for text in [
            "out_trade_no: 商户订单号重复",
            "scene_info.h5_info.type 不能为空",
            "amount.payer_currency_code=",
            "/scene_info/h5_info/type",
            "sub_orders[1].amount.total_amount",
            "APPID_MCHID_NOT_MATCH",
            "HTTP 429, 5 per second, 1.5 s",
            "access_token check",
        ] {
            assert_eq!(clean(text), text);
        }
        assert_eq!(
            clean("/v3/pay/transactions/out-trade-no/1217752501201407033233368018"),
            "/v3/pay/transactions/out-trade-no/[hidden]"
        );
    }

    #[test]
    fn a_secret_at_the_end_is_judged_before_it_is_cut() {
        for start in 140..161 {
            let cleaned = clean(&format!("{} oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "长".repeat(start)));
            assert!(!cleaned.contains("oU"), "{cleaned}");
            assert!(cleaned.chars().count() <= 160);
        }
    }

    #[test]
    fn figures_and_forms_of_a_hint_stay() {
        for text in [
            "must lie between 1 and 1000000000",
            "must have the form yyyy-MM-DDTHH:mm:ss+TIMEZONE",
            "must have the form 2015-05-20T13:29:35+08:00.",
            "输入值 129 大于最大值 127",
        ] {
            assert_eq!(clean(text), text);
        }
        for secret in ["13800138000", "110101199003070000", "6222020000000000", "1000000001"] {
            assert!(clean(&format!("not {secret}")).contains("[hidden]"), "{secret}");
        }
    }
}
