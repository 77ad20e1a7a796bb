//! A run over open orders or refunds.

use std::sync::Arc;

use qq_wxpay::bridge::{FieldCase, Reports, cancelled_question, run_within};

use crate::client::NativeClient;
use crate::failure::NativeFailure;
use crate::pending::{Answer, NativeCall};

/// The reports of a run: those that are there at once in one call.
#[derive(uniffi::Object)]
pub struct NativeReports(Reports, FieldCase);

#[uniffi::export]
impl NativeClient {
    /// Begins a run over open orders or refunds; a question is limited to so many milliseconds.
    pub fn reports(
        &self,
        operation: &str,
        arguments: &str,
        timeout: Option<u64>,
    ) -> Result<Arc<NativeReports>, NativeFailure> {
        let case = self.case();
        let begun = self.begun_reports(operation, arguments, timeout);
        begun.map(|reports| Arc::new(NativeReports(reports, case)))
    }
}

#[uniffi::export]
impl NativeReports {
    /// A JSON list of the next reports, at most so many; nothing at the end.
    pub async fn next_reports(&self, maximum: u32) -> Result<Option<String>, NativeFailure> {
        let reports = self.0.clone();
        let maximum = usize::try_from(maximum).unwrap_or(usize::MAX);
        let portion =
            run_within(None, async move { Ok(reports.next_reports(maximum).await) }, cancelled_question)
                .await;
        portion.map_err(|error| NativeFailure::new(&error, self.1))
    }

    /// The same for a host that fetches.
    pub fn begin_reports(self: Arc<Self>, maximum: u32) -> Result<Arc<NativeCall>, NativeFailure> {
        let names = self.1;
        let work = async move { self.next_reports(maximum).await.map(Answer::Text) };
        NativeCall::begin(work, None, cancelled_question, names)
    }

    /// Ends the run.
    pub fn leave(&self) {
        self.0.leave();
    }
}
