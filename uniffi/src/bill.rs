//! A bill on its way.

use qq_wxpay::bridge::{BillRows, FieldCase, cancelled_question, run_within};

use crate::failure::NativeFailure;

/// The rows of a bill, some at a time: one call for many rows.
#[derive(uniffi::Object)]
pub struct NativeBill(BillRows, FieldCase);

impl NativeBill {
    pub(crate) fn new(rows: BillRows, names: FieldCase) -> Self {
        Self(rows, names)
    }

    pub(crate) fn case(&self) -> FieldCase {
        self.1
    }
}

#[uniffi::export]
impl NativeBill {
    /// A JSON list of at most so many rows; nothing at the end.
    pub async fn next_rows(&self, maximum: u32) -> Result<Option<String>, NativeFailure> {
        let rows = self.0.clone();
        let maximum = usize::try_from(maximum).unwrap_or(usize::MAX);
        let portion =
            run_within(None, async move { rows.next_rows(maximum).await }, cancelled_question).await;
        portion.map_err(|error| NativeFailure::new(&error, self.1))
    }

    /// The totals and the proof, as JSON; nothing before the end.
    pub async fn finished(&self) -> Option<String> {
        self.0.finished().await
    }

    /// Ends the download.
    pub async fn leave(&self) {
        self.0.leave().await;
    }
}
