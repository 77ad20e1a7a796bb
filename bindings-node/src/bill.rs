//! A bill on its way.

use std::sync::Arc;

use napi::bindgen_prelude::{Either, PromiseRaw};
use napi::{Env, Result as NodeResult};
use napi_derive::napi;
use qq_wxpay::bridge::BillRows;
use tokio::sync::Mutex;

use crate::failure::Failure;

/// The rows of a bill, some at a time: one call for many rows.
#[napi]
pub struct NativeBill {
    /// `None` when the reader has left.
    rows: Arc<Mutex<Option<BillRows>>>,
}

impl NativeBill {
    pub(crate) fn new(rows: BillRows) -> Self {
        Self { rows: Arc::new(Mutex::new(Some(rows))) }
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
        let rows = Arc::clone(&self.rows);
        let maximum = usize::try_from(maximum).unwrap_or(usize::MAX);
        env.spawn_future(async move {
            let mut rows = rows.lock().await;
            Ok(match rows.as_mut() {
                Some(rows) => Failure::or(rows.next_rows(maximum).await),
                None => Either::A(None),
            })
        })
    }

    /// The totals and the proof, as JSON; nothing before the end.
    #[napi(ts_return_type = "Promise<string | null>")]
    pub fn finished<'env>(&self, env: &'env Env) -> NodeResult<PromiseRaw<'env, Option<String>>> {
        let rows = Arc::clone(&self.rows);
        env.spawn_future(async move { Ok(rows.lock().await.as_ref().and_then(BillRows::finished)) })
    }

    /// Ends the download.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn close<'env>(&self, env: &'env Env) -> NodeResult<PromiseRaw<'env, ()>> {
        let rows = Arc::clone(&self.rows);
        env.spawn_future(async move {
            drop(rows.lock().await.take());
            Ok(())
        })
    }
}
