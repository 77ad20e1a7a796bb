//! `cargo xtask demo`: one payment of each kind, told step by step.
//!
//! With `--keep-running` the sandbox stays up afterwards.
#![allow(clippy::print_stdout, clippy::print_stderr)] // a command line program speaks through these

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use qq_wxpay::environment::{Clock as _, SystemClock};
use qq_wxpay::model::{
    CombineOrderQuery, Expected, OrderFamily, OrderId, OrderReference, PartnerOrderQuery, PaymentState,
    PlacedOrder, Placement, RefundQuery, RefundRequest, RefundStatus, TradeBillRequest, TradeState,
    V2OrderQuery,
};
use qq_wxpay::notify::Outcome;
use qq_wxpay::{Error, Retry};
use qq_wxpay_sandbox::write_env_file;
use qq_wxpay_tests::shop::{Received, Shop, answer_to, combine, direct, partner, v2};

/// Every order of the demo is for 19.99 yuan.
const TOTAL: i64 = 1999;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let keep_running = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => false,
        ["--keep-running"] => true,
        _ => {
            eprintln!("cargo xtask demo [--keep-running]");
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match runtime.map_err(|error| error.to_string()).and_then(|runtime| runtime.block_on(demo(keep_running)))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Direct,
    Partner,
    Combine,
    V2,
}

impl Kind {
    fn title(self) -> &'static str {
        match self {
            Self::Direct => "V3 direct (直连)",
            Self::Partner => "V3 partner (服务商)",
            Self::Combine => "V3 combine (合单), two merchants",
            Self::V2 => "V2 unified order (统一下单)",
        }
    }

    fn number(self) -> &'static str {
        match self {
            Self::Direct => "DEMO-direct",
            Self::Partner => "DEMO-partner",
            Self::Combine => "DEMO-combine",
            Self::V2 => "DEMO-v2",
        }
    }
}

struct Timeline(Instant);

impl Timeline {
    fn say(&self, who: &str, what: &str) {
        let passed = self.0.elapsed();
        println!("{:>3}.{:03} s  {who:<22} {what}", passed.as_secs(), passed.subsec_millis());
    }
}

async fn demo(keep_running: bool) -> Result<(), String> {
    println!(
        "qq-wxpay demo: a QQ mini program takes WeChat Pay. Everything happens on this machine; no money moves.\n"
    );
    let timeline = Timeline(Instant::now());
    let shop = Shop::open().await;
    timeline.say(
        "sandbox",
        &format!("plays QQ, its payment proxy and WeChat Pay at {}", shop.sandbox.base_url()),
    );
    timeline.say("shop", "listens for notifications on an address of its own");
    // Away from midnight, so that one bill holds everything.
    shop.next_day(12 * 3600);
    let mut confirmed = 0;
    for kind in [Kind::Direct, Kind::Partner, Kind::Combine, Kind::V2] {
        println!("\n-- {}", kind.title());
        payment(&timeline, &shop, kind).await.map_err(|error| format!("{}: {error}", kind.title()))?;
        confirmed += 1;
    }
    println!("\n-- what must not work");
    forgery(&timeline, &shop)?;
    paid_twice(&timeline, &shop).await?;
    println!("\n-- after the payment, straight to WeChat Pay");
    refund(&timeline, &shop).await?;
    close(&timeline, &shop).await?;
    bill(&timeline, &shop).await?;
    shop.advance(SystemClock.now() - shop.clock.now());
    println!(
        "\n{confirmed} payments confirmed, 1 forged notification refused, 0 orders paid twice, 1 refund in part, 1 unpaid order closed, 1 bill proven."
    );
    if keep_running { keep(&shop).await } else { Ok(()) }
}

async fn payment(timeline: &Timeline, shop: &Shop, kind: Kind) -> Result<(), String> {
    let signed = match kind {
        Kind::V2 => "the sign inside the XML",
        _ => "signed over WeChat Pay's own path",
    };
    let order = format!("order {}, 19.99 yuan; QQ's access token in the address, {signed}", kind.number());
    timeline.say("shop -> QQ", &order);
    let placed = place(shop, kind).await.map_err(|error| error.to_string())?;
    if !placed.verified {
        return Err("the reply was not verified".to_owned());
    }
    timeline.say("QQ -> shop", "H5 link, WeChat Pay's signature verified, good for 5 minutes");
    let arguments = placed.request_payment.ok_or("no arguments for qq.requestWxPayment")?;
    timeline.say("mini program", &format!("qq.requestWxPayment({{url, referer: {:?}}})", arguments.referer));
    let before = shop.counter.received().len();
    let outcome = shop.sandbox.request_wx_payment(&arguments.url, &arguments.referer).await;
    timeline.say(
        "payer",
        &format!("pays; the mini program hears {:?}, which proves nothing yet", outcome.err_msg),
    );
    let received = shop.received(before + 1).await.remove(before);
    check(&received, kind)?;
    timeline.say(
        "QQ -> shop",
        &format!(
            "notification: {}, signature and amount are right, answered {}",
            received.handled.outcome.name(),
            received.answer.status
        ),
    );
    let state = ask(shop, kind).await.map_err(|error| error.to_string())?;
    if !state.was_paid() {
        return Err(format!("the query says {state}"));
    }
    timeline.say("shop -> WeChat Pay", &format!("query: {state}. The order is paid"));
    Ok(())
}

async fn place(shop: &Shop, kind: Kind) -> Result<PlacedOrder, Error> {
    let number = kind.number();
    match kind {
        Kind::Direct => shop.pay.place_order(&direct(number)).await.and_then(Placement::placed),
        Kind::Partner => {
            shop.pay.place_partner_order(&partner(&shop.sandbox, number)).await.and_then(Placement::placed)
        }
        Kind::Combine => {
            shop.pay.place_combine_order(&combine(&shop.sandbox, number)).await.and_then(Placement::placed)
        }
        Kind::V2 => shop.pay.place_v2_order(&v2(number)).await.and_then(Placement::placed),
    }
}

/// Holds the notification against the shop's own order, as every shop must.
fn check(received: &Received, kind: Kind) -> Result<(), String> {
    let expected = Expected::order(kind.number(), TOTAL);
    let compared = match &received.handled.outcome {
        Outcome::Payment(found) => found.expect(&expected),
        Outcome::PartnerPayment(found) => found.expect(&expected),
        Outcome::CombinePayment(found) => found.expect(&expected),
        Outcome::V2Payment(found) => found.expect(&expected),
        other => return Err(format!("the notification is {}", other.name())),
    };
    compared.map_err(|error| error.to_string())
}

async fn ask(shop: &Shop, kind: Kind) -> Result<TradeState, Error> {
    let id = OrderId::OutTradeNo(kind.number().to_owned());
    Ok(match kind {
        Kind::Direct => shop.pay.query_order(&id).await?.trade_state,
        Kind::Partner => {
            let query = PartnerOrderQuery::new(&shop.sandbox.identity().sub_mchids[0], id);
            shop.pay.query_partner_order(&query).await?.trade_state
        }
        Kind::Combine => {
            let found = shop.pay.query_combine_order(&CombineOrderQuery::new(kind.number())).await?;
            if found.was_paid() { TradeState::Success } else { TradeState::NotPay }
        }
        Kind::V2 => shop.pay.query_v2_order(&V2OrderQuery::new(id.clone())).await?.trade_state,
    })
}

/// Somebody takes a genuine notification and changes one byte of it.
fn forgery(timeline: &Timeline, shop: &Shop) -> Result<(), String> {
    let genuine = shop.counter.received().remove(0);
    let mut body = genuine.body;
    let middle = body.len() / 2;
    body[middle] = if body[middle] == b'A' { b'B' } else { b'A' };
    let forged = shop.pay.handle_notification(&genuine.headers, &body);
    timeline.say("stranger -> shop", "a genuine notification with one byte changed");
    match &forged.outcome {
        Outcome::Refused(error) if answer_to(&forged).status == 401 => {
            timeline.say("shop -> stranger", &format!("refused: {}, answered 401", error.code()));
            Ok(())
        }
        other => Err(format!("the forged notification was taken: {}", other.name())),
    }
}

async fn paid_twice(timeline: &Timeline, shop: &Shop) -> Result<(), String> {
    timeline.say("shop -> QQ", &format!("order {} once more, by mistake", Kind::Direct.number()));
    match place(shop, Kind::Direct).await {
        Err(error) if error.code() == "ORDERPAID" && error.retry() == Retry::ConfirmFirst => {
            timeline.say("QQ -> shop", "ORDERPAID: query it, do not order again");
            Ok(())
        }
        Err(error) => Err(error.to_string()),
        Ok(_) => Err("an order that is paid was placed again".to_owned()),
    }
}

/// Gives back 5.00 of 19.99 yuan.
async fn refund(timeline: &Timeline, shop: &Shop) -> Result<(), String> {
    let before = shop.counter.received().len();
    let request = RefundRequest::new(Kind::Direct.number(), "DEMO-refund", 500, TOTAL);
    timeline.say("shop -> WeChat Pay", "refund DEMO-refund: 5.00 of the 19.99 yuan of DEMO-direct");
    let taken = shop.pay.refund(&request).await.map_err(|error| error.to_string())?;
    timeline.say("WeChat Pay -> shop", &format!("accepted: {}", taken.status));
    shop.advance(10);
    let received = shop.received(before + 1).await.remove(before);
    let Outcome::Refund(notice) = &received.handled.outcome else {
        return Err(format!("the refund notification is {}", received.handled.outcome.name()));
    };
    if (notice.out_refund_no.as_str(), notice.amount.refund) != ("DEMO-refund", 500) {
        return Err("the notification is about another refund".to_owned());
    }
    timeline.say(
        "WeChat Pay -> shop",
        &format!(
            "notification: refund {} of {} fen, signature right, answered {}",
            notice.refund_status, notice.amount.refund, received.answer.status
        ),
    );
    let found =
        shop.pay.query_refund(&RefundQuery::new("DEMO-refund")).await.map_err(|error| error.to_string())?;
    if found.status != RefundStatus::Success {
        return Err(format!("the refund query says {}", found.status));
    }
    timeline.say("shop -> WeChat Pay", &format!("refund query: {}. The money is back", found.status));
    Ok(())
}

/// An order that nobody pays is closed, so that its link can never be paid.
async fn close(timeline: &Timeline, shop: &Shop) -> Result<(), String> {
    let placed = shop
        .pay
        .place_order(&direct("DEMO-unpaid"))
        .await
        .and_then(Placement::placed)
        .map_err(|error| error.to_string())?;
    let order = OrderReference::new(OrderFamily::Direct, &placed.out_trade_no);
    timeline.say("shop -> WeChat Pay", "order DEMO-unpaid was not paid: close it if that is still so");
    let status = shop.pay.close_if_unpaid(&order).await.map_err(|error| error.to_string())?;
    if status.state != PaymentState::Closed {
        return Err(format!("the order is {}", status.state.name()));
    }
    if shop.sandbox.pay(&placed.h5_url).await.is_ok() {
        return Err("a closed order was paid".to_owned());
    }
    timeline.say("WeChat Pay -> shop", "closed; a payer who still has the link is turned away");
    Ok(())
}

/// The next morning: the bill of the day must list every payment and the refund, and its digest must be right.
async fn bill(timeline: &Timeline, shop: &Shop) -> Result<(), String> {
    shop.next_day(10 * 3600);
    let day = shop.day(-1);
    let stream = shop.pay.trade_bill(&TradeBillRequest::new(day)).await.map_err(|error| error.to_string())?;
    let bill = stream.for_each(|_| Ok(())).await.map_err(|error| error.to_string())?;
    // The combine order is two transactions.
    let (paid, back) = (4 * TOTAL, 500);
    let sums = (bill.rows, bill.summary.order_amount, bill.summary.refund_amount);
    if !bill.verified || sums != (6, Some(paid), Some(back)) {
        return Err(format!("the bill says {sums:?}, verified: {}", bill.verified));
    }
    timeline.say(
        "WeChat Pay -> shop",
        "next day, 10:00: trade bill of 6 rows, 79.96 yuan paid, 5.00 given back; its SHA-1 digest is right",
    );
    Ok(())
}

async fn keep(shop: &Shop) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/sandbox.env");
    write_env_file(&path, &shop.sandbox.env()).map_err(|error| error.to_string())?;
    println!(
        "\nThe sandbox stays up at {} until Ctrl-C. Its settings are in target/sandbox.env:",
        shop.sandbox.base_url()
    );
    println!("  set -a; . target/sandbox.env; set +a");
    loop {
        tokio::select! {
            stopped = tokio::signal::ctrl_c() => return stopped.map_err(|error| error.to_string()),
            () = tokio::time::sleep(Duration::from_secs(3600)) => {}
        }
    }
}
