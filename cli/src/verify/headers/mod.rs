//! Headers in a file of their own, in whatever form a tool or a language writes them.

mod json;
mod printed;

/// More headers are not read.
const MOST: usize = 500;

/// Name and value.
pub(super) type Header = (String, String);

/// Headers as lines `Name: value`, as JSON, or as a language prints them; a request or status line before lines is passed over. `None`
/// when it is nothing of these.
pub(super) fn read(text: &str) -> Option<Vec<Header>> {
    let text = text.trim_start_matches('\u{FEFF}');
    if printed::is_printed(text) {
        return match serde_json::from_str(text) {
            Ok(value) => json::read(&value),
            Err(_) => printed::read(text),
        };
    }
    lines(text)
}

fn lines(text: &str) -> Option<Vec<Header>> {
    let lines = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty());
    let mut headers: Vec<Header> = Vec::new();
    for (number, line) in lines.enumerate().take(MOST) {
        if line.starts_with([' ', '\t'])
            && let Some((_, value)) = headers.last_mut()
        {
            // A value that goes on in the next line, as it did long ago.
            value.push(' ');
            value.push_str(line.trim());
            continue;
        }
        // Pseudo headers of HTTP/2 begin with a colon.
        let split = line.strip_prefix(':').unwrap_or(line).split_once(':');
        match split {
            Some((name, value)) if !name.trim().is_empty() && !name.trim().contains(' ') => {
                headers.push((name.trim().to_owned(), value.trim().to_owned()));
            }
            _ if number == 0 => {}
            _ => return None,
        }
    }
    Some(headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Option<String> {
        Some(read(text)?.iter().map(|(name, value)| format!("{name}={value};")).collect())
    }

    #[test]
    fn lines_and_objects() {
        assert_eq!(pairs("POST /x HTTP/1.1\r\nA: b:c\r\nD:\r\n").as_deref(), Some("A=b:c;D=;"));
        assert_eq!(pairs(":method: POST\na: b\n  c\n").as_deref(), Some("method=POST;a=b c;"));
        assert_eq!(pairs("{\"a\": [\"b\", 1], \"c\": \"d\", \"e\": null}").as_deref(), Some("a=b;a=1;c=d;"));
        assert_eq!(pairs("").as_deref(), Some(""));
        assert_eq!(pairs("a: b\nnonsense\n"), None);
        assert_eq!(pairs("{\"a\""), None);
    }

    #[test]
    fn the_forms_of_tools_and_languages() {
        let token = "WECHATPAY2-SHA256-RSA2048 mchid=\"1\",nonce_str=\"n\",signature=\"a+/b==\"";
        let expected =
            format!("Host=a:80;Wechatpay-Nonce=n;Wechatpay-Signature=a+/b==;Authorization={token};");
        let escaped = token.replace('"', "\\\"");
        for text in [
            // Node: rawHeaders, and util.inspect of it; HAR; Postman; pairs; lines in a list.
            format!(
                r#"["Host","a:80","Wechatpay-Nonce","n","Wechatpay-Signature","a+/b==","Authorization","{escaped}"]"#
            ),
            format!(
                "[\n  'Host',\n  'a:80',\n  'Wechatpay-Nonce',\n  'n',\n  'Wechatpay-Signature',\n  'a+/b==',\n  'Authorization',\n  '{token}'\n]"
            ),
            format!(
                r#"[{{"name":"Host","value":"a:80"}},{{"name":"Wechatpay-Nonce","value":"n"}},{{"key":"Wechatpay-Signature","value":"a+/b=="}},{{"name":"Authorization","value":"{escaped}"}}]"#
            ),
            format!(
                r#"[["Host","a:80"],["Wechatpay-Nonce","n"],["Wechatpay-Signature","a+/b=="],["Authorization","{escaped}"]]"#
            ),
            format!(
                r#"["Host: a:80","Wechatpay-Nonce: n","Wechatpay-Signature: a+/b==","Authorization: {escaped}"]"#
            ),
            // A whole request that was logged.
            format!(
                r#"{{"url":"/x","rawHeaders":["Host","a:80","Wechatpay-Nonce","n","Wechatpay-Signature","a+/b==","Authorization","{escaped}"]}}"#
            ),
            // Go: as it prints a map of lists.
            format!(
                "map[Host:[a:80] Wechatpay-Nonce:[n] Wechatpay-Signature:[a+/b==] Authorization:[{token}]]"
            ),
            // Python: a dict, pairs, bytes of ASGI, Starlette.
            format!(
                "{{'Host': 'a:80', 'Wechatpay-Nonce': 'n', 'Wechatpay-Signature': 'a+/b==', 'Authorization': '{token}'}}"
            ),
            format!(
                "CaseInsensitiveDict({{'Host': 'a:80', 'Wechatpay-Nonce': 'n', 'Wechatpay-Signature': 'a+/b==', 'Authorization': '{token}'}})"
            ),
            format!(
                "Headers([('Host', 'a:80'), ('Wechatpay-Nonce', 'n'), ('Wechatpay-Signature', 'a+/b=='), ('Authorization', '{token}')])"
            ),
            format!(
                "[(b'Host', b'a:80'), (b'Wechatpay-Nonce', b'n'), (b'Wechatpay-Signature', b'a+/b=='), (b'Authorization', b'{token}')]"
            ),
            // Java: HttpHeaders of Spring, a map, a map of lists, java.net.http.
            format!(
                "[Host:\"a:80\", Wechatpay-Nonce:\"n\", Wechatpay-Signature:\"a+/b==\", Authorization:\"{token}\"]"
            ),
            format!("{{Host=a:80, Wechatpay-Nonce=n, Wechatpay-Signature=a+/b==, Authorization={token}}}"),
            format!(
                "{{Host=[a:80], Wechatpay-Nonce=[n], Wechatpay-Signature=[a+/b==], Authorization=[{token}]}}"
            ),
            format!(
                "java.net.http.HttpHeaders@3f1e {{ {{Host=[a:80], Wechatpay-Nonce=[n], Wechatpay-Signature=[a+/b==], Authorization=[{token}]}} }}"
            ),
            // PHP: print_r, var_export. Ruby: a hash.
            format!(
                "Array\n(\n    [Host] => a:80\n    [Wechatpay-Nonce] => n\n    [Wechatpay-Signature] => a+/b==\n    [Authorization] => {token}\n)\n"
            ),
            format!(
                "array (\n  'Host' => 'a:80',\n  'Wechatpay-Nonce' => 'n',\n  'Wechatpay-Signature' => 'a+/b==',\n  'Authorization' => '{token}',\n)"
            ),
            format!(
                "{{\"Host\"=>\"a:80\", \"Wechatpay-Nonce\"=>\"n\", \"Wechatpay-Signature\"=>\"a+/b==\", \"Authorization\"=>\"{escaped}\"}}"
            ),
        ] {
            assert_eq!(pairs(&text).as_deref(), Some(expected.as_str()), "{text}");
        }
        for garbage in [
            "[",
            "{'a",
            "map[",
            "[]]",
            "[1,2]",
            "(wechatpay",
            "{wechatpay=",
            "[\"a\",\"b\",\"c\"]",
            "[\u{4e2d}:\"wechatpay",
        ] {
            assert!(pairs(garbage).is_none_or(|found| found.len() < 40), "{garbage}");
        }
    }
}
