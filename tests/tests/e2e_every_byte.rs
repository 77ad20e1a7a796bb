//! An order whose exchange is cut at every byte, of the request and of the reply: whatever placing says, the order is found
//! out, it exists once at most, and it can be placed and paid.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use qq_wxpay::model::{OrderFamily, OrderReference, PaymentState, PlacedOrder, Placement, StatusReason};
use qq_wxpay::{ErrorKind, QqWxPay, Result, Retry};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use qq_wxpay_tests::shop::{Shop, combine, direct, impatient, partner, settings, v2};
use qq_wxpay_tests::with;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Which half of the exchange is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Request,
    Reply,
}

impl Half {
    fn cut(self, bytes: u32) -> FaultKind {
        match self {
            Self::Request => FaultKind::CutRequest(bytes),
            Self::Reply => FaultKind::CutReply(bytes),
        }
    }
}

/// A shop with two clients: one that sends each request once, and one that repeats.
struct Walk {
    shop: Shop,
    once: QqWxPay,
    /// Asks what became of an order.
    asking: QqWxPay,
    family: OrderFamily,
    half: Half,
}

/// What the first half of the walk found out about one order.
struct Found {
    number: String,
    exists: bool,
}

impl Walk {
    async fn open(family: OrderFamily, half: Half) -> Arc<Self> {
        // Many orders at once take their time on a busy machine, and a cut shows at once.
        let quick = with(impatient(), |retry| {
            retry.first_pause = Duration::from_millis(1);
            retry.longest_pause = Duration::from_millis(5);
            retry.attempt_timeout = Duration::from_secs(60);
            retry.deadline = Duration::from_secs(120);
        });
        let shop = Shop::open_with(|settings| settings, quick).await;
        let config = settings(&shop.sandbox).build().unwrap();
        let once =
            QqWxPay::builder(config.clone()).retry(with(quick, |retry| retry.attempts = 1)).build().unwrap();
        let asking = QqWxPay::builder(config).retry(quick).build().unwrap();
        // Nothing but orders is to be cut, and both tokens live for long enough.
        shop.pay.access_token().await.unwrap();
        once.access_token().await.unwrap();
        Arc::new(Self { shop, once, asking, family, half })
    }

    /// Places the order.
    async fn place(&self, pay: &QqWxPay, number: &str) -> Result<PlacedOrder> {
        let sandbox = &self.shop.sandbox;
        outcome(match self.family {
            OrderFamily::Direct => pay.place_order(&direct(number)).await.and_then(Placement::placed),
            OrderFamily::Partner => {
                pay.place_partner_order(&partner(sandbox, number)).await.and_then(Placement::placed)
            }
            OrderFamily::Combine => {
                pay.place_combine_order(&combine(sandbox, number)).await.and_then(Placement::placed)
            }
            OrderFamily::V2 => pay.place_v2_order(&v2(number)).await.and_then(Placement::placed),
            family => unreachable!("{family:?}"),
        })
    }

    /// The same with the exchange cut once; gives how many orders that has made, too.
    async fn place_cut(&self, pay: &QqWxPay, number: &str, bytes: u32) -> (Result<PlacedOrder>, u64) {
        let created = || self.shop.sandbox.statistics().orders_created;
        let before = created();
        let kind = self.half.cut(bytes);
        self.shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Proxy, kind, times: 1 });
        let result = self.place(pay, number).await;
        (result, created() - before)
    }

    async fn confirm(&self, number: &str) -> (PaymentState, StatusReason) {
        let order = match OrderReference::new(self.family, number) {
            order if self.family == OrderFamily::Partner => {
                order.of_sub_merchant(&self.shop.sandbox.identity().sub_mchids[0])
            }
            order => order,
        };
        let status = self.asking.confirm_order(&order).await.unwrap();
        (status.state, status.reason)
    }

    /// How many bytes the half of the exchange has: from that many on a cut changes nothing of it.
    async fn length(&self) -> u32 {
        let (mut short, mut whole) = (0, 1 << 13);
        while short + 1 < whole {
            let middle = (short + whole) / 2;
            let (result, created) = self.place_cut(&self.once, &format!("LEN{middle:05}"), middle).await;
            let is_whole = if self.half == Half::Reply { result.is_ok() } else { created == 1 };
            wait_for_the_end(&result).await;
            if is_whole { whole = middle } else { short = middle }
        }
        whole
    }

    /// Places one order per cut by the client that sends once, and finds each of them out.
    async fn find_out(self: &Arc<Self>, cuts: &[u32], length: u32) -> Vec<Found> {
        let mut orders = Vec::new();
        for &bytes in cuts {
            let number = format!("CUT{bytes:05}");
            let (result, created) = self.place_cut(&self.once, &number, bytes).await;
            let at = format!("{:?} {:?} {number} of {length}", self.family, self.half);
            wait_for_the_end(&result).await;
            let exists = self.half == Half::Reply || bytes >= length;
            assert_eq!(created, u64::from(exists), "{at}");
            match result {
                Ok(placed) => {
                    assert!(placed.verified && self.half == Half::Reply && bytes >= length, "{at}");
                }
                Err(error) => {
                    assert!(self.half == Half::Request || bytes < length, "{at}: {error}");
                    assert_eq!(
                        (error.kind(), error.retry()),
                        (ErrorKind::Transport, Retry::ConfirmFirst),
                        "{at}: {error}"
                    );
                }
            }
            orders.push(Found { number, exists });
        }
        // The second question comes two seconds after the first one, so many are asked about at once.
        let walk = Arc::clone(self);
        at_once(&orders, move |number, exists| {
            let walk = Arc::clone(&walk);
            async move {
                let reason = if exists { StatusReason::Answered } else { StatusReason::NotFound };
                assert_eq!(walk.confirm(&number).await, (PaymentState::NotPaid, reason), "{number}");
            }
        })
        .await;
        orders
    }

    /// Places the identical orders again, pays some of them, and asks again.
    async fn go_on(self: &Arc<Self>, orders: &[Found]) {
        let walk = Arc::clone(self);
        at_once(orders, move |number, _| {
            let walk = Arc::clone(&walk);
            async move {
                let placed = walk.place(&walk.shop.pay, &number).await;
                let placed = placed.unwrap_or_else(|error| panic!("{number}: {error}"));
                if is_paid(&number) {
                    walk.shop.sandbox.pay(&placed.h5_url).await.unwrap();
                    let paid = (PaymentState::Paid, StatusReason::Answered);
                    assert_eq!(walk.confirm(&number).await, paid, "{number}");
                }
            }
        })
        .await;
    }

    /// Places one order per cut by the client that repeats: the payer sees nothing of the cut.
    async fn survive(&self, cuts: &[u32]) -> Vec<String> {
        let mut numbers = Vec::new();
        for &bytes in cuts {
            let number = format!("TRY{bytes:05}");
            let (result, created) = self.place_cut(&self.shop.pay, &number, bytes).await;
            let placed = result.unwrap_or_else(|error| panic!("{:?} {number}: {error}", self.family));
            assert!(placed.verified, "{number}");
            assert_eq!(created, 1, "{number}: one order, not one for each attempt");
            numbers.push(number);
        }
        numbers
    }

    /// The whole walk over these of `length` bytes.
    async fn run(self: Arc<Self>, chosen: impl Fn(u32, u32) -> bool) -> usize {
        let length = self.length().await;
        let cuts: Vec<u32> = (0..=length).filter(|bytes| chosen(*bytes, length)).collect();
        let orders = self.find_out(&cuts, length).await;
        self.go_on(&orders).await;
        let repeated = self.survive(&cuts).await;
        let book = self.book().await;
        let walked = orders.iter().map(|order| &order.number).chain(&repeated);
        let expected: BTreeMap<String, &str> = walked
            .map(|number| (number.clone(), if is_paid(number) { "SUCCESS" } else { "NOTPAY" }))
            .collect();
        assert_eq!(book.len(), expected.len());
        for (number, state) in &book {
            assert_eq!(expected.get(number), Some(&state.as_str()), "{number}");
        }
        // Each cut has struck, once for each client, and nothing waits any more.
        let struck = self.shop.sandbox.events().iter().filter(|event| event.kind == "fault.struck").count();
        assert!(struck >= 2 * cuts.len(), "{struck}");
        assert!(length > 300, "a shorter {:?} than {length} bytes is none", self.half);
        cuts.len()
    }

    /// The sandbox's own order book but for the orders that measured: number and state, in the order of the numbers.
    async fn book(&self) -> Vec<(String, String)> {
        let address = self.shop.sandbox.base_url();
        let mut stream = TcpStream::connect(address.trim_start_matches("http://")).await.unwrap();
        let request = b"GET /sandbox/orders HTTP/1.1\r\nhost: sandbox\r\nconnection: close\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.unwrap();
        let orders: Value = serde_json::from_str(reply.split_once("\r\n\r\n").unwrap().1).unwrap();
        let text = |order: &Value, name: &str| order[name].as_str().unwrap().to_owned();
        let orders = orders.as_array().unwrap().iter();
        let orders = orders.map(|order| (text(order, "out_trade_no"), text(order, "trade_state")));
        orders.filter(|(number, _)| !number.starts_with("LEN")).collect()
    }
}

/// What placing says: the order, or an error, which may mean that the outcome is not known.
fn outcome(said: Result<PlacedOrder>) -> Result<PlacedOrder> {
    said
}

/// Behind a whole reply the connection is cut as well: the client has to see that before it takes it again.
async fn wait_for_the_end(result: &Result<PlacedOrder>) {
    if result.is_ok() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Every fifth of the orders whose reply was lost is paid.
fn is_paid(number: &str) -> bool {
    let bytes = number.strip_prefix("CUT").and_then(|bytes| bytes.parse::<u32>().ok());
    bytes.is_some_and(|bytes| bytes.is_multiple_of(5))
}

/// Does the same with all orders, many at once.
async fn at_once<F>(orders: &[Found], act: impl Fn(String, bool) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let places = Arc::new(Semaphore::new(128));
    let mut tasks = JoinSet::new();
    for order in orders {
        let place = Arc::clone(&places).acquire_owned().await.unwrap();
        let acting = act(order.number.clone(), order.exists);
        tasks.spawn(async move {
            acting.await;
            drop(place);
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
}

/// How many sandboxes share the walk over every byte: the faults of one strike one order after the other.
const LANES: u32 = 3;

async fn every_byte(half: Half) {
    let mut lanes = JoinSet::new();
    for lane in 0..LANES {
        let walk = Walk::open(OrderFamily::Direct, half).await;
        lanes.spawn(walk.run(move |bytes, _| bytes % LANES == lane));
    }
    let mut walked = 0;
    while let Some(lane) = lanes.join_next().await {
        walked += lane.unwrap();
    }
    assert!(walked > 400, "{walked} bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_order_survives_a_cut_at_every_byte_of_the_reply() {
    every_byte(Half::Reply).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_order_survives_a_cut_at_every_byte_of_the_request() {
    every_byte(Half::Request).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_orders_survive_cuts_all_over_the_exchange() {
    for family in [OrderFamily::Partner, OrderFamily::Combine, OrderFamily::V2] {
        for half in [Half::Request, Half::Reply] {
            let walk = Walk::open(family, half).await;
            // The ends, and each 31st byte between them.
            let chosen =
                |bytes: u32, length: u32| bytes.is_multiple_of(31) || bytes < 2 || bytes + 2 > length;
            assert!(walk.run(chosen).await > 12, "{family:?} {half:?}");
        }
    }
}
