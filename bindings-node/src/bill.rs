//! A bill on its way.

use napi::bindgen_prelude::{Either, PromiseRaw};
use napi::{Env, Result as NodeResult};
use napi_derive::napi;
use qq_wxpay::bridge::BillRows;

use crate::failure::Failure;

/// The rows of a bill, some at a time: one call for many rows.
#[napi]
pub struct NativeBill(BillRows);

impl NativeBill {
    pub(crate) fn new(rows: BillRows) -> Self {
        Self(rows)
    }
}

#[napi]
impl NativeBill {
    /// A JSON list of at most so many rows; nothing at the end.
    #[napi(ts_return_type = "Promise<string | null | Failure>")]
    pub fn next_rows<'env>(
        &self,
        env: &'env Env,
        maximum: u32,
    ) -> NodeResult<PromiseRaw<'env, Either<Option<String>, Failure>>> {
        let rows = self.0.clone();
        let maximum = usize::try_from(maximum).unwrap_or(usize::MAX);
        env.spawn_future(async move { Ok(Failure::or(rows.next_rows(maximum).await)) })
    }

    /// The totals and the proof, as JSON; nothing before the end.
    #[napi(ts_return_type = "Promise<string | null>")]
    pub fn finished<'env>(&self, env: &'env Env) -> NodeResult<PromiseRaw<'env, Option<String>>> {
        let rows = self.0.clone();
        env.spawn_future(async move { Ok(rows.finished().await) })
    }

    /// Ends the download.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn close<'env>(&self, env: &'env Env) -> NodeResult<PromiseRaw<'env, ()>> {
        let rows = self.0.clone();
        env.spawn_future(async move {
            rows.leave().await;
            Ok(())
        })
    }
}
