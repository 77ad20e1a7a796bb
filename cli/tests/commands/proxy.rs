//! What `check --ask-proxy` finds out about QQ's proxy, here of the sandbox's.

use crate::told::told;
use crate::world::{no_secret, start, variables};

#[test]
fn the_answers_to_wrong_orders_stand_in_the_transcript_by_shape_alone() {
    let sandbox = start();
    let mut settings = variables(&sandbox);
    settings.set("QQ_WXPAY_NOTIFY_URL", crate::shop::that_refuses());
    let found = told(&["check", "--ask-proxy", "--json"], &settings.0);
    no_secret(&found.all(), &settings);
    assert_eq!(found.code, 0, "{found:?}");
    let report = found.json();
    let asked: Vec<_> =
        report["items"].as_array().unwrap().iter().filter(|item| item["name"] == "ask_proxy").collect();
    assert_eq!(asked.len(), 5, "{asked:#?}");
    let said = |number: usize| asked[number]["said"].as_str().unwrap().to_owned();
    assert!(said(0).contains("invalid access token") && said(0).contains("errcode"), "{}", said(0));
    assert!(
        said(1).contains("wrong signature") && said(1).contains("HTTP 401") && said(1).contains("SIGN_ERROR"),
        "{}",
        said(1)
    );
    assert!(said(2).contains("9034"), "{}", said(2));
    assert!(said(3).contains("9031"), "{}", said(3));
    assert!(said(4).contains("not bound"), "{}", said(4));
    let exchanges = report["transcript"].as_array().unwrap();
    let orders = exchanges.iter().filter(|one| one["path"] == "/wxpay/v3/pay/transactions/h5");
    assert_eq!(orders.count(), 5);
    assert!(sandbox.events().iter().all(|event| event.kind != "order.created"), "nothing was ordered");
}

#[test]
fn a_merchant_number_that_is_not_bound_is_told_by_the_proxy() {
    let sandbox = start();
    sandbox.set_switches(qq_wxpay_sandbox::Switches { merchant_bound: false, ..Default::default() });
    let mut settings = variables(&sandbox);
    settings.set("QQ_WXPAY_NOTIFY_URL", crate::shop::that_refuses());
    let found = told(&["check", "--ask-proxy", "--lang", "en"], &settings.0);
    assert!(found.out.contains("not bound: HTTP 200, 0 Wechatpay-*, {\"errcode\":9030"), "{}", found.out);
}

#[test]
fn without_a_token_only_that_is_asked_which_needs_none() {
    let sandbox = start();
    let mut settings = variables(&sandbox);
    settings.set("QQ_WXPAY_NOTIFY_URL", crate::shop::that_refuses());
    let found = told(&["check", "--ask-proxy", "--no-token", "--json"], &settings.0);
    let report = found.json();
    let states: Vec<_> = report["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["name"] == "ask_proxy")
        .map(|item| item["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["fine", "not_tested"]);
    assert_eq!(told(&["check", "--ask-proxy", "--offline"], &settings.0).code, 2);
}
