//! Settings out of environment variables. The reading of the environment itself happens outside.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Settings, V2SignType};
use crate::error::{Error, Result, in_chinese, sdk_codes};
use crate::model::Channel;

/// What the names of this library's variables begin with.
pub(crate) const PREFIX: &str = "QQ_WXPAY_";

/// What the test kit gives its own clients beside the settings of a sandbox: no warning says that no money moves. It does nothing with the
/// addresses of QQ and WeChat Pay.
const FOR_TEST: &str = "QQ_WXPAY_TEST_KIT";

/// So many characters of an unknown name are shown: none of ours is longer.
const LONGEST_NAME: usize = 64;

impl Settings {
    /// Reads the settings from variables such as `QQ_WXPAY_MCHID`.
    ///
    /// `variables` are those of the process, or more; what does not begin with `QQ_WXPAY_` is passed over. An empty one counts as
    /// not set. `file` reads the file that `<NAME>_FILE` names, for keys and secrets.
    ///
    /// # Errors
    /// `Config`, naming the variable; also when one that begins with `QQ_WXPAY_` is not known.
    pub fn from_variables<N: Into<String>, V: Into<String>>(
        variables: impl IntoIterator<Item = (N, V)>,
        file: impl Fn(&str) -> std::io::Result<Vec<u8>>,
    ) -> Result<Self> {
        match Self::read_variables(variables, file) {
            (settings, faults) if faults.is_empty() => Ok(settings),
            (_, faults) => Err(faults.into_iter().next().expect("there is a fault")),
        }
    }

    /// The same with every fault at once: those settings that could be read, and what is wrong with the others. To refuse settings is
    /// up to the caller; see [`Settings::faults`].
    pub fn read_variables<N: Into<String>, V: Into<String>>(
        variables: impl IntoIterator<Item = (N, V)>,
        file: impl Fn(&str) -> std::io::Result<Vec<u8>>,
    ) -> (Self, Vec<Error>) {
        let own = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
        let own: BTreeMap<String, String> = own.filter(|(name, _)| name.starts_with(PREFIX)).collect();
        let mut faults: Vec<Error> = own.keys().filter_map(|name| refuse_unknown(name).err()).collect();
        // What some languages read where there is no UTF-8.
        let no_text = own.iter().filter(|(_, value)| value.contains('\u{FFFD}'));
        faults.extend(no_text.map(|(name, _)| Error::sdk(&sdk_codes::VARIABLE_NOT_TEXT).with_field(name)));
        let variable = |name: &str| {
            let value = own.get(name)?;
            let value = value.strip_prefix('\u{FEFF}').unwrap_or(value);
            (!value.trim().is_empty()).then(|| value.to_owned())
        };
        let mut settings = Self::new();
        for (name, slot) in Self::variables() {
            let value = text_setting(name, variable, &file).unwrap_or_else(|error| {
                faults.push(error);
                None
            });
            if let Some(value) = value {
                *slot(&mut settings) = Some(value.trim().to_owned());
                let given = if own.contains_key(name) { name.to_owned() } else { format!("{name}_FILE") };
                settings.variables.insert(name[PREFIX.len()..].to_ascii_lowercase(), given);
            }
        }
        settings.link_hosts = list(variable("QQ_WXPAY_LINK_HOSTS"));
        settings.token_refused_codes = list(variable("QQ_WXPAY_TOKEN_REFUSED_CODES"));
        settings.is_for_test = variable(FOR_TEST).is_some();
        settings.choices(variable, &mut faults);
        (settings, faults)
    }

    /// The settings that are one of a few words.
    fn choices(&mut self, variable: impl Fn(&str) -> Option<String>, faults: &mut Vec<Error>) {
        let mut choose = Chooser { variable: &variable, faults };
        let channels = [("qq_proxy", Channel::QqProxy), ("direct", Channel::Direct)];
        self.channel = choose.of("QQ_WXPAY_CHANNEL", &channels);
        let sign_types = [("HMAC-SHA256", V2SignType::HmacSha256), ("MD5", V2SignType::Md5)];
        self.v2_sign_type = choose.of("QQ_WXPAY_V2_SIGN_TYPE", &sign_types);
        let former = "QQ_WXPAY_V2_FORMER_SIGN_TYPE";
        self.v2_former_sign_type = variable(former).is_some().then(|| choose.of(former, &sign_types));
        let yes_or_no = [("false", false), ("true", true)];
        self.require_verified_reply = choose.of("QQ_WXPAY_REQUIRE_VERIFIED_REPLY", &yes_or_no);
        self.allow_notify_url_query = choose.of("QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY", &yes_or_no);
    }
}

/// A setting by its variable, or out of the file that its other variable names.
fn text_setting(
    name: &str,
    variable: impl Fn(&str) -> Option<String>,
    file: impl Fn(&str) -> std::io::Result<Vec<u8>>,
) -> Result<Option<String>> {
    let file_name = format!("{name}_FILE");
    match (variable(name), variable(&file_name)) {
        (Some(_), Some(_)) => Err(Error::sdk(&sdk_codes::VARIABLE_GIVEN_TWICE).with_field(name)),
        (Some(value), None) => Ok(Some(value)),
        (None, Some(path)) => file(&path).map(|content| Some(text_of(content))).map_err(|error| {
            Error::sdk(&sdk_codes::FILE_UNREADABLE)
                .with_field(file_name)
                .with_detail_in(error.kind().to_string(), in_chinese(error.kind()))
        }),
        (None, None) => Ok(None),
    }
}

struct Chooser<'a, F> {
    variable: &'a F,
    faults: &'a mut Vec<Error>,
}

impl<F: Fn(&str) -> Option<String>> Chooser<'_, F> {
    /// The first choice is the default.
    fn of<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> T {
        choice(name, (self.variable)(name), choices).unwrap_or_else(|error| {
            self.faults.push(error);
            choices[0].1
        })
    }
}

/// The variables that are no text setting.
const OTHERS: [&str; 8] = [
    FOR_TEST,
    "QQ_WXPAY_LINK_HOSTS",
    "QQ_WXPAY_TOKEN_REFUSED_CODES",
    "QQ_WXPAY_CHANNEL",
    "QQ_WXPAY_V2_SIGN_TYPE",
    "QQ_WXPAY_V2_FORMER_SIGN_TYPE",
    "QQ_WXPAY_REQUIRE_VERIFIED_REPLY",
    "QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY",
];

/// Refuses a name that is misspelt: what it says would be left out without a word.
fn refuse_unknown(name: &str) -> Result<()> {
    let texts = Settings::variables().map(|(known, _)| known);
    let files = Settings::variables().map(|(known, _)| format!("{known}_FILE"));
    let known: Vec<String> = texts.chain(OTHERS).map(str::to_owned).chain(files).collect();
    if known.iter().any(|known| known == name) {
        return Ok(());
    }
    let known: Vec<String> = known.into_iter().filter(|known| known != FOR_TEST).collect();
    let shown: String = name.chars().take(LONGEST_NAME).collect();
    let distances = known.iter().map(|known| (strsim::damerau_levenshtein(known, &shown), known));
    let error = Error::sdk(&sdk_codes::VARIABLE_UNKNOWN).with_field(shown.escape_debug().to_string());
    Err(match distances.min() {
        Some((distance, nearest)) if distance <= 6 => {
            error.with_detail_in(format!("did you mean {nearest}?"), format!("是否想写 {nearest}？"))
        }
        _ => error,
    })
}

/// A file's content as a setting: its text without a byte-order mark, or base64 of what is no text (`.p12`, `.der`).
fn text_of(content: Vec<u8>) -> String {
    match String::from_utf8(content) {
        Ok(text) => text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_owned(),
        Err(error) => STANDARD.encode(error.as_bytes()),
    }
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
            .with_detail_in(format!("allowed: {}", words.join(", ")), format!("可用：{}", words.join("、")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings> {
        Settings::from_variables(pairs.iter().copied(), |path| match path {
            "key.pem" => Ok(b"\xEF\xBB\xBFKEY\n".to_vec()),
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
            ("QQ_WXPAY_V2_FORMER_SIGN_TYPE", "HMAC-SHA256"),
            ("QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL", "2026-06-08T00:00:00+08:00"),
            ("QQ_WXPAY_API_V2_KEY", ""),
        ])
        .unwrap();
        assert_eq!(settings.mchid.as_deref(), Some("1900000001"));
        assert_eq!(settings.merchant_private_key.as_deref(), Some("KEY"));
        assert_eq!(settings.merchant_p12.as_deref(), Some("MIL/"));
        assert_eq!(settings.link_hosts, ["a.example", "b.example"]);
        assert_eq!(settings.v2_sign_type, V2SignType::Md5);
        assert_eq!(settings.v2_former_sign_type, Some(V2SignType::HmacSha256));
        assert_eq!(settings.v2_former_sign_type_until.as_deref(), Some("2026-06-08T00:00:00+08:00"));
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
        assert_eq!(refused(&[("QQ_WXPAY_V2_FORMER_SIGN_TYPE", "md5")]).0, "SETTING_VALUE");
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let pairs = [
            ("QQ_WXPAY_MCH_ID", "1900000001"),
            ("QQ_WXPAY_CHANNEL", "proxy"),
            ("QQ_WXPAY_PUBLIC_KEY_FILE", "no.pem"),
            ("QQ_WXPAY_MCHID", "1900000001"),
        ];
        let (settings, faults) =
            Settings::read_variables(pairs, |_| Err(std::io::ErrorKind::NotFound.into()));
        let codes: Vec<_> = faults.iter().map(Error::code).collect();
        assert_eq!(codes, ["VARIABLE_UNKNOWN", "FILE_UNREADABLE", "SETTING_VALUE"]);
        assert_eq!(settings.mchid.as_deref(), Some("1900000001"));
    }

    #[test]
    fn a_misspelt_variable_is_refused_with_the_nearest() {
        for (written, right) in [
            ("QQ_WXPAY_MCH_ID", "QQ_WXPAY_MCHID"),
            ("QQ_WXPAY_REQUIRE_VERIFIED_REPLIES", "QQ_WXPAY_REQUIRE_VERIFIED_REPLY"),
            ("QQ_WXPAY_APIV3_KEY", "QQ_WXPAY_API_V3_KEY"),
            ("QQ_WXPAY_PUBLIC_KEY_FILES", "QQ_WXPAY_PUBLIC_KEY_FILE"),
        ] {
            let error = read(&[(written, "x")]).unwrap_err();
            assert_eq!((error.code(), error.field()), ("VARIABLE_UNKNOWN", Some(written)));
            assert_eq!(error.detail(), format!("did you mean {right}?"));
        }
        let error = read(&[("QQ_WXPAY_SOMETHING_ELSE_ALTOGETHER", "MARKER")]).unwrap_err();
        assert_eq!((error.code(), error.detail()), ("VARIABLE_UNKNOWN", ""));
        assert!(!error.to_string().contains("MARKER"));
        assert!(read(&[("QQ_WXPAYMENT", "x"), ("PATH", "/bin")]).is_ok(), "those of others are theirs");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_a_setting() {
        let settings = read(&[("QQ_WXPAY_QQ_APP_SECRET", "\u{FEFF}secret\n")]).unwrap();
        assert_eq!(settings.qq_app_secret.as_deref(), Some("secret"));
    }
}
