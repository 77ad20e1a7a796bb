//! What an error says beside its code, in the languages of its readers.

use super::Error;
use super::detail::Detail;

impl Error {
    /// Says what exactly was found. Never put a secret here.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Detail { en: detail.into(), zh: None };
        self
    }

    /// The same in English and in Chinese.
    #[must_use]
    pub fn with_detail_in(mut self, en: impl Into<String>, zh: impl Into<String>) -> Self {
        self.0.detail = Detail { en: en.into(), zh: Some(zh.into()) };
        self
    }

    /// What exactly was found, in English; may be empty.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail.en
    }

    /// What exactly was found, in Chinese; in English where nobody said it in Chinese, such as the words of an operating system.
    #[must_use]
    pub fn detail_in_chinese(&self) -> &str {
        self.0.detail.zh.as_deref().unwrap_or(&self.0.detail.en)
    }

    /// The same error for a language that writes names in another way: `voice` does so with those between backquotes.
    #[cfg(feature = "bridge")]
    pub(crate) fn in_the_voice(mut self, voice: fn(&str) -> String) -> Self {
        self.0.voice = Some(voice);
        self.map_detail(voice)
    }

    /// Both texts of the detail as `change` makes them.
    #[cfg(feature = "bridge")]
    fn map_detail(mut self, change: impl Fn(&str) -> String) -> Self {
        let Detail { en, zh } = &self.0.detail;
        self.0.detail = Detail { en: change(en), zh: zh.as_deref().map(&change) };
        self
    }
}
