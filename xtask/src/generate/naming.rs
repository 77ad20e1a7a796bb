//! What the generated classes have in common in every language: how they are named, what of them is not shown.

use qq_wxpay::bridge::{HIDDEN_FIELDS, Names};

/// Settings whose values are secret.
const SECRET_SETTINGS: [&str; 9] = [
    "qq_app_secret",
    "merchant_private_key",
    "merchant_p12",
    "merchant_p12_password",
    "api_v3_key",
    "api_v3_key_previous",
    "api_v2_key",
    "merchant_certificate",
    "platform_certificates",
];

/// Whether a field of a type is shown by no description.
pub(super) fn is_secret(name: &str, field: &str) -> bool {
    HIDDEN_FIELDS.contains(&field) || (name == "Settings" && SECRET_SETTINGS.contains(&field))
}

pub(super) fn camel(name: &str) -> String {
    Names::Camel.name(name)
}
