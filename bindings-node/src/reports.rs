//! A run over open orders or refunds.

use napi::bindgen_prelude::PromiseRaw;
use napi::{Env, Result as NodeResult};
use napi_derive::napi;
use qq_wxpay::bridge::Reports;

/// The reports of a run: those that are there at once in one call.
#[napi]
pub struct NativeReports(Reports);

impl NativeReports {
    pub(crate) fn new(reports: Reports) -> Self {
        Self(reports)
    }
}

#[napi]
impl NativeReports {
    /// A JSON list of the next reports, at most so many; nothing at the end.
    #[napi(ts_return_type = "Promise<string | null>")]
    pub fn next_reports<'env>(
        &self,
        env: &'env Env,
        maximum: u32,
    ) -> NodeResult<PromiseRaw<'env, Option<String>>> {
        let reports = self.0.clone();
        let maximum = usize::try_from(maximum).unwrap_or(usize::MAX);
        env.spawn_future(async move { Ok(reports.next_reports(maximum).await) })
    }

    /// Ends the run.
    #[napi]
    pub fn close(&self) {
        self.0.leave();
    }
}
