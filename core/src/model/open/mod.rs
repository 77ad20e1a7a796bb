//! What a shop still waits for: its open orders and refunds, to be asked for.

mod order;
mod refund;

pub use order::{OpenOrder, OpenOrders};
pub use refund::{OpenRefund, OpenRefunds};

use crate::error::{Error, Result, sdk_codes};
#[cfg(feature = "client")]
use crate::model::common::times;

/// How much a run may ask, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client asks"))]
pub(crate) struct RunLimits {
    /// Seconds from one run to the next.
    pub(crate) every: u32,
    /// Questions in a second.
    pub(crate) per_second: u32,
    /// Seconds that a run takes at the most.
    pub(crate) limit: u32,
}

impl RunLimits {
    /// The limits as given, or the usual ones.
    fn of(every: Option<u32>, per_second: Option<u32>, limit: Option<u32>) -> Result<Self> {
        Ok(Self {
            every: within("every", every, 60, 7 * 24 * 3600)?,
            per_second: within("per_second", per_second, 10, 100)?,
            limit: within("limit", limit, 50, 24 * 3600)?,
        })
    }
}

fn within(field: &str, given: Option<u32>, usual: u32, most: u32) -> Result<u32> {
    match given.unwrap_or(usual) {
        value if (1..=most).contains(&value) => Ok(value),
        _ => {
            let detail = format!("a whole number from 1 to {most}");
            Err(Error::sdk(&sdk_codes::VALUE_NOT_ALLOWED).with_field(field).with_detail(detail))
        }
    }
}

/// Clocks of two machines differ, but not by this, in seconds: whoever gives milliseconds is told.
#[cfg(feature = "client")]
const AHEAD: i64 = 3600;

/// The moment that a row names, in Unix seconds.
#[cfg(feature = "client")]
fn moment(field: &str, text: &str, now: i64) -> Result<i64> {
    let refused = |detail: &str| Error::sdk(&sdk_codes::ROW_TIME).with_field(field).with_detail(detail);
    let at = times::moment(text).ok_or_else(|| refused("it is no instant"))?;
    if at > now.saturating_add(AHEAD) { Err(refused("it lies in the future")) } else { Ok(at) }
}
