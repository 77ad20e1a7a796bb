//! How a command ends.

use std::io;

use qq_wxpay::error::in_chinese;

use crate::language::{Language, Words};

/// How a command ended that came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Fine,
    /// What it looked at is not in order.
    Wrong,
}

/// Why a command did not come to its end.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was called wrongly.
    Usage(String),
    /// It was called wrongly, in English and in Chinese.
    UsageIn(String, String),
    /// It could not do its work, in English and in Chinese.
    FailedIn(String, String),
    /// It could not do its work.
    Failed(String),
    /// The library said so.
    Library(Box<qq_wxpay::Error>),
    /// What it writes to cannot be written to.
    Output(io::Error),
}

/// What every command gives.
pub(crate) type Outcome = Result<Verdict, Failure>;

impl Failure {
    /// It could not do its work with this file.
    pub(crate) fn file(path: &std::path::Path, error: &io::Error) -> Self {
        Self::at(&path.display().to_string(), error)
    }

    /// The same with an address or something else that has a name.
    pub(crate) fn at(place: &str, error: &io::Error) -> Self {
        Self::FailedIn(format!("{place}: {error}"), format!("{place}：{}", chinese(error)))
    }

    /// It could not do its work with the file in which a sandbox keeps its keys.
    pub(crate) fn keys(path: &std::path::Path, error: &io::Error) -> Self {
        if error.kind() != io::ErrorKind::InvalidData {
            return Self::file(path, error);
        }
        let path = path.display();
        Self::FailedIn(
            error.to_string(),
            format!("{path} 中没有沙箱的密钥；删除该文件后，沙箱下次启动时会重新生成"),
        )
    }

    /// What a person is told.
    pub(crate) fn told(&self, language: Language) -> String {
        match self {
            Self::Usage(text) | Self::Failed(text) => text.clone(),
            Self::UsageIn(english, chinese) | Self::FailedIn(english, chinese) => match language {
                Language::English => english.clone(),
                Language::Chinese => chinese.clone(),
            },
            Self::Library(error) => explained(error, language),
            Self::Output(error) => match language {
                Language::English => error.to_string(),
                Language::Chinese => chinese(error),
            },
        }
    }
}

/// What an error of the system says; one that a library has put into words keeps them.
fn chinese(error: &io::Error) -> String {
    if error.get_ref().is_some() { error.to_string() } else { in_chinese(error.kind()) }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<qq_wxpay::Error> for Failure {
    fn from(error: qq_wxpay::Error) -> Self {
        Self::Library(Box::new(error))
    }
}

/// An error of the library in this language: code, field, cause, detail, remedy.
pub(crate) fn explained(error: &qq_wxpay::Error, language: Language) -> String {
    let mut text = error.code().to_owned();
    if let Some(field) = error.field() {
        text.push_str(&format!(" `{field}`"));
    }
    if let Some(cause) = error.cause() {
        let colon = if language == Language::Chinese { "：" } else { ": " };
        text.push_str(&format!("{colon}{}", language.of(cause)));
    }
    match language {
        _ if error.detail().is_empty() => {}
        Language::English => text.push_str(&format!(" ({})", error.detail())),
        Language::Chinese => text.push_str(&format!("（{}）", error.detail_in_chinese())),
    }
    if let Some(status) = error.http_status() {
        text.push_str(&format!(" [HTTP {status}]"));
    }
    if let Some(remedy) = error.remedy() {
        let words = Words { en: "Remedy: ", zh: "处理办法：" };
        text.push_str(&format!("\n{}{}", language.of(words), language.of(remedy)));
    }
    text
}
