//! What became of open orders and refunds: reports over the border, those that are there at once together.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::FutureExt as _;
use futures_util::future::{Either, select};
use tokio::sync::{Mutex, Notify};

use super::FieldCase;
use super::operations::unknown_operation;
use crate::client::{OpenOrderReports, OpenRefundReports, QqWxPay};
use crate::error::Result;
use crate::fork_gate::in_sections;
use crate::model::{OpenOrders, OpenRefunds, RequestFromJson};

/// The reports of a run, some at a time, once, by one reader. Clones are the same run.
#[derive(Clone)]
pub struct Reports {
    /// `None` after the last report, and when the reader has left.
    run: Arc<Mutex<Option<Run>>>,
    /// Wakes whoever waits for a report when the reader leaves.
    left: Arc<Notify>,
    has_left: Arc<AtomicBool>,
    names: FieldCase,
}

enum Run {
    Orders(OpenOrderReports),
    Refunds(OpenRefundReports),
}

/// Begins a run.
///
/// # Errors
/// As the operation of [`QqWxPay`] with this name, fields named as in the language; `UNKNOWN_OPERATION`.
pub fn reports(pay: &QqWxPay, operation: &str, arguments: &str, names: FieldCase) -> Result<Reports> {
    let begun = begin(pay, operation, &names.read(arguments));
    let run = begun.map_err(|error| names.error(&error))?;
    Ok(Reports {
        run: Arc::new(Mutex::new(Some(run))),
        left: Arc::default(),
        has_left: Arc::default(),
        names,
    })
}

fn begin(pay: &QqWxPay, operation: &str, arguments: &str) -> Result<Run> {
    Ok(match operation {
        "confirm_open_orders" => Run::Orders(pay.confirm_open_orders(&OpenOrders::from_json(arguments)?)?),
        "confirm_open_refunds" => {
            Run::Refunds(pay.confirm_open_refunds(&OpenRefunds::from_json(arguments)?)?)
        }
        _ => return Err(unknown_operation(operation)),
    })
}

impl Reports {
    /// The next reports as a JSON array: at least one, as soon as there is one, and those that are there by then, `maximum` at the most;
    /// `None` after the last, and after [`Self::leave`].
    pub async fn next_reports(&self, maximum: usize) -> Option<String> {
        in_sections(self.collected(maximum)).await
    }

    async fn collected(&self, maximum: usize) -> Option<String> {
        let mut left = pin!(self.left.notified());
        left.as_mut().enable();
        let mut run = self.run.lock().await;
        let first = match run.as_mut().filter(|_| !self.is_left()) {
            Some(run) => {
                let next = pin!(run.next(self.names));
                match select(next, left).await {
                    Either::Left((first, _)) => first,
                    Either::Right(_) => None,
                }
            }
            None => None,
        };
        let Some(first) = first else { return self.ended(&mut run) };
        let mut reports = vec![first];
        while reports.len() < maximum
            && let Some(Some(report)) = run.as_mut().and_then(|run| run.next(self.names).now_or_never())
        {
            reports.push(report);
        }
        if self.is_left() {
            return self.ended(&mut run);
        }
        Some(format!("[{}]", reports.join(",")))
    }

    /// Ends the run, also while somebody waits for its next report.
    pub fn leave(&self) {
        self.has_left.store(true, Ordering::SeqCst);
        self.left.notify_waiters();
        if let Ok(mut run) = self.run.try_lock() {
            drop(run.take());
        }
    }

    fn is_left(&self) -> bool {
        self.has_left.load(Ordering::SeqCst)
    }

    fn ended(&self, run: &mut Option<Run>) -> Option<String> {
        drop(run.take());
        None
    }
}

impl Run {
    async fn next(&mut self, names: FieldCase) -> Option<String> {
        Some(match self {
            Self::Orders(reports) => {
                names.json(&reports.next().await?.with_error(|error| names.error(error)))
            }
            Self::Refunds(reports) => {
                names.json(&reports.next().await?.with_error(|error| names.error(error)))
            }
        })
    }
}

impl fmt::Debug for Reports {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Reports").finish_non_exhaustive()
    }
}
