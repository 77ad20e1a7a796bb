# Written by `cargo xtask generate` from the models in Rust. Do not edit.
"""Fields that no `repr` shows (the payer, secrets, links), fields that take an instant, fields that take a day."""

HIDDEN = frozenset(["access_token", "api_v2_key", "api_v3_key", "api_v3_key_previous", "bank_account", "body", "body_base64", "combine_payer_info", "download_url", "extra", "h5_url", "headers", "merchant_certificate", "merchant_p12", "merchant_p12_password", "merchant_private_key", "notify_url", "openid", "other", "path", "payer", "payer_client_ip", "platform_certificates", "public_key", "public_key_previous", "qq_app_secret", "raw", "real_name", "refund_recv_accout", "root_certificate", "sp_openid", "spbill_create_ip", "sub_openid", "text", "url", "user_received_account"])
MOMENTS = frozenset(["time_expire", "time_start", "v2_former_sign_type_until"])
DAYS = frozenset(["bill_date"])
