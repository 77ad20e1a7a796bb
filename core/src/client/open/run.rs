//! A run: a few questions at a time, each row as a task of its own, until all are reported or the time is over.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{Id, JoinSet};
use tokio::time::{Instant, timeout_at};
use tracing::Instrument as _;

use super::plan::{Planned, Times, What};
use crate::client::QqWxPay;
use crate::client::engine::driver::{out_of_time, runtime};
use crate::client::pace::Pace;
use crate::error::{Error, Retry, sdk_codes};
use crate::fork_gate::in_sections;
use crate::model::RunLimits;

/// What rows are: orders or refunds.
pub(super) trait Row: Clone + Send + Sync + 'static {
    /// What is reported of one.
    type Report: Send + 'static;

    /// What WeChat Pay says of one.
    type Answer: Send + 'static;

    /// Asks for it.
    fn ask(&self, asker: &mut Asker, times: Times)
    -> impl Future<Output = Result<Self::Answer, Stop>> + Send;

    /// The report of it.
    fn report(self, row: u32, result: RowResult<Self::Answer>) -> Self::Report;
}

/// What became of a row.
pub(super) enum RowResult<A> {
    Answered(A),
    /// Not before this moment, in Unix seconds.
    NotDue(i64),
    NotAsked,
    Refused(Error),
    NoAnswer(Error),
}

/// Why asking for a row ended without an answer.
pub(super) enum Stop {
    /// The time of the run was over before anything was sent.
    NotAsked,
    /// The question, or the closing of an order, failed.
    Failed(Error),
    /// The row says something else than WeChat Pay.
    Refused(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// What asks for one row.
pub(super) struct Asker {
    pay: QqWxPay,
    pace: Arc<Pace>,
    end: Instant,
    has_asked: bool,
}

impl Asker {
    /// Waits for the turn of one more question, and gives the client to ask with: it has the time that is left of the run.
    pub(super) async fn turn(&mut self) -> Result<QqWxPay, Stop> {
        let turn = timeout_at(self.end, self.pace.turn()).await;
        let left = self.end.saturating_duration_since(Instant::now());
        if turn.is_err() || left.is_zero() {
            return Err(if self.has_asked { Stop::Failed(out_of_time()) } else { Stop::NotAsked });
        }
        self.has_asked = true;
        Ok(self.pay.within(self.pay.limit().min(left)))
    }

    /// A pause, as long as the run lasts.
    pub(super) async fn pause(&self, pause: Duration) {
        // That the run is over is told by the next turn.
        drop(timeout_at(self.end, tokio::time::sleep(pause)).await);
    }
}

/// The rows of a run. Dropping it drops what is under way.
pub(super) struct Run<R: Row> {
    pay: QqWxPay,
    pace: Arc<Pace>,
    end: Instant,
    in_flight: usize,
    rows: VecDeque<Planned<R>>,
    tasks: JoinSet<R::Report>,
    /// The rows of these tasks, for one that panics.
    under_way: HashMap<Id, (u32, R)>,
}

impl<R: Row> Run<R> {
    pub(super) fn begin(pay: &QqWxPay, rows: Vec<Planned<R>>, limits: RunLimits) -> Self {
        let pace = Arc::new(Pace::new(limits.per_second));
        Self {
            pay: pay.at_pace(Arc::clone(&pace)),
            pace,
            end: Instant::now() + Duration::from_secs(limits.limit.into()),
            // Enough for answers that take a third of a second, and few when WeChat Pay does not answer at all.
            in_flight: usize::try_from(limits.per_second).unwrap_or(usize::MAX).div_ceil(2).clamp(2, 16),
            rows: rows.into(),
            tasks: JoinSet::new(),
            under_way: HashMap::new(),
        }
    }

    pub(super) async fn next(&mut self) -> Option<R::Report> {
        while self.tasks.len() < self.in_flight {
            let Some(planned) = self.rows.pop_front() else { break };
            if let Some(report) = self.begin_row(planned) {
                return Some(report);
            }
        }
        let (task, report) = match self.tasks.join_next_with_id().await? {
            Ok((task, report)) => (task, Some(report)),
            Err(failure) => (failure.id(), None),
        };
        let row = self.under_way.remove(&task);
        // Its task panicked, or its runtime ended.
        let lost = || Error::sdk(&sdk_codes::CALL_ABANDONED).with_retry(Retry::SameRequest);
        report.or_else(|| row.map(|(row, subject)| subject.report(row, RowResult::NoAnswer(lost()))))
    }

    /// Begins to ask for a row, unless there is a report at once.
    fn begin_row(&mut self, Planned { row, subject, what }: Planned<R>) -> Option<R::Report> {
        let result = match what {
            What::Refuse(error) => RowResult::Refused(error),
            What::Wait(until) => RowResult::NotDue(until),
            What::Ask(_) if Instant::now() >= self.end => RowResult::NotAsked,
            What::Ask(times) => match runtime() {
                Err(error) => RowResult::NoAnswer(error),
                Ok(runtime) => {
                    let work = in_sections(self.ask(row, subject.clone(), times)).in_current_span();
                    let task = self.tasks.spawn_on(work, &runtime).id();
                    self.under_way.insert(task, (row, subject));
                    return None;
                }
            },
        };
        Some(subject.report(row, result))
    }

    fn ask(&self, row: u32, subject: R, times: Times) -> impl Future<Output = R::Report> + use<R> {
        let (pay, pace, end) = (self.pay.clone(), Arc::clone(&self.pace), self.end);
        async move {
            let mut asker = Asker { pay, pace, end, has_asked: false };
            let answered = subject.ask(&mut asker, times).await;
            subject.report(
                row,
                match answered {
                    Ok(answer) => RowResult::Answered(answer),
                    Err(Stop::NotAsked) => RowResult::NotAsked,
                    Err(Stop::Refused(error)) => RowResult::Refused(error),
                    // Whether another question helps is said where every such advice is made.
                    Err(Stop::Failed(error)) if error.retry() == Retry::Never => RowResult::Refused(error),
                    Err(Stop::Failed(error)) => RowResult::NoAnswer(error),
                },
            )
        }
    }
}
