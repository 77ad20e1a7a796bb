//! All operations.

use super::operation::Operation;
use super::{bills, calls, prepared, pure};

/// Every operation.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    let kinds =
        [calls::OPERATIONS, pure::OPERATIONS, bills::OPERATIONS, prepared::OPERATIONS, bills::PREPARED];
    kinds.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_documented() {
        let mut names: Vec<_> = operations().map(|operation| operation.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(count > 40, "{count}");
        assert!(operations().all(|operation| operation.documentation.trim().ends_with('.')));
    }
}
