//! What the page says about switches, faults and itself is complete, in both languages.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::client::Merchant;

async fn text(merchant: &Merchant, path: &str) -> String {
    let response = merchant.http.get(merchant.url(path)).send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    response.text().await.unwrap()
}

async fn object(merchant: &Merchant, path: &str) -> Map<String, Value> {
    serde_json::from_str(&text(merchant, path).await).unwrap()
}

fn has_both(text: &Value) -> bool {
    let of = |index: &str, at: usize| text.get(index).or(text.get(at)).and_then(Value::as_str);
    let is_chinese = |text: &str| text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    of("zh", 0).is_some_and(|text| !text.is_empty())
        && of("en", 1).is_some_and(|text| !text.is_empty() && !is_chinese(text))
}

/// What may stand in a field, out of the refusal of what may not.
fn choices(refusal: &str) -> BTreeSet<String> {
    let (_, expected) = refusal.split_once("expected").unwrap();
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_switch_has_a_meaning_and_all_of_its_choices() {
    let merchant = Merchant::start().await;
    let meanings = object(&merchant, "/live/switches.json").await;
    let switches = merchant.get_json("/sandbox/switches").await;
    let names = |map: &Map<String, Value>| map.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&meanings), names(switches.as_object().unwrap()));
    for (name, meaning) in &meanings {
        assert!(has_both(meaning), "{name}");
        assert_eq!(meaning["default"], switches[name], "{name}");
        if !switches[name].is_string() {
            continue;
        }
        let refused = merchant.sandbox.control("change_switches", &json!({ name: "?" }).to_string()).await;
        let told = meaning["choices"].as_object().unwrap();
        assert_eq!(names(told), choices(&refused.unwrap_err()), "{name}");
        assert!(told.values().all(has_both), "{name}");
    }
}

#[tokio::test]
async fn every_fault_and_endpoint_has_a_meaning() {
    let merchant = Merchant::start().await;
    let words = object(&merchant, "/live/faults.json").await;
    let refusal =
        async |fault: Value| merchant.sandbox.control("add_fault", &fault.to_string()).await.unwrap_err();
    let endpoints = choices(&refusal(json!({"endpoint": "?", "kind": "status_500"})).await);
    let kinds = choices(&refusal(json!({"endpoint": "any", "kind": "?"})).await);
    for (group, expected) in [("endpoints", endpoints), ("kinds", kinds)] {
        let told = words[group].as_object().unwrap();
        assert_eq!(told.keys().cloned().collect::<BTreeSet<_>>(), expected);
        assert!(told.values().all(has_both));
    }
}

#[tokio::test]
async fn every_text_is_there_and_every_file_that_is_named() {
    let merchant = Merchant::start().await;
    let texts = object(&merchant, "/live/texts.json").await;
    for (name, both) in &texts {
        assert!(has_both(both) && both.as_array().unwrap().len() == 2, "{name}");
    }
    let index = text(&merchant, "/").await;
    let mut used: BTreeSet<String> =
        quoted(&index, &["data-t=\"", "data-t-label=\"", "data-t-title=\"", "data-t-placeholder=\""]);
    let mut scripts: BTreeSet<String> = quoted(&index, &["\"/live/"]).into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(name) = scripts.pop_first() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let script = text(&merchant, &format!("/live/{name}")).await;
        scripts.extend(quoted(&script, &["from './", "'/live/"]));
        used.extend(quoted(&script, &[" t('", "(t('", "{t('", "[t('"]));
        for sink in ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval("] {
            assert!(!script.contains(sink), "{name} uses {sink}");
        }
    }
    let missing: Vec<_> = used.iter().filter(|name| !texts.contains_key(*name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    // Those whose name is put together: a prefix that a script knows.
    let composed = [
        "connection_",
        "theme_",
        "role_",
        "state_",
        "kind_",
        "manner_",
        "settle_",
        "verdict_",
        "fault_",
        "group_",
        "client_",
        "phone_",
        "key_",
    ];
    let is_composed = |name: &&String| composed.iter().any(|start| name.starts_with(start));
    let by_key = [
        "fail_payment",
        "close_order",
        "fail_payment_hint",
        "close_order_hint",
        "deliver_again_hint",
        "notification_sent",
        "request",
        "show_pretty",
        "show_raw",
    ];
    let unused: Vec<_> = texts
        .keys()
        .filter(|name| !used.contains(*name) && !is_composed(name) && !by_key.contains(&name.as_str()))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[tokio::test]
async fn the_page_lists_every_path_of_the_control_interface() {
    let merchant = Merchant::start().await;
    let paths: Vec<Value> = serde_json::from_str(&text(&merchant, "/live/interface.json").await).unwrap();
    for entry in &paths {
        assert!(has_both(entry), "{entry}");
        let (methods, path) = entry["path"].as_str().unwrap().rsplit_once(' ').unwrap();
        let path = path.replace("{out_trade_no}", "X").replace("{out_refund_no}", "X").replace("{id}", "1");
        for method in methods.split(", ").filter(|_| path != "/sandbox/live/stream") {
            let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
            let response = merchant.http.request(method, merchant.url(&path)).send().await.unwrap();
            assert_ne!(response.status(), 405, "{entry}");
            assert!(!response.text().await.unwrap().contains("has no such path"), "{entry}");
        }
    }
}

/// What follows each of the marks, up to the closing quotation mark.
fn quoted(text: &str, marks: &[&str]) -> BTreeSet<String> {
    let after = |mark: &str| {
        let ends = ['"', '\''];
        text.split(mark)
            .skip(1)
            .map(move |rest| rest.split(ends).next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    marks.iter().flat_map(|mark| after(mark)).collect()
}
