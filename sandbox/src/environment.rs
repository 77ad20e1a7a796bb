//! The environment variables with which an SDK finds the sandbox.

use std::io;
use std::path::Path;

use crate::identity::Identity;
use crate::private_file::write_private_file;

/// Lists the variables of an identity; PEM values keep their line breaks.
pub(crate) fn variables(identity: &Identity) -> Vec<(String, String)> {
    [
        ("QQ_WXPAY_QQ_APPID", &identity.qq_appid),
        ("QQ_WXPAY_QQ_APP_SECRET", &identity.qq_app_secret),
        ("QQ_WXPAY_WECHAT_APPID", &identity.wechat_appid),
        ("QQ_WXPAY_MCHID", &identity.mchid),
        ("QQ_WXPAY_MERCHANT_SERIAL", &identity.merchant_serial),
        ("QQ_WXPAY_MERCHANT_PRIVATE_KEY", &identity.merchant_private_key),
        ("QQ_WXPAY_MERCHANT_CERTIFICATE", &identity.merchant_certificate),
        ("QQ_WXPAY_API_V3_KEY", &identity.api_v3_key),
        ("QQ_WXPAY_PUBLIC_KEY_ID", &identity.public_key_id),
        ("QQ_WXPAY_PUBLIC_KEY", &identity.public_key),
        ("QQ_WXPAY_PLATFORM_CERTIFICATES", &identity.platform_certificate),
        ("QQ_WXPAY_API_V2_KEY", &identity.api_v2_key),
        ("QQ_WXPAY_V2_SIGN_TYPE", &identity.v2_sign_type),
        ("QQ_WXPAY_NOTIFY_URL", &identity.notify_url),
        ("QQ_WXPAY_REFERER", &identity.referer),
        ("QQ_WXPAY_QQ_BASE_URL", &identity.qq_base_url),
        ("QQ_WXPAY_WECHAT_BASE_URL", &identity.wechat_base_url),
        ("QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL", &identity.wechat_mutual_tls_base_url),
        ("QQ_WXPAY_ROOT_CERTIFICATE", &identity.root_certificate),
        ("QQ_WXPAY_LINK_HOSTS", &identity.link_host),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.clone()))
    .collect()
}

/// Writes variables as the text of an env file: one line each, line breaks as `\n` in double quotes.
pub fn env_file_text(variables: &[(String, String)]) -> String {
    let line = |(name, value): &(String, String)| {
        let value = value.trim_end();
        if value.chars().all(needs_no_quotes) {
            format!("{name}={value}\n")
        } else {
            format!("{name}=\"{}\"\n", value.replace('\n', "\\n"))
        }
    };
    variables.iter().map(line).collect()
}

/// Writes variables to an env file that only its owner can read.
///
/// # Errors
/// Whatever the file system reports.
pub fn write_env_file(path: &Path, variables: &[(String, String)]) -> io::Result<()> {
    write_private_file(path, env_file_text(variables).as_bytes())
}

/// A shell that reads the file must not see anything but text.
fn needs_no_quotes(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "_-./:,@+=%".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_takes_one_line() {
        let variables = [("A".to_owned(), "plain".to_owned()), ("B".to_owned(), "one\ntwo\n".to_owned())];
        assert_eq!(env_file_text(&variables), "A=plain\nB=\"one\\ntwo\"\n");
    }
}
