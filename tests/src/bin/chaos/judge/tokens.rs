//! Whether QQ was asked for more access tokens than there are reasons for.

use std::collections::HashMap;

use qq_wxpay_tests::chaos::Line;

use super::{Loss, losses};
use crate::ledger::{Entry, What};

/// How late the director may hear of something, microseconds.
const HEARD_LATE: u64 = 500_000;

/// While a store is away each machine may fetch so often, microseconds.
const ONE_IN: u64 = 10_000_000;

/// A client that has waited so long gives the request up, microseconds; on a busy machine the token may be there all the same.
const GIVEN_UP: u64 = 2_800_000;

/// Faults of QQ's `getToken` after which a token is there that nobody has got. Of a time-out the client's patience tells.
const LOST: [&str; 3] = ["drop_after", "drop_mid_reply", "truncated_body"];

/// Why a token may be fetched, from this moment on.
struct Reason {
    from: u64,
    what: &'static str,
}

/// Each token must have a reason of its own that is older than it.
pub(super) fn judge(entries: &[Entry], machines: u64) -> Vec<String> {
    let mut reasons = reasons(entries, machines);
    reasons.sort_by_key(|reason| reason.from);
    let mut used: Vec<String> = Vec::new();
    let issued = entries
        .iter()
        .filter(|entry| matches!(&entry.what, What::Sandbox { kind, .. } if kind == "token.issued"));
    for token in issued {
        let fits = reasons.iter().position(|reason| reason.from <= token.at + HEARD_LATE);
        match fits {
            Some(place) => used.push(format!("{} ({})", token.at, reasons.remove(place).what)),
            None => {
                let wrong = format!("a token at {} without a reason; those before it: {used:?}", token.at);
                return vec![wrong];
            }
        }
    }
    Vec::new()
}

fn reasons(entries: &[Entry], machines: u64) -> Vec<Reason> {
    let mut reasons = vec![Reason { from: 0, what: "the first" }];
    let mut add = |from, what| reasons.push(Reason { from, what });
    let mut fetching: HashMap<u32, u64> = HashMap::new();
    for entry in entries {
        match &entry.what {
            What::Jumped => add(entry.at, "it was due"),
            What::Flushed | What::RedisBack { emptied: true } => add(entry.at, "the store was emptied"),
            What::Sandbox { kind, summary } if kind == "fault.struck" => {
                let is_lost = LOST.iter().any(|fault| *summary == format!("{fault} at token"));
                if is_lost {
                    add(entry.at, "the reply before was lost");
                }
            }
            What::Said { pid, line: Line::Fetching } => drop(fetching.insert(*pid, entry.at)),
            What::Said { pid, line: Line::Fetched } => {
                let began = fetching.remove(pid).unwrap_or(entry.at);
                if entry.at - began >= GIVEN_UP {
                    add(began, "who fetched had no patience");
                }
            }
            What::Killed { pid } => {
                if let Some(began) = fetching.remove(pid) {
                    add(began, "who fetched was killed");
                }
            }
            _ => {}
        }
    }
    for Loss { from, to, pid } in losses(entries) {
        // A process that alone cannot write counts as a machine of its own.
        let each = if pid.is_some() { 1 } else { machines };
        let times = if to > from { to.saturating_sub(from) / ONE_IN + 1 } else { 0 };
        (0..each * times).for_each(|_| add(from, "the store was away"));
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000;

    fn at(second: u64, what: What) -> Entry {
        Entry { at: second * SECOND, what }
    }

    fn sandbox(second: u64, kind: &str, summary: &str) -> Entry {
        at(second, What::Sandbox { kind: kind.to_owned(), summary: summary.to_owned() })
    }

    fn token(second: u64) -> Entry {
        sandbox(second, "token.issued", "valid for 7200 s")
    }

    #[test]
    fn a_token_needs_a_reason_of_its_own_that_is_older() {
        let found = |entries: &[Entry]| judge(entries, 2).len();
        assert_eq!(found(&[token(1)]), 0);
        assert_eq!(found(&[token(1), token(2)]), 1);
        let lost = sandbox(2, "fault.struck", "drop_after at token");
        for reason in [at(2, What::Jumped), at(2, What::Flushed), lost] {
            assert_eq!(found(&[token(1), reason.clone(), token(3)]), 0);
            assert_eq!(found(&[token(1), reason.clone(), token(3), token(4)]), 1);
            assert_eq!(found(&[token(0), token(1), reason]), 1);
        }
    }

    #[test]
    fn a_holder_that_was_killed_has_the_token_that_it_waited_for() {
        let said = |line| What::Said { pid: 7, line };
        let killed = [at(1, said(Line::Fetching)), token(2), at(3, What::Killed { pid: 7 }), token(4)];
        assert_eq!(judge(&killed, 1).len(), 0);
        let had_it = [at(1, said(Line::Fetching)), token(2), at(2, said(Line::Fetched))];
        assert_eq!(judge(&[&had_it[..], &[at(3, What::Killed { pid: 7 }), token(4)]].concat(), 1).len(), 1);
    }

    #[test]
    fn while_redis_is_away_each_machine_fetches_once_in_ten_seconds() {
        let away = [at(1, What::RedisGone), at(5, What::RedisBack { emptied: false })];
        let tokens = |count| (0..count).map(|_| token(6)).collect::<Vec<_>>();
        // Four seconds and the time until Redis is asked again are more than ten together for nobody.
        assert_eq!(judge(&[&away[..], &tokens(1 + 2 + 2)].concat(), 2).len(), 0);
        assert_eq!(judge(&[&away[..], &tokens(1 + 2 + 2 + 1)].concat(), 2).len(), 1);
    }
}
