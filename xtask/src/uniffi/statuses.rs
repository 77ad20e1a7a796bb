//! The one change to what UniFFI writes: in Kotlin a call takes its status from those that earlier calls have left.
//!
//! UniFFI makes two structures of JNA for each call. Each is memory outside the heap, an entry in a table of JNA's and a reference that the garbage
//! collector and a thread of JNA have to look after: more work than all else that a call does (benchmarks/PROFILES.md).

use std::fs;
use std::path::Path;

const BEFORE: &str = "    var status = UniffiRustCallStatus()
    val return_value = callback(status)
    uniffiCheckCallStatus(errorHandler, status)
    return return_value
}
";

/// A status that tells of an error goes to whoever reads the error, and is not used again.
const AFTER: &str = "    val status = uniffiFreeStatuses.poll() ?: UniffiRustCallStatus()
    val return_value = callback(status)
    uniffiCheckCallStatus(errorHandler, status)
    uniffiFreeStatuses.add(status)
    return return_value
}

// Statuses that no call uses: of all threads, for one that is kept by a thread would keep the class loader of an application alive.
private val uniffiFreeStatuses = java.util.concurrent.ConcurrentLinkedQueue<UniffiRustCallStatus>()
";

/// Changes a source that was written just now.
///
/// # Errors
/// When UniFFI writes something else.
pub(super) fn keep(source: &Path) -> Result<(), String> {
    let wrong = |why: &dyn std::fmt::Display| format!("{}: {why}", source.display());
    let text = fs::read_to_string(source).map_err(|error| wrong(&error))?;
    if text.matches(BEFORE).count() != 1 {
        return Err(wrong(
            &"UniFFI makes the status of a call in another way: look at xtask/src/uniffi/statuses.rs",
        ));
    }
    fs::write(source, text.replace(BEFORE, AFTER)).map_err(|error| wrong(&error))
}
