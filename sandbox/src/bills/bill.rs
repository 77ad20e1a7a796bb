//! A bill as it is asked for: of a day that is over, made of the tables.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use rsa_sha1::{Digest as _, Sha1};

use super::{BillProblem, Day, TradeKind, flow, trade as trades};
use crate::refunds;
use crate::state::SandboxState;

/// The trade bill of a day, of one sub merchant or of all.
pub(crate) fn trade(
    state: &SandboxState,
    day: &Day,
    kind: TradeKind,
    sub_mchid: Option<&str>,
) -> Result<Vec<u8>, BillProblem> {
    day.check(state.clock.now(), state.switches().bills_at_once)?;
    refunds::settle_due(state);
    trades::write(&state.orders(), day, kind, sub_mchid).ok_or(BillProblem::Missing)
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
