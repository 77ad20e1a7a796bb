//! Bills: files made of the table of orders and refunds, and the links that lead to them.

mod day;
mod files;
mod flow;
mod sheet;
mod trade;

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use rsa_sha1::{Digest as _, Sha1};

pub(crate) use day::Day;
pub(crate) use files::BillFiles;
pub(crate) use trade::TradeKind;

use crate::refunds;
use crate::state::SandboxState;

/// Why there is no bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BillProblem {
    /// Nothing happened on that day, it is too long ago, or it is still to come.
    Missing,
    /// It is made at 10:00 of the next day.
    Creating,
}

/// The trade bill of a day, of one sub merchant or of all.
pub(crate) fn trade(
    state: &SandboxState,
    day: &Day,
    kind: TradeKind,
    sub_mchid: Option<&str>,
) -> Result<Vec<u8>, BillProblem> {
    day.check(state.clock.now(), state.switches().bills_at_once)?;
    refunds::settle_due(state);
    trade::write(&state.orders(), day, kind, sub_mchid).ok_or(BillProblem::Missing)
}

/// The fund flow bill of a day: the movements of the merchant's basic account.
pub(crate) fn fund_flow(state: &SandboxState, day: &Day) -> Result<Vec<u8>, BillProblem> {
    day.check(state.clock.now(), state.switches().bills_at_once)?;
    refunds::settle_due(state);
    flow::write(&state.orders(), &state.identity.mchid, day).ok_or(BillProblem::Missing)
}

/// The digest of a file in lower-case hexadecimal digits.
pub(crate) fn sha1(file: &[u8]) -> String {
    Sha1::digest(file).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The file as it travels when it is asked for with `tar_type`.
pub(crate) fn packed(file: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(file).and_then(|()| encoder.finish()).expect("memory takes everything")
}
