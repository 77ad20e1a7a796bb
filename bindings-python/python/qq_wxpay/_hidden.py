# Written by `cargo xtask generate` from the models in Rust. Do not edit.
"""The payer, secrets, links: fields that no repr shows."""

HIDDEN = frozenset([
    "openid",
    "sp_openid",
    "sub_openid",
    "payer",
    "combine_payer_info",
    "payer_client_ip",
    "refund_recv_accout",
    "user_received_account",
    "bank_account",
    "real_name",
    "spbill_create_ip",
    "access_token",
    "h5_url",
    "url",
    "download_url",
    "text",
    "headers",
    "body",
    "raw",
])
