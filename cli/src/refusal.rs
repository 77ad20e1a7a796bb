//! What clap refuses, in both languages.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::language::Language;

/// What is wrong with the arguments. English is clap's own text.
pub(crate) fn told(error: &Error, language: Language, has_colours: bool) -> String {
    let rendered = error.render();
    if language == Language::English
        || matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion)
    {
        return if has_colours { rendered.ansi().to_string() } else { rendered.to_string() };
    }
    let context = |kind: ContextKind| error.get(kind).map(shown).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let mut text = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return rendered.to_string(),
        ErrorKind::InvalidSubcommand => format!("没有命令“{}”", context(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::UnknownArgument => format!("没有选项或参数“{argument}”"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{argument} 的值“{value}”无效"),
        ErrorKind::ArgumentConflict => {
            format!("{argument} 不能与 {} 同时使用", context(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 的值的个数不对")
        }
        _ => error.kind().as_str().unwrap_or("参数有误").to_owned(),
    };
    let suggestions =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(near) = suggestions.into_iter().map(context).find(|near| !near.is_empty()) {
        text.push_str(&format!("；是否想用 {near}？"));
    }
    let allowed = context(ContextKind::ValidValue);
    if !allowed.is_empty() {
        text.push_str(&format!("（可选值：{allowed}）"));
    }
    if let Some(source) = std::error::Error::source(error) {
        text.push_str(&format!("：{source}"));
    }
    format!("错误：{text}\n\n用 --help 查看用法。\n")
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        _ => String::new(),
    }
}
