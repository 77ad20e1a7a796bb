//! The address for notifications, as `check` sees it.

use axum::http::HeaderMap;

use crate::shop;
use crate::told::told;
use crate::world::{check, no_secret, shared, start, variables};

#[test]
fn one_that_refuses_forgeries_is_fine_and_is_given_nothing_genuine() {
    let (address, arrived) = shop::answering(401, "");
    let found = check(|settings| settings.set("QQ_WXPAY_NOTIFY_URL", address));
    assert_eq!(found.item("notify_url").0, "fine");
    let arrived = arrived.lock().unwrap();
    assert_eq!(arrived.len(), 3, "unsigned, forged, V2");
    let settings = variables(shared());
    let named = |headers: &HeaderMap| {
        headers.get("wechatpay-serial").map(|serial| serial.to_str().unwrap().to_owned())
    };
    assert_eq!(named(&arrived[0].0), None);
    assert_eq!(
        named(&arrived[1].0),
        Some(settings.get("QQ_WXPAY_PUBLIC_KEY_ID")),
        "forged in the name of the real key"
    );
}

#[test]
fn one_that_takes_forgeries() {
    for status in [200, 204] {
        let found = check(|settings| settings.set("QQ_WXPAY_NOTIFY_URL", shop::answering(status, "").0));
        found.names(&["notify_url NOTIFY_URL_TAKES_FORGERIES"]);
    }
    let of_v2_alone =
        shop::serve(|_, body| (if body.starts_with(b"<") { 200 } else { 401 }, String::new())).0;
    check(|settings| settings.set("QQ_WXPAY_NOTIFY_URL", of_v2_alone))
        .names(&["notify_url NOTIFY_URL_TAKES_FORGERIES"]);
}

#[test]
fn one_that_redirects_or_is_not_there_or_knows_no_path() {
    let found = check(|settings| settings.set("QQ_WXPAY_NOTIFY_URL", shop::answering(302, "").0));
    found.names(&["notify_url NOTIFY_URL_REDIRECTS"]);
    let found = check(|settings| settings.set("QQ_WXPAY_NOTIFY_URL", shop::nobody()));
    found.names(&["notify_url NOTIFY_URL_UNREACHABLE"]);
    let found = check(|settings| settings.set("QQ_WXPAY_NOTIFY_URL", shop::answering(404, "").0));
    assert_eq!(found.item("notify_url").0, "warning");
    assert_eq!(found.0.code, 0);
}

#[test]
fn one_without_https_that_is_not_on_this_machine() {
    let found = check(|settings| settings.set("QQ_WXPAY_NOTIFY_URL", "http://pay.example.com/notify"));
    found.names(&["settings NOTIFY_URL_NOT_HTTPS notify_url"]);
    let found = check(|settings| settings.set("QQ_WXPAY_NOTIFY_URL", "https://pay.invalid/notify"));
    found.names(&["notify_url NOTIFY_URL_UNKNOWN_HOST"]);
    let found = check(|settings| settings.remove("QQ_WXPAY_NOTIFY_URL"));
    found.names(&["qq_settings SETTINGS_MISSING notify_url"]);
}

#[test]
fn one_without_a_usable_certificate() {
    let sandbox = start();
    // The listener with mutual TLS has a certificate of an authority that nobody trusts.
    let address = sandbox.secure_url() + "/notify";
    let mut settings = variables(&sandbox);
    settings.set("QQ_WXPAY_NOTIFY_URL", address);
    let found = told(&["check", "--lang", "en"], &settings.0);
    assert_eq!(found.code, 1);
    assert!(found.out.contains("public authority"), "{}", found.out);
    no_secret(&found.all(), &settings);
}
