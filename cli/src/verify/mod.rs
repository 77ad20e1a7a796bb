//! `verify`: why a signature does not hold.
