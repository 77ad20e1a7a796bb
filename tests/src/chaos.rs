//! What the director of the chaos program and the processes of its shop say to each other, one JSON line each: commands on the process's
//! standard input, what it does on its standard output. A pipe takes a line of a process whose disk is full, and keeps it when the process
//! is killed.

use std::io::Write as _;

use qq_wxpay::model::OrderFamily;
use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

/// What a process is told to do. `ask` is the number under which it answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Place an order.
    Place {
        /// The number of the answer.
        ask: u64,
        /// Which one.
        order: Order,
        /// Where its notification goes.
        notify_url: String,
    },
    /// Ask for a refund of a paid order.
    Refund {
        /// The number of the answer.
        ask: u64,
        /// Which one.
        refund: Refund,
        /// Where its notification goes.
        notify_url: String,
    },
    /// Ask for the access token.
    Token {
        /// The number of the answer.
        ask: u64,
    },
    /// Ask for what is still open, and report what has ended.
    Poll {
        /// The number of the answer.
        ask: u64,
        /// The orders that the shop has not delivered.
        orders: Vec<Order>,
        /// The refunds of which the shop knows no end.
        refunds: Vec<Refund>,
    },
    /// The client's clock is put ahead by so many seconds.
    Clock(i64),
    /// From now on no file can be written, or again.
    Disk {
        /// Whether it is full.
        full: bool,
    },
}

/// An order of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Which kind.
    pub family: OrderFamily,
    /// The merchant's number.
    pub number: String,
}

/// A refund of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// Of which order.
    pub order: Order,
    /// The merchant's number.
    pub number: String,
}

/// What a process says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// It takes notifications at this port.
    Ready {
        /// On loopback.
        port: u16,
    },
    /// It sends a request for an access token.
    Fetching,
    /// The request has ended, one way or the other.
    Fetched,
    /// The answer to a command.
    Answer {
        /// The command's number.
        ask: u64,
        /// A payment link, or what became of it.
        said: Result<String, String>,
    },
    /// The shop's function was called.
    Begin {
        /// Counted by the process.
        run: u64,
        /// What for.
        about: About,
        /// The event says that the function may have run before.
        repeat: bool,
    },
    /// The shop's function is at its end.
    End {
        /// The run that ends.
        run: u64,
        /// How.
        how: How,
    },
    /// The poller reports it.
    Reported {
        /// What it reports.
        about: About,
    },
    /// Those who run the shop are told of a fault.
    Fault {
        /// Its code.
        code: String,
        /// The whole line.
        message: String,
    },
}

/// What the shop's function was called for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// An order that is paid.
    Paid {
        /// The merchant's number of the order.
        number: String,
    },
    /// A refund that has ended.
    Refund {
        /// The merchant's number of the refund.
        number: String,
        /// As WeChat Pay calls it.
        status: String,
    },
}

/// How a run of the shop's function ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It did its work.
    Done,
    /// It gave an error or panicked.
    Failed,
    /// It was dropped while it ran: who called it has gone.
    Cut,
}

/// A line and its moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// See [`now`].
    pub at: u64,
    /// What was said.
    pub line: Line,
}

/// Microseconds of the clock that all processes of a machine share and nobody puts right.
#[must_use]
pub fn now() -> u64 {
    let moment = clock_gettime(ClockId::Monotonic);
    u64::try_from(moment.tv_sec * 1_000_000 + moment.tv_nsec / 1000).unwrap_or_default()
}

/// Says a line: one write, so that lines of several threads do not mix and none is cut when the process is killed.
pub fn say(line: Line) {
    let Ok(mut text) = serde_json::to_string(&Said { at: now(), line }) else { return };
    text.push('\n');
    let mut out = std::io::stdout().lock();
    // Whoever does not listen any more ends this process.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
