//! The control interface by name: what languages behind a border use.

use qq_wxpay_sandbox::{Deliver, Switches};
use serde_json::{Value, json};

use crate::client::Merchant;
use crate::receiver::Receiver;

const PATH: &str = "/v3/pay/transactions/h5";

async fn control(merchant: &Merchant, name: &str, arguments: Value) -> Result<Value, String> {
    let told = merchant.sandbox.control(name, &arguments.to_string()).await?;
    Ok(serde_json::from_str(&told).unwrap())
}

async fn ordered(merchant: &Merchant, number: &str, receiver: &Receiver) -> Value {
    merchant.order_through_qq(PATH, &merchant.direct_body(number), &receiver.url).await.1
}

#[tokio::test]
async fn an_order_from_its_payment_to_its_refund() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    let link = ordered(&merchant, "DOOR-1", &receiver).await;
    assert_eq!(control(&merchant, "pay", link.clone()).await.unwrap(), json!({"done": true}));
    assert_eq!(control(&merchant, "pay", link).await.unwrap_err(), "该订单已支付");
    let told = control(&merchant, "wait_for_delivery", json!({"out_trade_no": "DOOR-1"})).await.unwrap();
    assert_eq!(told, json!({"outcome": "acknowledged", "answer": null, "tries": 1}));
    let orders = control(&merchant, "orders", json!({"limit": 5})).await.unwrap();
    assert_eq!((&orders[0]["trade_state"], orders.as_array().unwrap().len()), (&json!("SUCCESS"), 1));

    let asked = json!({"out_trade_no": "DOOR-1", "refund": 100, "notify_url": receiver.url});
    let refund = control(&merchant, "refund_in_console", asked).await.unwrap();
    let number = &refund["out_refund_no"];
    control(&merchant, "settle_refund", json!({"out_refund_no": number, "as": "ABNORMAL"})).await.unwrap();
    control(&merchant, "wait_for_delivery", json!({"out_refund_no": number})).await.unwrap();
    control(&merchant, "deliver_again", json!({"out_refund_no": number})).await.unwrap();
    let told = control(&merchant, "wait_for_delivery", json!({"out_refund_no": number})).await.unwrap();
    assert_eq!(told["tries"], 2);
    let refunds = control(&merchant, "refunds", json!({"out_trade_no": "DOOR-1"})).await.unwrap();
    assert_eq!(refunds[0]["status"], "ABNORMAL");
    let statistics = control(&merchant, "statistics", Value::Null).await.unwrap();
    assert_eq!(statistics["notifications_acknowledged"], 3);
}

#[tokio::test]
async fn waiting_tells_of_refusals_and_ends_in_time() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(500, ""), (204, "")]).await;
    let wait = |until: &'static str| json!({"out_trade_no": "DOOR-2", "until": until, "timeout_seconds": 60});
    let link = ordered(&merchant, "DOOR-2", &receiver).await;
    // It may be waited for before there is anything.
    let (told, paid) = tokio::join!(
        control(&merchant, "wait_for_delivery", wait("answered")),
        control(&merchant, "pay", link)
    );
    paid.unwrap();
    assert_eq!(told.unwrap(), json!({"outcome": "refused", "answer": "status 500", "tries": 1}));
    let told = control(&merchant, "wait_for_delivery", wait("acknowledged")).await.unwrap();
    assert_eq!(told, json!({"outcome": "acknowledged", "answer": null, "tries": 2}));

    let brief = json!({"out_trade_no": "DOOR-3", "timeout_seconds": 0.01});
    let missing = control(&merchant, "wait_for_delivery", brief.clone()).await.unwrap_err();
    assert!(missing.contains("DOOR-3") && missing.contains("is the order paid"), "{missing}");
    merchant.sandbox.set_switches(Switches { deliver: Deliver::Hold, ..Switches::default() });
    let link = ordered(&merchant, "DOOR-3", &receiver).await;
    control(&merchant, "pay", link).await.unwrap();
    let held = control(&merchant, "wait_for_delivery", brief).await.unwrap_err();
    assert!(held.contains("it is held back"), "{held}");
    control(&merchant, "release_deliveries", Value::Null).await.unwrap();
    control(&merchant, "wait_for_delivery", json!({"out_trade_no": "DOOR-3"})).await.unwrap();
}

#[tokio::test]
async fn switches_faults_and_clock() {
    let merchant = Merchant::start().await;
    let fault = json!({"endpoint": "token", "kind": {"refuse": {"code": "40001"}}, "times": 2});
    control(&merchant, "add_fault", fault).await.unwrap();
    merchant.get_json("/api/getToken").await;
    let faults = control(&merchant, "faults", Value::Null).await.unwrap();
    assert_eq!((&faults[0]["times"], &faults[0]["kind"]["refuse"]["status"]), (&json!(1), &json!(400)));
    assert_eq!(merchant.get_json("/sandbox/faults").await, faults);
    control(&merchant, "clear_faults", Value::Null).await.unwrap();
    assert_eq!(control(&merchant, "faults", Value::Null).await.unwrap(), json!([]));

    let changed = control(&merchant, "change_switches", json!({"bad_token_code": -1009})).await.unwrap();
    assert_eq!(changed["bad_token_code"], -1009);
    assert_eq!(control(&merchant, "reset_switches", Value::Null).await.unwrap()["bad_token_code"], 40001);
    let clock = control(&merchant, "advance_clock", json!({"advance_seconds": 600})).await.unwrap();
    assert_eq!(clock["ahead_seconds"], 600);
    assert_eq!(control(&merchant, "clock", Value::Null).await.unwrap()["ahead_seconds"], 600);
    assert_eq!(merchant.get_json("/sandbox/clock").await["ahead_seconds"], 600);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_in_one_line() {
    let merchant = Merchant::start().await;
    let wrong = [
        ("pey", json!({}), "no action is called pey"),
        ("pay", json!({}), "h5_url must be a text"),
        ("pay", json!([]), "must be a JSON object"),
        ("close_order", json!({"out_trade_no": "NOBODY"}), "no unpaid order"),
        ("fail_payment", json!({}), "out_trade_no must be a text"),
        ("deliver_again", json!({}), "one of out_trade_no and out_refund_no"),
        ("deliver_again", json!({"out_trade_no": "NOBODY"}), "there was no notification"),
        ("deliver_again", json!({"number": "1"}), "unknown field"),
        ("wait_for_delivery", json!({"out_trade_no": "1", "out_refund_no": "2"}), "one of"),
        ("wait_for_delivery", json!({"out_trade_no": "1", "timeout_seconds": -1}), "between 0 and 3600"),
        ("wait_for_delivery", json!({"out_trade_no": "1", "timeout": 1}), "unknown field"),
        ("settle_refund", json!({"out_refund_no": "1", "as": "PROCESSING"}), "as must be SUCCESS"),
        ("refund_in_console", json!({"out_trade_no": "1", "amount": 1}), "unknown field"),
        ("advance_clock", json!({"advance_seconds": "1"}), "must be an integer"),
        ("add_fault", json!({"endpoint": "moon"}), "unknown variant"),
        ("change_switches", json!({"moon": 1}), "unknown field"),
        ("exchange", json!({"id": 4000}), "no exchange"),
        ("orders", json!({"number": "1"}), "unknown field"),
    ];
    for (name, arguments, expected) in wrong {
        let reason = control(&merchant, name, arguments.clone()).await.unwrap_err();
        assert!(reason.contains(expected) && !reason.contains('\n'), "{name} {arguments}: {reason}");
    }
    assert!(merchant.sandbox.control("pay", "{").await.unwrap_err().contains("not JSON"));
    assert!(merchant.sandbox.control("identity", "").await.unwrap().contains("QQ_WXPAY_MCHID"));
}

#[tokio::test]
async fn requests_and_notifications_are_shown_without_tokens_until_asked() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    let url = format!("{}?key=hush", receiver.url);
    let (_, link) = merchant.order_through_qq(PATH, &merchant.direct_body("DOOR-4"), &url).await;
    control(&merchant, "pay", link).await.unwrap();
    control(&merchant, "wait_for_delivery", json!({"out_trade_no": "DOOR-4"})).await.unwrap();
    let shown = control(&merchant, "exchanges", Value::Null).await.unwrap();
    let roles: Vec<_> = shown.as_array().unwrap().iter().map(|one| one["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["qq", "qq", "cashier", "cashier", "notification"]);
    assert_eq!((&shown[1]["status"], &shown[4]["status"]), (&json!(200), &json!(204)));
    assert_eq!(shown[4]["about"], "DOOR-4");
    let token = merchant.identity().qq_app_secret.clone();
    let revealed = control(&merchant, "exchanges", json!({"reveal": true})).await.unwrap();
    for secret in [token.as_str(), "hush"] {
        assert!(!shown.to_string().contains(secret));
        assert!(revealed.to_string().contains(secret));
    }
    let issued = &revealed[0]["answer_body"]["text"];
    let issued: Value = serde_json::from_str(issued.as_str().unwrap()).unwrap();
    assert!(!shown.to_string().contains(issued["access_token"].as_str().unwrap()));
    let one = merchant.get_json(&format!("/sandbox/exchanges/{}?reveal=true", shown[4]["id"])).await;
    assert_eq!(one, revealed[4]);
    let last = control(&merchant, "exchanges", json!({"limit": 1})).await.unwrap();
    assert_eq!(last[0]["id"], shown[4]["id"]);
    let none = control(&merchant, "exchanges", json!({"after": shown[4]["id"]})).await.unwrap();
    assert_eq!(none, json!([]));
}

#[tokio::test]
async fn wrong_paths_and_methods_are_recorded_and_the_control_interface_is_not() {
    let merchant = Merchant::start().await;
    for path in
        ["/v3/pay/transaction/h5", "/v3/pay/transactions/h5", "/sandbox/nothing", "/sandbox/orders", "/"]
    {
        merchant.http.get(merchant.url(path)).send().await.unwrap();
    }
    assert_eq!(merchant.http.put(merchant.url("/sandbox/pay")).send().await.unwrap().status(), 405);
    let shown = control(&merchant, "exchanges", Value::Null).await.unwrap();
    let told: Vec<_> = shown.as_array().unwrap().iter().map(|one| (&one["target"], &one["status"])).collect();
    let expected =
        (json!("/v3/pay/transaction/h5"), json!(404), json!("/v3/pay/transactions/h5"), json!(405));
    assert_eq!(told, [(&expected.0, &expected.1), (&expected.2, &expected.3)]);
}
