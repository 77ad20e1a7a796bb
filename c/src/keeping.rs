//! Objects that the host keeps by a name: for hosts that forget everything of their own after each request, while the process goes on.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use qq_wxpay::bridge::in_section;

use crate::handles::TABLE;

/// So many names at the most: whoever makes up names for ever does not fill the memory.
const MOST: usize = 1_000;

static KEPT: Mutex<Option<HashMap<String, u64>>> = Mutex::new(None);

/// Keeps a handle by a name, in the place of what had it; 0 forgets the name. `false`: there are too many.
pub(crate) fn keep(name: &str, handle: u64) -> bool {
    with(|kept| {
        if handle == 0 {
            kept.remove(name);
            return true;
        }
        if kept.len() >= MOST && !kept.contains_key(name) {
            kept.retain(|_, handle| TABLE.get(*handle).is_some());
        }
        let has_room = kept.len() < MOST || kept.contains_key(name);
        if has_room {
            kept.insert(name.to_owned(), handle);
        }
        has_room
    })
}

/// The handle of a name; 0 when there is none, or its object was released since.
pub(crate) fn kept(name: &str) -> u64 {
    let handle = with(|kept| kept.get(name).copied()).unwrap_or_default();
    if TABLE.get(handle).is_some() { handle } else { 0 }
}

fn with<T>(work: impl FnOnce(&mut HashMap<String, u64>) -> T) -> T {
    // Every change is one name more or less: a panic elsewhere cannot leave it half done.
    in_section(|| work(KEPT.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default()))
}
