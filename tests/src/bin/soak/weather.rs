//! What goes wrong at the sandbox, all the time.

use std::time::Duration;

use qq_wxpay_sandbox::{Deliver, Fault, FaultEndpoint, FaultKind, NotificationHeaders, Sandbox, Switches};
use qq_wxpay_tests::dice::Dice;
use qq_wxpay_tests::with;

/// Where faults strike.
const ENDPOINTS: [FaultEndpoint; 8] = [
    FaultEndpoint::Any,
    FaultEndpoint::Token,
    FaultEndpoint::Proxy,
    FaultEndpoint::Order,
    FaultEndpoint::Query,
    FaultEndpoint::Close,
    FaultEndpoint::Refund,
    FaultEndpoint::RefundQuery,
];

/// What strikes; lost replies, of which it is not known what became of the call, more often.
const KINDS: [FaultKind; 24] = [
    FaultKind::Status500,
    FaultKind::Status502Html,
    FaultKind::Status503,
    FaultKind::Status429,
    FaultKind::SystemError,
    FaultKind::Html200,
    FaultKind::Empty200,
    FaultKind::GarbageJson,
    FaultKind::TruncatedBody,
    FaultKind::TruncatedBody,
    FaultKind::FlippedByte,
    FaultKind::HugeBody,
    FaultKind::DropBefore,
    FaultKind::DropAfter,
    FaultKind::DropAfter,
    FaultKind::DropAfter,
    FaultKind::DropMidReply,
    FaultKind::CutReply(17),
    FaultKind::CutRequest(40),
    FaultKind::WrongSignature,
    FaultKind::WrongSignature,
    FaultKind::ProbeSignature,
    FaultKind::StaleTimestamp,
    FaultKind::UnknownSerial,
];

/// What holds a call up for all of its patience, and so is rare.
const SLOW: [FaultKind; 2] = [FaultKind::SlowBody, FaultKind::TimeOut];

/// How often a fault is added. At each place one may wait for its turn: some are asked seldom.
const EACH: Duration = Duration::from_millis(120);

/// One fault in so many is slow.
const ONE_IN: usize = 40;

/// How long notifications fare alike.
const MOOD: Duration = Duration::from_secs(2);

/// How long an access token lives, in seconds: many are fetched in an hour, over all processes.
const TOKEN: u32 = 120;

/// Adds faults until the task that runs this is aborted.
pub(crate) async fn faults(sandbox: &Sandbox, seed: &str) {
    let mut dice = Dice::new(seed);
    loop {
        let listed = sandbox.control("faults", "").await.unwrap_or_default();
        let waiting: Vec<Fault> = serde_json::from_str(&listed).unwrap_or_default();
        let kinds: &[FaultKind] = if dice.below(ONE_IN) == 0 { &SLOW } else { &KINDS };
        let (endpoint, kind) = (ENDPOINTS[dice.below(ENDPOINTS.len())], kinds[dice.below(kinds.len())]);
        if waiting.iter().all(|fault| fault.endpoint != endpoint) {
            sandbox.add_fault(Fault { endpoint, kind, times: 1 });
        }
        tokio::time::sleep(EACH).await;
    }
}

/// Changes how notifications fare until the task that runs this is aborted.
pub(crate) async fn moods(sandbox: &Sandbox, seed: &str) {
    let mut dice = Dice::new(seed);
    loop {
        let mood = dice.below(8);
        sandbox.set_switches(with(calm(), |switches| match mood {
            0 => switches.deliver = Deliver::Lost,
            1 => switches.deliver = Deliver::Hold,
            2 => switches.duplicate_each = true,
            3 => switches.probe_before_each = true,
            4 => switches.notification_delay_seconds = 400,
            5 => switches.notification_headers = NotificationHeaders::Drop,
            _ => {}
        }));
        tokio::time::sleep(MOOD).await;
        sandbox.release_deliveries();
    }
}

/// Refunds end soon, and so do access tokens.
fn calm() -> Switches {
    with(Switches::default(), |switches| {
        (switches.refund_seconds, switches.token_lifetime_seconds) = (1, TOKEN);
    })
}

/// Nothing goes wrong any more.
pub(crate) fn calm_down(sandbox: &Sandbox) {
    sandbox.clear_faults();
    sandbox.set_switches(calm());
    sandbox.release_deliveries();
}
