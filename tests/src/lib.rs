//! What the test suites of this folder share.
