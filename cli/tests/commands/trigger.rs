//! `trigger`: what is sent, and what is said of the answer.

use qq_wxpay::http::Headers;
use qq_wxpay::{Settings, notify};
use qq_wxpay_sandbox::testing;

use crate::shop;
use crate::told::{Folder, program, told};
use crate::world::{keys, shared, variables};

/// What a real handler answers that has these settings.
fn handler(settings: Vec<(String, String)>) -> String {
    let config = Settings::from_variables(settings, |path| std::fs::read(path)).unwrap().build().unwrap();
    let answer = move |headers: &axum::http::HeaderMap, body: &axum::body::Bytes| {
        use qq_wxpay::environment::Clock as _;
        let now = qq_wxpay::environment::SystemClock.now();
        let handled = notify::handle(&config, &Headers::from(headers), body, now);
        let answer =
            handled.event_kind().map_or_else(|| handled.failure.clone(), |kind| handled.accept(kind));
        (answer.status, answer.body.to_owned())
    };
    shop::serve(answer).0
}

#[test]
fn a_genuine_one_of_each_kind_is_received() {
    let to = handler(testing::settings());
    for kind in [
        "payment",
        "partner_payment",
        "combine_payment",
        "v2_payment",
        "refund",
        "refund-abnormal",
        "refund_closed",
        "duplicate",
    ] {
        let told =
            told(&["trigger", kind, "--to", &to, "--order", "T20261129000001", "--total", "1999"], &[]);
        assert_eq!(told.code, 0, "{kind}: {told:?}");
        assert!(told.out.contains("right: WeChat Pay takes it for received"), "{kind}: {}", told.out);
    }
}

#[test]
fn what_nobody_should_believe_is_right_when_it_is_refused() {
    let to = handler(testing::settings());
    for kind in ["probe", "forged", "wrong_key", "unknown-serial", "undecryptable"] {
        let told = told(&["trigger", kind, "--to", &to, "--json"], &[]);
        assert_eq!(told.code, 0, "{kind}: {told:?}");
        assert_eq!(told.json()["expected"], "refused");
    }
    for kind in ["stale", "unsigned"] {
        assert_eq!(told(&["trigger", kind, "--to", &to, "--json"], &[]).json()["expected"], "either");
    }
    let (takes_all, _) = shop::answering(200, "ok");
    let told = told(&["trigger", "forged", "--to", &takes_all, "--lang", "zh"], &[]);
    assert_eq!(told.code, 1);
    assert!(told.out.contains("危险"), "{}", told.out);
}

#[test]
fn what_is_sent_is_what_was_asked_for() {
    let (to, arrived) = shop::answering(200, "");
    let sent = told(
        &[
            "trigger",
            "payment",
            "--to",
            &to,
            "--order",
            "SHOP-7",
            "--total",
            "5",
            "--set",
            "trade_state=REFUND",
        ],
        &[],
    );
    assert_eq!(sent.code, 0, "{sent:?}");
    let v2 = told(&["trigger", "v2_payment", "--to", &to, "--order", "SHOP-8", "--total", "5"], &[]);
    assert_eq!(v2.code, 1, "V2 wants its XML: {v2:?}");
    let arrived = arrived.lock().unwrap();
    assert!(arrived[0].0.contains_key("wechatpay-signature"));
    let xml = String::from_utf8_lossy(&arrived[1].1).into_owned();
    assert!(xml.contains("SHOP-8") && xml.contains("total_fee"), "{xml}");
}

#[test]
fn the_keys_of_a_kept_sandbox_sign_too() {
    let folder = Folder::new("kept");
    let to = handler(variables(shared()).0);
    let keep = keys().display().to_string();
    for kind in ["payment", "v2_payment", "duplicate", "refund"] {
        let told = told(&["trigger", kind, "--to", &to, "--keep", &keep], &[]);
        assert_eq!(told.code, 0, "{kind}: {told:?}");
    }
    assert_eq!(told(&["trigger", "payment", "--to", &to], &[]).code, 1, "the test kit's keys are others");
    assert_eq!(told(&["trigger", "payment", "--to", &to, "--keep", &folder.file("none")], &[]).code, 1);
}

#[test]
fn a_server_with_other_keys_is_told_where_the_right_ones_are() {
    let sandboxed = handler(variables(shared()).0);
    for kind in ["payment", "v2_payment"] {
        let refused = told(&["trigger", kind, "--to", &sandboxed], &[]);
        assert_eq!(refused.code, 1);
        assert!(refused.out.contains("This is how the libraries refuse"), "{kind}: {}", refused.out);
        assert!(refused.out.contains("--print-settings") && refused.out.contains("--keep FILE"));
    }
    let chinese = told(&["trigger", "payment", "--to", &sandboxed, "--lang", "zh"], &[]);
    assert!(chinese.out.contains("请用 `qq-wxpay trigger --print-settings` 输出的配置"), "{}", chinese.out);
    let (other, _) = shop::answering(403, "no");
    let refused = told(&["trigger", "payment", "--to", &other], &[]);
    assert!(!refused.out.contains("libraries refuse") && refused.out.contains("--print-settings"));
    // Nothing to hint at where the answer is right, or nobody answered.
    let right = handler(testing::settings());
    let nobody = shop::nobody();
    for arguments in [["payment", &right], ["forged", &right], ["payment", &nobody], ["forged", &other]] {
        let told = told(&["trigger", arguments[0], "--to", arguments[1]], &[]);
        assert!(!told.out.contains("--print-settings"), "{arguments:?}: {}", told.out);
    }
    let kept = told(&["trigger", "payment", "--to", &right, "--keep", &keys().display().to_string()], &[]);
    assert!(kept.out.contains("keeps its keys in this file"), "{}", kept.out);
}

#[test]
fn an_address_without_a_scheme_is_told_with_one() {
    for command in [vec!["trigger", "payment", "--to"], vec!["listen", "--forward-to"]] {
        let english = told(&[command.as_slice(), &["127.0.0.1:8000/notify"]].concat(), &[]);
        assert_eq!(english.code, 2, "{english:?}");
        assert!(english.err.contains("such as http://127.0.0.1:8000/notify"), "{}", english.err);
        let chinese = told(&[command.as_slice(), &["localhost:8000", "--lang", "zh"]].concat(), &[]);
        assert!(chinese.err.contains("例如 http://localhost:8000"), "{}", chinese.err);
    }
}

#[test]
fn nobody_there_and_wrong_use() {
    let told_of_nobody = told(&["trigger", "payment", "--to", &shop::nobody()], &[]);
    assert_eq!(told_of_nobody.code, 1);
    assert!(told_of_nobody.out.contains("nobody answered"), "{told_of_nobody:?}");
    let misspelt = told(&["trigger", "paymnt", "--to", "http://127.0.0.1:9/"], &[]);
    assert_eq!(misspelt.code, 2);
    assert!(misspelt.err.contains("payment"), "{misspelt:?}");
    assert_eq!(
        told(&["trigger", "v2_payment", "--spoilt", "stale", "--to", "http://127.0.0.1:9/"], &[]).code,
        2
    );
    assert_eq!(told(&["trigger", "payment", "--to", "ftp://127.0.0.1/"], &[]).code, 2);
    assert_eq!(told(&["trigger", "payment", "--to", "http://127.0.0.1:9/", "--set", "amount"], &[]).code, 2);
}

#[test]
fn the_program_triggers_and_prints_the_settings_for_it() {
    let to = handler(testing::settings());
    assert_eq!(program(&["trigger", "payment", "--to", &to], &[]).code, 0);
    assert_eq!(program(&["trigger"], &[]).code, 2);
    let settings = program(&["trigger", "--print-settings"], &[]);
    assert_eq!(settings.code, 0);
    assert!(settings.out.contains("QQ_WXPAY_API_V3_KEY=QqWxPayTestKey"), "{}", settings.out);
}
