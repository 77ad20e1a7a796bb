//! Settings out of environment variables. The reading of the environment itself happens outside.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Settings, V2SignType};
use crate::error::{Error, Result, sdk_codes};
use crate::model::Channel;

impl Settings {
    /// Reads the settings from variables such as `QQ_WXPAY_MCHID`.
    ///
    /// `variable` gives the value of a variable; `file` reads the file that `<NAME>_FILE` names, for keys and secrets.
    ///
    /// # Errors
    /// `Config`, naming the variable.
    pub fn from_variables(
        variable: impl Fn(&str) -> Option<String>,
        file: impl Fn(&str) -> std::io::Result<Vec<u8>>,
    ) -> Result<Self> {
        let variable = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let mut settings = Self::new();
        for (name, slot) in Self::variables() {
            let file_name = format!("{name}_FILE");
            let value = match (variable(name), variable(&file_name)) {
                (Some(_), Some(_)) => {
                    return Err(Error::sdk(&sdk_codes::VARIABLE_GIVEN_TWICE).with_field(name));
                }
                (Some(value), None) => Some(value),
                (None, Some(path)) => Some(file(&path).map(text_of).map_err(|error| {
                    Error::sdk(&sdk_codes::FILE_UNREADABLE)
                        .with_field(file_name)
                        .with_detail(error.kind().to_string())
                })?),
                (None, None) => None,
            };
            *slot(&mut settings) = value.map(|value| value.trim().to_owned());
        }
        settings.link_hosts = list(variable("QQ_WXPAY_LINK_HOSTS"));
        settings.token_refused_codes = list(variable("QQ_WXPAY_TOKEN_REFUSED_CODES"));
        settings.channel = choice(
            "QQ_WXPAY_CHANNEL",
            variable("QQ_WXPAY_CHANNEL"),
            &[("qq_proxy", Channel::QqProxy), ("direct", Channel::Direct)],
        )?;
        settings.v2_sign_type = choice(
            "QQ_WXPAY_V2_SIGN_TYPE",
            variable("QQ_WXPAY_V2_SIGN_TYPE"),
            &[("HMAC-SHA256", V2SignType::HmacSha256), ("MD5", V2SignType::Md5)],
        )?;
        let yes_or_no = [("false", false), ("true", true)];
        let name = "QQ_WXPAY_REQUIRE_VERIFIED_REPLY";
        settings.require_verified_reply = choice(name, variable(name), &yes_or_no)?;
        let name = "QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY";
        settings.allow_notify_url_query = choice(name, variable(name), &yes_or_no)?;
        Ok(settings)
    }
}

/// A file's content as a setting: its text, or base64 of what is no text (`.p12`, `.der`).
fn text_of(content: Vec<u8>) -> String {
    String::from_utf8(content).unwrap_or_else(|error| STANDARD.encode(error.as_bytes()))
}

fn list(value: Option<String>) -> Vec<String> {
    value
        .iter()
        .flat_map(|text| text.split(','))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The first choice is the default.
fn choice<T: Copy>(name: &str, value: Option<String>, choices: &[(&str, T)]) -> Result<T> {
    let Some(value) = value else { return Ok(choices[0].1) };
    choices.iter().find(|(word, _)| *word == value.trim()).map(|(_, choice)| *choice).ok_or_else(|| {
        let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
        Error::sdk(&sdk_codes::SETTING_VALUE)
            .with_field(name)
            .with_detail(format!("allowed: {}", words.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings> {
        let find =
            |name: &str| pairs.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned());
        Settings::from_variables(find, |path| match path {
            "key.pem" => Ok(b"KEY\n".to_vec()),
            "apiclient_cert.p12" => Ok(vec![0x30, 0x82, 0xFF]),
            _ => Err(std::io::ErrorKind::NotFound.into()),
        })
    }

    #[test]
    fn values_come_from_variables_and_files() {
        let settings = read(&[
            ("QQ_WXPAY_MCHID", " 1900000001 "),
            ("QQ_WXPAY_MERCHANT_PRIVATE_KEY_FILE", "key.pem"),
            ("QQ_WXPAY_MERCHANT_P12_FILE", "apiclient_cert.p12"),
            ("QQ_WXPAY_LINK_HOSTS", "a.example, b.example"),
            ("QQ_WXPAY_V2_SIGN_TYPE", "MD5"),
            ("QQ_WXPAY_API_V2_KEY", ""),
        ])
        .unwrap();
        assert_eq!(settings.mchid.as_deref(), Some("1900000001"));
        assert_eq!(settings.merchant_private_key.as_deref(), Some("KEY"));
        assert_eq!(settings.merchant_p12.as_deref(), Some("MIL/"));
        assert_eq!(settings.link_hosts, ["a.example", "b.example"]);
        assert_eq!(settings.v2_sign_type, V2SignType::Md5);
        assert_eq!(settings.api_v2_key, None);
    }

    #[test]
    fn wrong_variables_are_named() {
        let refused = |pairs: &[(&str, &str)]| {
            let error = read(pairs).unwrap_err();
            (error.code().to_owned(), error.field().unwrap_or_default().to_owned())
        };
        assert_eq!(
            refused(&[("QQ_WXPAY_PUBLIC_KEY_FILE", "no.pem")]),
            ("FILE_UNREADABLE".to_owned(), "QQ_WXPAY_PUBLIC_KEY_FILE".to_owned())
        );
        assert_eq!(
            refused(&[("QQ_WXPAY_PUBLIC_KEY_FILE", "key.pem"), ("QQ_WXPAY_PUBLIC_KEY", "x")]).0,
            "VARIABLE_GIVEN_TWICE"
        );
        assert_eq!(refused(&[("QQ_WXPAY_CHANNEL", "proxy")]).0, "SETTING_VALUE");
    }
}
