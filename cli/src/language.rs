//! English or Chinese.

use clap::ValueEnum;

/// The language in which a run speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    #[value(name = "en")]
    English,
    #[value(name = "zh")]
    Chinese,
}

/// The same text in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
}

/// The same text in both.
pub(crate) const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

impl From<qq_wxpay::error::Text> for Words {
    fn from(text: qq_wxpay::error::Text) -> Self {
        words(text.en, text.zh)
    }
}

impl Language {
    /// That of the locale, as POSIX has it: `LC_ALL` before `LC_MESSAGES` before `LANG`; the first that is set decides.
    pub(crate) fn of_locale<'a>(variable: impl Fn(&str) -> Option<&'a str>) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable).unwrap_or_default();
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Chinese } else { Self::English }
    }

    /// That which `--lang` names, before the arguments are read: their own refusal speaks it, too.
    pub(crate) fn of_arguments(arguments: &[std::ffi::OsString]) -> Option<Self> {
        let texts: Vec<&str> =
            arguments.iter().map_while(|text| text.to_str()).take_while(|text| *text != "--").collect();
        let at = texts.iter().position(|text| *text == "--lang" || text.starts_with("--lang="))?;
        let value = texts[at].strip_prefix("--lang=").or_else(|| texts.get(at + 1).copied())?;
        Self::from_str(value, false).ok()
    }

    /// The text in this language.
    pub(crate) fn of(self, words: impl Into<Words>) -> &'static str {
        let words = words.into();
        match self {
            Self::English => words.en,
            Self::Chinese => words.zh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let of = |pairs: &'static [(&'static str, &'static str)]| {
            Language::of_locale(|name| pairs.iter().find(|(own, _)| *own == name).map(|(_, value)| *value))
        };
        assert_eq!(of(&[]), Language::English);
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Language::Chinese);
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C.UTF-8")]), Language::English);
        assert_eq!(of(&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh-Hant")]), Language::Chinese);
    }

    #[test]
    fn the_option_is_found_before_the_rest_is_read() {
        let of = |texts: &[&str]| {
            Language::of_arguments(&texts.iter().map(std::ffi::OsString::from).collect::<Vec<_>>())
        };
        assert_eq!(of(&["check", "--lang", "zh"]), Some(Language::Chinese));
        assert_eq!(of(&["--lang=en", "x"]), Some(Language::English));
        assert_eq!(of(&["--lang"]), None);
        assert_eq!(of(&["--lang=fr"]), None);
        assert_eq!(of(&["x", "--", "--lang=zh"]), None);
    }
}
