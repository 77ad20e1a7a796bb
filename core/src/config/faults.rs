//! What is wrong with settings: all of it, in the order in which it is found.

use crate::error::{Error, Result, sdk_codes};

/// The faults so far.
#[derive(Default)]
pub(super) struct Faults(Vec<Error>);

impl Faults {
    /// What was read, or nothing and a fault more.
    pub(super) fn take<T>(&mut self, read: Result<T>) -> Option<T> {
        read.map_err(|error| self.add(error)).ok()
    }

    fn add(&mut self, error: Error) {
        let is_same = |known: &Error| (known.code(), known.field()) == (error.code(), error.field());
        if !self.is_told(&error) && !self.0.iter().any(is_same) {
            self.0.push(error);
        }
    }

    /// The result, if there is no fault.
    ///
    /// # Errors
    /// All of them, at least one.
    pub(super) fn end<T>(self, result: Option<T>) -> Result<T, Vec<Error>> {
        match result {
            Some(result) if self.0.is_empty() => Ok(result),
            _ => Err(self.0),
        }
    }

    /// Whether it says that a setting is not given of which the list of missing ones says so.
    fn is_told(&self, error: &Error) -> bool {
        let Some(missing) = self.0.first().filter(|first| first.is(&sdk_codes::SETTINGS_MISSING)) else {
            return false;
        };
        let variable = format!("QQ_WXPAY_{} (", error.field().unwrap_or_default().to_ascii_uppercase());
        error.is(&sdk_codes::FIELD_MISSING) && missing.detail().contains(&variable)
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Settings;

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
