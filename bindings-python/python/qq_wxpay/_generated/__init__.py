"""Written by `cargo xtask generate`: types, operations and tables."""
