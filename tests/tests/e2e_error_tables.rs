//! Every row of the protocol's error tables, answered by the sandbox: the client's error has the kind, the code and the
//! advice of `cases/error_tables.json`, and a remedy in both languages; nothing has happened.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::collections::BTreeMap;

use qq_wxpay::model::{
    Channel, CloseV2OrderRequest, OrderId, Placement, RefundId, RefundRequest, V2OrderQuery, V2RefundQuery,
    V2RefundRequest,
};
use qq_wxpay::retry::RetryPolicy;
use qq_wxpay::{Error, ErrorKind, QqWxPay, Result, Retry};
use qq_wxpay_sandbox::{ErrorAnswer, Fault, FaultEndpoint, FaultKind};
use qq_wxpay_tests::cases::{self, Case};
use qq_wxpay_tests::shop::{Shop, direct, impatient, settings, v2};
use qq_wxpay_tests::with;

/// One row: who answers which code where.
struct Row {
    operation: String,
    endpoint: FaultEndpoint,
    answer: ErrorAnswer,
    retry: String,
}

impl Row {
    fn of(case: &Case) -> Self {
        let error = &case.expect["error"];
        assert_eq!(error["kind"], "api", "{}", case.name);
        let reply = &case.inputs["reply"];
        let says_qq = reply["body"].as_str().unwrap().contains("errcode");
        let endpoint = match case.operation.as_str() {
            "access_token" => FaultEndpoint::Token,
            "place_order" if says_qq => FaultEndpoint::Proxy,
            "place_order" | "place_v2_order" => FaultEndpoint::Order,
            "query_order" | "query_v2_order" => FaultEndpoint::Query,
            "close_v2_order" => FaultEndpoint::Close,
            "refund" | "v2_refund" => FaultEndpoint::Refund,
            "query_v2_refund" => FaultEndpoint::RefundQuery,
            other => panic!("{other} has no endpoint"),
        };
        // QQ and V2 say errors with status 200, whatever the fault asks for.
        let status = reply["status"].as_u64().and_then(|status| u16::try_from(status).ok());
        let status = status.filter(|status| *status != 200).unwrap_or(400);
        Self {
            operation: case.operation.clone(),
            endpoint,
            answer: ErrorAnswer::new(error["code"].as_str().unwrap(), status).unwrap(),
            retry: error["retry"].as_str().unwrap().to_owned(),
        }
    }

    /// The interface, as the protocol divides its tables.
    fn interface(&self) -> String {
        format!("{:?} {}", self.endpoint, self.operation)
    }

    /// The error of the client, which asks once.
    async fn provoke(&self, shop: &Shop, answer: ErrorAnswer) -> Error {
        let kind = FaultKind::Refuse(answer);
        shop.sandbox.add_fault(Fault { endpoint: self.endpoint, kind, times: 1 });
        // A client that was refused a token pauses before it asks again; another one does not know.
        let another = (self.endpoint == FaultEndpoint::Token).then(|| client(shop));
        let result = call(another.as_ref().unwrap_or(&shop.pay), &self.operation).await;
        result.expect_err(&format!("{} {answer:?}", self.interface()))
    }
}

/// Runs the operation; all of them would succeed.
async fn call(pay: &QqWxPay, operation: &str) -> Result<()> {
    let by_number = |number: &str| OrderId::OutTradeNo(number.to_owned());
    match operation {
        "access_token" => pay.access_token().await.map(drop),
        "place_order" => pay.place_order(&direct("ROW-direct")).await.and_then(Placement::placed).map(drop),
        "place_v2_order" => pay.place_v2_order(&v2("ROW-v2")).await.and_then(Placement::placed).map(drop),
        "query_order" => pay.query_order(&by_number("ROW-paid")).await.map(drop),
        "query_v2_order" => pay.query_v2_order(&V2OrderQuery::new(by_number("ROW-paid"))).await.map(drop),
        "close_v2_order" => pay.close_v2_order(&CloseV2OrderRequest::new("ROW-open")).await,
        "refund" => pay.refund(&RefundRequest::new("ROW-paid", "ROW-R1", 1, 1999)).await.map(drop),
        "v2_refund" => pay.v2_refund(&V2RefundRequest::new("ROW-paid", "ROW-R2", 1, 1999)).await.map(drop),
        "query_v2_refund" => {
            let refund = RefundId::OutTradeNo("ROW-paid".to_owned());
            pay.query_v2_refund(&V2RefundQuery::new(refund.clone())).await.map(drop)
        }
        other => panic!("{other} is not called"),
    }
}

/// Sends each request once.
fn once() -> RetryPolicy {
    with(impatient(), |retry| retry.attempts = 1)
}

fn client(shop: &Shop) -> QqWxPay {
    QqWxPay::builder(settings(&shop.sandbox).build().unwrap()).retry(once()).build().unwrap()
}

/// A shop for the interface, with a refunded and an open order. No token is fetched where tokens are refused.
async fn shop_for(endpoint: FaultEndpoint) -> Shop {
    let shop = Shop::open_with(|settings| settings, once()).await;
    if endpoint != FaultEndpoint::Token {
        let open = with(direct("ROW-open"), |order| order.channel = Some(Channel::Direct));
        shop.pay.place_order(&open).await.and_then(Placement::placed).unwrap();
        let paid = shop.pay.place_order(&direct("ROW-paid")).await.and_then(Placement::placed).unwrap();
        shop.sandbox.pay(&paid.h5_url).await.unwrap();
        shop.pay.refund(&RefundRequest::new("ROW-paid", "ROW-R0", 1, 1999)).await.unwrap();
    }
    shop
}

fn rows() -> Vec<Row> {
    cases::all().iter().filter(|case| case.file == "error_tables").map(Row::of).collect()
}

/// What exists in the sandbox: orders, refunds, tokens.
fn made(shop: &Shop) -> (u64, u64, usize) {
    let statistics = shop.sandbox.statistics();
    let tokens = shop.sandbox.events().iter().filter(|event| event.kind == "token.issued").count();
    (statistics.orders_created, statistics.refunds_created, tokens)
}

fn by_interface() -> BTreeMap<String, Vec<Row>> {
    let mut tables: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows() {
        tables.entry(row.interface()).or_default().push(row);
    }
    tables
}

#[tokio::test(flavor = "multi_thread")]
async fn every_code_becomes_its_error_with_advice_and_remedy() {
    for (interface, rows) in by_interface() {
        let shop = shop_for(rows[0].endpoint).await;
        let before = made(&shop);
        for row in &rows {
            let error = row.provoke(&shop, row.answer).await;
            let at = format!("{interface} {:?}: {error}", row.answer);
            assert_eq!(
                (error.kind(), error.code(), error.retry().name()),
                (ErrorKind::Api, row.answer.code(), row.retry.as_str()),
                "{at}"
            );
            assert!(error.detail().contains("沙箱"), "{at}");
            // QQ does not document 9033, so nobody can say what to do.
            assert_eq!(error.remedy().is_some(), error.code() != "9033", "{at}");
            for text in [error.cause(), error.remedy()].into_iter().flatten() {
                assert!(!text.en.is_empty() && text.en != text.zh, "{at}");
                assert!(text.zh.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)), "{at}");
            }
        }
        assert_eq!(made(&shop), before, "{interface}: a refused request has no effect");
        call(&shop.pay, &rows[0].operation).await.unwrap_or_else(|error| panic!("{interface}: {error}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_nobody_knows_gets_no_remedy_and_the_advice_of_its_status() {
    for (interface, rows) in by_interface() {
        let (row, shop) = (&rows[0], shop_for(rows[0].endpoint).await);
        let is_v2 = row.operation.contains("v2");
        let says_qq = matches!(row.endpoint, FaultEndpoint::Token | FaultEndpoint::Proxy);
        let code = if says_qq { "77777" } else { "NOBODY_KNOWS" };
        for (status, of_status) in
            [(400, Retry::Never), (403, Retry::Never), (429, Retry::SameRequest), (500, Retry::ConfirmFirst)]
        {
            let error = row.provoke(&shop, ErrorAnswer::new(code, status).unwrap()).await;
            let fallback = match row.endpoint {
                // Status 200 says nothing of the order.
                FaultEndpoint::Proxy => Retry::ConfirmFirst,
                // A question has no outcome to be confirmed, and V2's refusal is signed.
                FaultEndpoint::Token => Retry::Never,
                _ if is_v2 => Retry::Never,
                FaultEndpoint::Query if status == 500 => Retry::SameRequest,
                _ => of_status,
            };
            assert_eq!(
                (error.kind(), error.code(), error.retry()),
                (ErrorKind::Api, code, fallback),
                "{interface} {status}: {error}"
            );
            assert!(error.cause().is_none() && error.remedy().is_none(), "{interface}: {error}");
        }
    }
}

#[test]
fn the_table_has_a_row_for_each_code_of_the_protocol() {
    let counts: Vec<(String, usize)> =
        by_interface().into_iter().map(|(name, rows)| (name, rows.len())).collect();
    let expected = [
        ("Close close_v2_order", 7),  // 4.5 without ORDERCLOSED, which is what was wanted
        ("Order place_order", 31),    // 5.9, both spellings
        ("Order place_v2_order", 22), // 4.4
        ("Proxy place_order", 5),     // 2.6, and 9033
        ("Query query_order", 4),     // of 5.9, what a question can meet
        ("Query query_v2_order", 2),  // 4.5
        ("Refund refund", 12),        // 5.9, the list for refunds
        ("Refund v2_refund", 18),     // 4.5
        ("RefundQuery query_v2_refund", 9), // 4.5
        ("Token access_token", 4),    // 1 without 0
    ];
    assert_eq!(counts, expected.map(|(name, rows)| (name.to_owned(), rows)));
    for (interface, rows) in by_interface() {
        let mut codes: Vec<&str> = rows.iter().map(|row| row.answer.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), rows.len(), "{interface}: each code once");
    }
}

/// The one code of the tables that is no error.
#[tokio::test(flavor = "multi_thread")]
async fn that_an_order_is_closed_already_is_no_error_of_closing_it() {
    let shop = shop_for(FaultEndpoint::Close).await;
    let kind = FaultKind::Refuse(ErrorAnswer::new("ORDERCLOSED", 400).unwrap());
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Close, kind, times: 1 });
    shop.pay.close_v2_order(&CloseV2OrderRequest::new("ROW-open")).await.unwrap();
    let found = shop.pay.query_order(&OrderId::OutTradeNo("ROW-open".to_owned())).await.unwrap();
    assert_eq!(found.trade_state.as_str(), "NOTPAY", "the fault alone has answered");
}
