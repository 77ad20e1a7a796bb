//! What is wrong with settings: all of it, in the order in which it is found.

use std::collections::BTreeMap;

use crate::error::{Error, Result, sdk_codes};

/// The faults so far.
pub(super) struct Faults<'a> {
    all: Vec<Error>,
    /// By which variable a setting came.
    variables: &'a BTreeMap<String, String>,
}

impl<'a> Faults<'a> {
    pub(super) fn of(variables: &'a BTreeMap<String, String>) -> Self {
        Self { all: Vec::new(), variables }
    }

    /// What was read, or nothing and a fault more.
    pub(super) fn take<T>(&mut self, read: Result<T>) -> Option<T> {
        read.map_err(|error| self.add(error)).ok()
    }

    fn add(&mut self, error: Error) {
        let is_same = |known: &Error| (known.code(), known.field()) == (error.code(), error.field());
        if !self.is_told(&error) && !self.all.iter().any(is_same) {
            let variable = error.field().and_then(|field| self.variables.get(field));
            self.all.push(match variable {
                Some(variable) => by_variable(error.clone(), variable),
                None => error,
            });
        }
    }

    /// The result, if there is no fault.
    ///
    /// # Errors
    /// All of them, at least one.
    pub(super) fn end<T>(self, result: Option<T>) -> Result<T, Vec<Error>> {
        match result {
            Some(result) if self.all.is_empty() => Ok(result),
            _ => Err(self.all),
        }
    }

    /// Whether it says that a setting is not given of which the list of missing ones says so.
    fn is_told(&self, error: &Error) -> bool {
        let Some(missing) = self.all.first().filter(|first| first.is(&sdk_codes::SETTINGS_MISSING)) else {
            return false;
        };
        let variable = format!("QQ_WXPAY_{} (", error.field().unwrap_or_default().to_ascii_uppercase());
        error.is(&sdk_codes::FIELD_MISSING) && missing.detail().contains(&variable)
    }
}

/// The same fault of a setting that came out of the environment: it is mended there.
fn by_variable(error: Error, variable: &str) -> Error {
    let (en, zh) = match error.detail() {
        "" => (String::new(), String::new()),
        detail => (format!("{detail}; "), format!("{}；", error.detail_in_chinese())),
    };
    error.with_detail_in(format!("{en}set by {variable}"), format!("{zh}由 {variable} 设置"))
}

#[cfg(test)]
mod tests {
    use crate::config::Settings;

    #[test]
    fn a_fault_of_the_environment_names_the_variable() {
        let pairs = [
            ("QQ_WXPAY_WECHAT_APPID", "wxd678efh567hg6787"),
            ("QQ_WXPAY_MCHID", "1230000109"),
            ("QQ_WXPAY_API_V3_KEY_FILE", "v3.txt"),
            ("QQ_WXPAY_API_V2_KEY", "8934e7d15453e97507ef794cf7b0519d"),
            ("QQ_WXPAY_MERCHANT_PRIVATE_KEY", "-----BEGIN CERTIFICATE-----\nQQ==\n-----END CERTIFICATE-----"),
            ("QQ_WXPAY_MERCHANT_SERIAL", "1A"),
        ];
        let settings =
            Settings::from_variables(pairs, |_| Ok(b"8934e7d15453e97507ef794cf7b0519d".to_vec())).unwrap();
        let faults = settings.faults();
        let told = |code: &str| faults.iter().find(|error| error.code() == code).unwrap();
        let swapped = told("PRIVATE_KEY_IS_CERTIFICATE");
        assert_eq!(swapped.field(), Some("merchant_private_key"));
        assert_eq!(swapped.detail(), "set by QQ_WXPAY_MERCHANT_PRIVATE_KEY");
        assert_eq!(swapped.detail_in_chinese(), "由 QQ_WXPAY_MERCHANT_PRIVATE_KEY 设置");
        assert!(swapped.to_string().contains("QQ_WXPAY_MERCHANT_CERTIFICATE"), "where it belongs: {swapped}");
        assert_eq!(told("API_KEYS_EQUAL").detail(), "set by QQ_WXPAY_API_V2_KEY");
        let in_code = Settings { variables: Default::default(), ..settings };
        assert!(in_code.faults().iter().all(|error| !error.detail().contains("set by")));
    }

    #[test]
    fn the_file_of_a_variable_is_named_and_not_what_is_in_it() {
        let pairs = [
            ("QQ_WXPAY_WECHAT_APPID", "wxd678efh567hg6787"),
            ("QQ_WXPAY_MCHID", "1230000109"),
            ("QQ_WXPAY_API_V2_KEY_FILE", "v2.txt"),
        ];
        let settings = Settings::from_variables(pairs, |_| Ok(b"hunter2".to_vec())).unwrap();
        let error = settings.build().unwrap_err();
        assert_eq!(
            (error.code(), error.detail()),
            ("API_V2_KEY_FORM", "7 bytes; set by QQ_WXPAY_API_V2_KEY_FILE")
        );
        assert!(!error.to_string().contains("hunter2"));
    }

    fn codes(settings: &Settings) -> Vec<String> {
        settings.faults().iter().map(|error| error.code().to_owned()).collect()
    }

    #[test]
    fn all_faults_are_told_at_once_and_the_first_is_that_of_build() {
        let settings = Settings::new()
            .wechat_appid("wxd678efh567hg6787")
            .mchid("1230000x09")
            .qq_appid("wxd678efh567hg6787")
            .notify_url("http://pay.example.com/notify")
            .referer("pay.example.com")
            .api_v2_key("short")
            .token_store("nowhere");
        let expected = [
            "MERCHANT_NUMBER_FORM",
            "NOTIFY_URL_NOT_HTTPS",
            "API_V2_KEY_FORM",
            "WECHAT_APPID_AS_QQ_APPID",
            "REFERER_FORM",
            "STORE_SETTING",
        ];
        assert_eq!(codes(&settings), expected);
        assert_eq!(settings.build().unwrap_err().code(), expected[0]);
    }

    #[test]
    fn what_is_missing_is_told_once() {
        let settings =
            Settings::new().wechat_appid("wxd678efh567hg6787").referer("x").public_key_id("PUB_KEY_ID_1");
        let faults = settings.faults();
        assert_eq!(
            faults.iter().map(crate::Error::code).collect::<Vec<_>>(),
            ["SETTINGS_MISSING", "REFERER_FORM"]
        );
        assert!(faults[0].detail().contains("QQ_WXPAY_API_V3_KEY ("), "{}", faults[0]);
    }

    #[test]
    fn settings_without_a_fault_have_none() {
        let settings = Settings::new()
            .wechat_appid("wxd678efh567hg6787")
            .mchid("1230000109")
            .api_v2_key("8934e7d15453e97507ef794cf7b0519d");
        assert!(settings.faults().is_empty());
        assert!(settings.build().is_ok());
    }
}
