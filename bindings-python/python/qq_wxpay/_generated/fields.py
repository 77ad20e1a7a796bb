# Written by `cargo xtask generate` from the models in Rust. Do not edit.
"""Fields that take an instant, fields that take a day."""

MOMENTS = frozenset(["asked_at", "placed_at", "requested_at", "time_expire", "time_start", "v2_former_sign_type_until"])
DAYS = frozenset(["bill_date"])
