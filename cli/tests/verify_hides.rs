//! Secrets, tokens and payers are planted in every form in which a message may have them; no output has any.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

mod support;

use support::{settings, verify_with};

/// What is planted: a token, a short identity, addresses; the keys are those of the settings.
const TOKEN: &str = "Tok3nOfTheAddress-Zz9";
const OPENID: &str = "oQ7z";
const ADDRESS: &str = "203.0.113.77";
const SECRETS: [&str; 3] = [
    "192006250b4c09247ec02edce69f6a2d",
    "0123456789abcdefGHIJKLMNOPQRSTUV",
    "QQAPPSECRETFORTESTS1234567890abc",
];

/// Ways to write the values into a body; `{o}`, `{i}` and `{s}` stand for identity, address and a secret.
const FORMS: [&str; 17] = [
    r#"{"appid":"wx1","payer":{"openid":"{o}"},"attach":"ip={i}&k={s}","again":"{o}"}"#,
    r#"{"appid":"wx1","payer":{"openId":"{o}","client-ip":"{i}"},"attach":"{s}"}"#,
    r#"{"appid":"wx1","open_id":"{o}","attach":"ip%3D{i}","note":"{s} {o}"}"#,
    r#"{"data":"{\"openid\":\"{o}\",\"ip\":\"{i}\",\"k\":\"{s}\"}"}"#,
    "{'appid': 'wx1', 'openid': '{o}', 'ip': '{i}', 'note': '{s}'}",
    "{appid=wx1, payer={openid={o}}, payerClientIp={i}, note={s}}",
    "map[appid:wx1 payer:map[openid:{o}] ip:{i} note:{s}]",
    "Array\n(\n    [openid] => {o}\n    [ip] => {i}\n    [note] => {s}\n)\n",
    "Order(appid=wx1, openid={o}, ip={i}, note={s})",
    "appid=wx1&openid={o}&spbill_create_ip={i}&note={s}",
    "<xml><openid>{o}</openid><spbill_create_ip><![CDATA[{i}]]></spbill_create_ip><attach>{s}</attach></xml>",
    "<xml>\n  <openid >\n    {o}\n  </openid>\n  <attach>ip={i}</attach>\n  <body>{s}</body>\n</xml>",
    "{\\x22openid\\x22:\\x22{o}\\x22,\\x22ip\\x22:\\x22{i}\\x22,\\x22k\\x22:\\x22{s}\\x22}",
    "%7B%22openid%22%3A%22{o}%22%2C%22ip%22%3A%22{i}%22%2C%22k%22%3A%22{s}%22%7D",
    "{&quot;openid&quot;:&quot;{o}&quot;,&quot;ip&quot;:&quot;{i}&quot;,&quot;k&quot;:&quot;{s}&quot;}",
    "{“openid”：“{o}”，“ip”：“{i}”，“k”：“{s}”}",
    "2024-08-05 INFO openid={o} ip={i} body={\"note\":\"{s}\"}",
];

fn hexadecimal(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn numbers(text: &str, between: &str) -> String {
    format!("[{}]", text.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(between))
}

/// Every body, plain and packed.
fn bodies() -> Vec<String> {
    let mut bodies = Vec::new();
    for (number, form) in FORMS.iter().enumerate() {
        let secret = SECRETS[number % SECRETS.len()];
        let body = form.replace("{o}", OPENID).replace("{i}", ADDRESS).replace("{s}", secret);
        bodies.extend([hexadecimal(&body), numbers(&body, ","), numbers(&body, " ")]);
        bodies.push(format!("{{\"type\":\"Buffer\",\"data\":{}}}", numbers(&body, ",")));
        let pairs = body.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
        bodies.push(format!("<Buffer {pairs}>"));
        bodies.push(body);
    }
    bodies
}

#[test]
fn nothing_that_was_planted_is_in_any_output() {
    let settings = settings();
    let authorization = "WECHATPAY2-SHA256-RSA2048 mchid=\"1900007291\",nonce_str=\"{o}\",signature=\"AAAA\",timestamp=\"1722850421\",serial_no=\"{s}\"";
    let authorization = authorization.replace("{o}", OPENID).replace("{s}", TOKEN);
    let heads = [
        format!(
            "POST /wxpay/v3/pay/transactions/h5?appid=1&access_token={TOKEN} HTTP/1.1\r\nAuthorization: {authorization}\r\nX-Openid: {OPENID}\r\n"
        ),
        format!(
            "POST /wxpay/access_token/{TOKEN}/v3/pay/transactions/h5 HTTP/1.1\r\nAuthorization: {authorization}\r\n"
        ),
        format!(
            "POST /wxpay/{TOKEN}/v3/pay/transactions/h5?openid={OPENID} HTTP/1.1\r\nAuthorization: {authorization}\r\n"
        ),
        format!(
            "POST /notify?access_token={TOKEN}&openid={OPENID} HTTP/1.1\r\nWechatpay-Nonce: n\r\nWechatpay-Timestamp: 1\r\nWechatpay-Signature: AAAA\r\nWechatpay-Serial: {TOKEN}\r\n"
        ),
    ];
    let mut runs = 0;
    for (number, body) in bodies().iter().enumerate() {
        let head = &heads[number % heads.len()];
        let kinds: &[&[&str]] =
            if body.starts_with('<') { &[&[], &["--kind", "v3-request"]] } else { &[&[]] };
        for kind in kinds {
            let message = format!("{head}\r\n{body}");
            for form in [&["--json"][..], &["--lang", "en"], &["--lang", "zh"]] {
                let ran = verify_with(&settings, &[form, *kind].concat(), message.as_bytes());
                assert_hidden(&ran.out, body);
                assert_hidden(&ran.err, body);
                runs += usize::from(ran.code == 1);
            }
        }
    }
    assert!(runs > 200, "{runs} were looked at");
}

/// Neither the values, nor what they are packed into.
fn assert_hidden(output: &str, body: &str) {
    for value in [TOKEN, OPENID, ADDRESS].iter().chain(&SECRETS) {
        let list = numbers(value, ",");
        let list = list.trim_matches(['[', ']']);
        let spaced = list.replace(',', " ");
        for form in [*value, &hexadecimal(value), list, &spaced] {
            assert!(
                !output.to_lowercase().contains(&form.to_lowercase()),
                "{form} of {body:.300} is shown: {output}"
            );
        }
    }
}

#[test]
fn a_recording_shows_no_token_of_a_path() {
    let folder = support::Folder::new("recording");
    let entry = |path: &str| serde_json::json!({ "request": { "method": "POST", "url": format!("https://api.q.qq.com{path}"), "headers": [], "postData": { "text": "{}" } }, "response": {} });
    let har = serde_json::json!({ "log": { "entries": [
        entry(&format!("/wxpay/access_token/{TOKEN}/v3/pay/transactions/h5")), entry(&format!("/wxpay/{TOKEN}/v3/x")),
    ] } });
    let har = folder.file("har", har.to_string().as_bytes());
    let ran = verify_with(&settings(), &["--har", &har], b"");
    assert!(ran.out.contains("#2 POST") && !ran.out.contains(TOKEN), "{}", ran.out);
}
