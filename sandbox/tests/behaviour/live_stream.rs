//! The stream behind the live page.

use std::time::Duration;

use serde_json::{Value, json};

use crate::client::Merchant;
use crate::receiver::Receiver;

const PATH: &str = "/v3/pay/transactions/h5";

/// One event of the stream.
#[derive(Debug, Clone)]
struct Told {
    id: String,
    name: String,
    data: Value,
}

impl Told {
    fn number(&self) -> u64 {
        self.id.split_once('-').unwrap().1.parse().unwrap()
    }
}

/// A browser that reads the stream.
struct Watcher {
    response: reqwest::Response,
    text: String,
}

impl Watcher {
    async fn open(merchant: &Merchant, last_id: Option<&str>) -> Self {
        let mut request = merchant.http.get(merchant.url("/sandbox/live/stream"));
        if let Some(id) = last_id {
            request = request.header("last-event-id", id);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream; charset=utf-8");
        Self { response, text: String::new() }
    }

    async fn next(&mut self) -> Told {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name));
                    line.unwrap_or_default().trim().to_owned()
                };
                let (id, name, data) = (field("id:"), field("event:"), field("data:"));
                self.text = rest.to_owned();
                if !name.is_empty() {
                    return Told { id, name, data: serde_json::from_str(&data).unwrap() };
                }
                continue;
            }
            let chunk = tokio::time::timeout(Duration::from_secs(60), self.response.chunk()).await;
            self.text.push_str(std::str::from_utf8(&chunk.unwrap().unwrap().unwrap()).unwrap());
        }
    }

    /// Reads until an event that fits has come; gives all until then.
    async fn until(&mut self, fits: impl Fn(&Told) -> bool) -> Vec<Told> {
        let mut all = Vec::new();
        loop {
            let told = self.next().await;
            let is_last = fits(&told);
            all.push(told);
            if is_last {
                return all;
            }
        }
    }
}

async fn ordered(merchant: &Merchant, number: &str, notify: &str) -> String {
    let (_, reply) = merchant.order_through_qq(PATH, &merchant.direct_body(number), notify).await;
    reply["h5_url"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn everything_that_happens_is_told_in_its_order() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    let mut watcher = Watcher::open(&merchant, None).await;
    let snapshot = watcher.next().await;
    assert_eq!((snapshot.name.as_str(), &snapshot.data["orders"]), ("snapshot", &json!([])));
    assert_eq!(snapshot.data["switches"]["merchant_bound"], true);

    let link = ordered(&merchant, "LIVE-1", &format!("{}?key=hush", receiver.url)).await;
    let all = watcher.until(|told| told.name == "exchange" && told.data["about"] == "LIVE-1").await;
    let order = all.iter().find(|told| told.name == "order").unwrap();
    assert_eq!((&order.data["trade_state"], &order.data["total"]), (&json!("NOTPAY"), &json!(1234)));
    assert!(all.iter().any(|told| told.name == "event" && told.data["kind"] == "order.created"));

    merchant.sandbox.pay(&link).await.unwrap();
    let paid = watcher.until(|told| told.data["role"] == "notification").await;
    assert!(paid.iter().any(|told| told.name == "order" && told.data["trade_state"] == "SUCCESS"));
    assert_eq!(paid.last().unwrap().data["status"], 204);

    merchant.sandbox.control("refund_in_console", r#"{"out_trade_no":"LIVE-1","refund":1}"#).await.unwrap();
    let refunded = watcher.until(|told| told.name == "refund").await;
    assert_eq!(refunded.last().unwrap().data["status"], "PROCESSING");
    merchant.sandbox.control("change_switches", r#"{"redirect":true}"#).await.unwrap();
    let changed = watcher.until(|told| told.name == "switches").await;
    assert_eq!(changed.last().unwrap().data["redirect"], true);
    let fault = r#"{"endpoint":"token","kind":"status_503"}"#;
    merchant.sandbox.control("add_fault", fault).await.unwrap();
    assert_eq!(watcher.until(|told| told.name == "faults").await.last().unwrap().data[0]["times"], 1);
    merchant.sandbox.advance_clock(60);
    assert_eq!(watcher.until(|told| told.name == "clock").await.last().unwrap().data["ahead_seconds"], 60);

    let whole: Vec<_> = [all, paid, refunded, changed].concat();
    assert!(whole.windows(2).all(|pair| pair[0].number() < pair[1].number()));
    // The control interface is no part of what is watched, and nobody beside sees what is secret.
    let text = format!("{whole:?}");
    let identity = merchant.identity();
    for secret in [identity.qq_app_secret.as_str(), &identity.api_v3_key, "hush", "/sandbox/"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn who_comes_back_misses_nothing() {
    let merchant = Merchant::start().await;
    let mut watcher = Watcher::open(&merchant, None).await;
    ordered(&merchant, "LIVE-2", "http://127.0.0.1:9/n").await;
    let before = watcher.until(|told| told.data["about"] == "LIVE-2").await;
    let last = before.last().unwrap().clone();
    drop(watcher);
    ordered(&merchant, "LIVE-3", "http://127.0.0.1:9/n").await;
    ordered(&merchant, "LIVE-4", "http://127.0.0.1:9/n").await;
    let mut again = Watcher::open(&merchant, Some(&last.id)).await;
    assert_eq!(again.next().await.name, "again");
    let missed = again.until(|told| told.data["about"] == "LIVE-4").await;
    assert!(missed.iter().all(|told| told.number() > last.number()));
    let orders: Vec<_> = missed.iter().filter(|told| told.name == "order").collect();
    assert_eq!(orders.len(), 2);
    // The number of another start means nothing here, and neither does one that is none.
    for id in [format!("ffffffff-{}", last.number()), "x".to_owned(), "-1".to_owned()] {
        let mut other = Watcher::open(&merchant, Some(&id)).await;
        let snapshot = other.next().await;
        assert_eq!(
            (snapshot.name.as_str(), snapshot.data["orders"].as_array().unwrap().len()),
            ("snapshot", 3)
        );
    }
}

#[tokio::test]
async fn a_slow_reader_is_told_what_it_missed_and_holds_nobody_up() {
    let merchant = Merchant::start().await;
    let mut watcher = Watcher::open(&merchant, None).await;
    assert_eq!(watcher.next().await.name, "snapshot");
    // More than the journal keeps, and more than the buffers of a connection take.
    let fault = r#"{"endpoint":"token","kind":"status_503"}"#;
    for _ in 0..7_000 {
        merchant.sandbox.control("add_fault", fault).await.unwrap();
        merchant.sandbox.control("clear_faults", "").await.unwrap();
    }
    ordered(&merchant, "LIVE-5", "http://127.0.0.1:9/n").await;
    let read = watcher.until(|told| told.data["about"] == "LIVE-5").await;
    assert!(read.len() < 12_000, "{}", read.len());
    let numbers: Vec<_> = read.iter().map(Told::number).collect();
    assert!(numbers.windows(2).all(|pair| pair[0] <= pair[1]));
    // Faults of one step are told once.
    assert!(read.iter().filter(|told| told.name == "faults").count() < 2_000);
    for gap in read.iter().filter(|told| told.name == "gap") {
        assert!(gap.data["lost"].as_u64().unwrap() > 0);
    }
}

#[tokio::test]
async fn a_number_that_is_kept_no_longer_gives_a_gap_and_a_snapshot() {
    let merchant = Merchant::start().await;
    ordered(&merchant, "LIVE-6", "http://127.0.0.1:9/n").await;
    let first = Watcher::open(&merchant, None).await.next().await;
    for _ in 0..11_000 {
        merchant.sandbox.control("advance_clock", r#"{"advance_seconds":0}"#).await.unwrap();
    }
    let mut late = Watcher::open(&merchant, Some(&first.id)).await;
    assert_eq!(late.next().await.name, "again");
    let gap = late.next().await;
    assert_eq!(gap.name, "gap");
    assert!(gap.data["lost"].as_u64().unwrap() > 10_000);
    let snapshot = late.next().await;
    assert_eq!(
        (snapshot.name.as_str(), &snapshot.data["orders"][0]["out_trade_no"]),
        ("snapshot", &json!("LIVE-6"))
    );
    assert_eq!(late.next().await.name, "clock");
}

#[tokio::test]
async fn so_many_watch_and_no_more() {
    let merchant = Merchant::start().await;
    let mut watchers = Vec::new();
    for _ in 0..16 {
        watchers.push(Watcher::open(&merchant, None).await);
    }
    let stream = merchant.url("/sandbox/live/stream");
    assert_eq!(merchant.http.get(&stream).send().await.unwrap().status(), 503);
    watchers.pop();
    // The sandbox finds out that one has gone when it says something next.
    for _ in 0..1000 {
        merchant.sandbox.advance_clock(0);
        if merchant.http.get(&stream).send().await.unwrap().status() == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("a place stays taken");
}

#[tokio::test]
async fn bodies_and_lines_are_bounded() {
    let merchant = Merchant::start().await;
    let long = "中".repeat(60_000);
    let body = format!("<xml><mch_id>{}</mch_id><body>{long}</body></xml>", merchant.identity().mchid);
    let url = merchant.url(&format!("/pay/unifiedorder?a={}", "x".repeat(2000)));
    merchant.http.post(url).body(body.clone()).send().await.unwrap();
    let mut watcher = Watcher::open(&merchant, None).await;
    let told = watcher.until(|told| told.name == "exchange").await.pop().unwrap();
    assert_eq!(told.data["target"].as_str().unwrap().chars().count(), 301);
    let path = format!("/sandbox/exchanges/{}", told.number());
    let kept = merchant.get_json(&path).await;
    assert_eq!((&kept["body"]["length"], &kept["body"]["is_whole"]), (&json!(body.len()), &json!(false)));
    assert!(kept["body"]["text"].as_str().unwrap().len() <= 64 * 1024);
    assert!(kept["target"].as_str().unwrap().len() > 2000);
    let refused = merchant.get_json(&format!("{path}/diagnosis")).await;
    assert!(refused["error"].as_str().unwrap().contains("longer"));
}

#[tokio::test]
async fn a_refused_signature_is_explained() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("LIVE-7").to_string();
    let url = merchant.proxy_url(PATH, "http://127.0.0.1:9/n").await;
    let target = url.strip_prefix(&merchant.sandbox.base_url()).unwrap().to_owned();
    let signed = crate::client::Signed { url, target, ..merchant.signed(reqwest::Method::POST, PATH, &body) };
    crate::client::answer(merchant.request(&signed)).await;
    ordered(&merchant, "LIVE-8", "http://127.0.0.1:9/n").await;
    let all = merchant.get_json("/sandbox/exchanges").await;
    let mut verdicts = Vec::new();
    for one in all.as_array().unwrap() {
        verdicts.push(merchant.get_json(&format!("/sandbox/exchanges/{}/diagnosis", one["id"])).await);
    }
    // Token, refused order, token, order.
    assert_eq!((&verdicts[0], &verdicts[2]), (&Value::Null, &Value::Null));
    assert_eq!((&verdicts[1]["signature"], &verdicts[1]["holds"]), (&json!("wrong"), &json!(false)));
    assert_eq!(verdicts[1]["findings"][0]["code"], "PROXY_PATH_SIGNED");
    let signed = verdicts[1]["comparison"]["signed"].as_array().unwrap();
    assert!(signed.iter().any(|piece| piece["differs"] == true && piece["text"] == "/wxpay"), "{signed:?}");
    assert!(!verdicts[1].to_string().contains(&merchant.token().await));
    assert_eq!((&verdicts[3]["signature"], &verdicts[3]["holds"]), (&json!("right"), &json!(true)));
}
