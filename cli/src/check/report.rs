//! What was found out, told as it is found.

use std::path::Path;

use qq_wxpay::Error;
use serde_json::{Value, json};

use super::write;
use crate::failure::{Failure, Verdict, explained};
use crate::language::{Language, Words, words};
use crate::output::{Output, Style, harmless};
use crate::transcript::{Exchange, Redactor};

/// How one thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Fine,
    Warning,
    Fault,
    NotTested,
}

/// One thing that is checked: its name for programs, and what people read.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    pub(super) name: &'static str,
    pub(super) title: Words,
}

/// One thing that is checked.
pub(super) const fn subject(name: &'static str, en: &'static str, zh: &'static str) -> Subject {
    Subject { name, title: words(en, zh) }
}

pub(super) struct Report<'o, 'a> {
    output: &'o mut Output<'a>,
    redactor: Redactor,
    items: Vec<Value>,
    faults: usize,
    warnings: usize,
}

impl<'o, 'a> Report<'o, 'a> {
    pub(super) fn new(output: &'o mut Output<'a>, redactor: Redactor) -> Self {
        Self { output, redactor, items: Vec::new(), faults: 0, warnings: 0 }
    }

    pub(super) fn output(&mut self) -> &mut Output<'a> {
        self.output
    }

    pub(super) fn language(&self) -> Language {
        self.output.language()
    }

    /// What to hide beside the settings.
    pub(super) fn hide(&mut self, text: &str, name: &str) {
        self.redactor.hide(text, name);
    }

    pub(super) fn fine(&mut self, subject: Subject, said: impl AsRef<str>) -> Result<(), Failure> {
        self.add(subject, State::Fine, None, said.as_ref())
    }

    pub(super) fn warn(&mut self, subject: Subject, said: impl AsRef<str>) -> Result<(), Failure> {
        self.add(subject, State::Warning, None, said.as_ref())
    }

    /// A fault that no error of the library describes.
    pub(super) fn fault(
        &mut self,
        subject: Subject,
        code: &str,
        said: impl AsRef<str>,
    ) -> Result<(), Failure> {
        self.add(subject, State::Fault, Some((code, None)), said.as_ref())
    }

    pub(super) fn not_tested(&mut self, subject: Subject, said: impl AsRef<str>) -> Result<(), Failure> {
        self.add(subject, State::NotTested, None, said.as_ref())
    }

    /// What an error of the library says of it.
    pub(super) fn error(&mut self, subject: Subject, state: State, error: &Error) -> Result<(), Failure> {
        let said = explained(error, self.language());
        self.add(subject, state, Some((error.code(), error.field())), &said)
    }

    fn add(
        &mut self,
        subject: Subject,
        state: State,
        code: Option<(&str, Option<&str>)>,
        said: &str,
    ) -> Result<(), Failure> {
        let said = harmless(&self.redactor.clean(said));
        self.faults += usize::from(state == State::Fault);
        self.warnings += usize::from(state == State::Warning);
        self.items.push(json!({
            "name": subject.name,
            "state": name(state),
            "code": code.map(|(code, _)| code),
            "field": code.and_then(|(_, field)| field),
            "said": said,
        }));
        if self.output.is_json() {
            return Ok(());
        }
        let (mark, style) = match state {
            State::Fine => (words("ok     ", "正常  "), Style::Good),
            State::Warning => (words("warning", "警告  "), Style::Warning),
            State::Fault => (words("FAULT  ", "错误  "), Style::Bad),
            State::NotTested => (words("-      ", "未检查"), Style::Faint),
        };
        let mark = self.output.painted(style, self.output.text(mark));
        let title = self.output.text(subject.title);
        let indented = said.replace('\n', "\n          ");
        Ok(self.output.line(format!("{mark} {title}: {indented}"))?)
    }

    /// The end, with the transcript.
    pub(super) fn end(self, exchanges: &[Exchange], file: Option<&Path>) -> Result<Verdict, Failure> {
        let transcript = write::Transcript { exchanges, items: &self.items, redactor: &self.redactor };
        if let Some(path) = file {
            transcript.to_file(path)?;
        }
        let verdict = if self.faults == 0 { Verdict::Fine } else { Verdict::Wrong };
        if self.output.is_json() {
            self.output.value(&json!({
                "fine": verdict == Verdict::Fine,
                "faults": self.faults,
                "warnings": self.warnings,
                "items": self.items,
                "transcript": transcript.value(),
            }))?;
            return Ok(verdict);
        }
        let language = self.output.language();
        let summary = match language {
            Language::English => {
                format!("{}, {}", counted(self.faults, "fault"), counted(self.warnings, "warning"))
            }
            Language::Chinese => format!("{} 个错误，{} 个警告", self.faults, self.warnings),
        };
        let style = if verdict == Verdict::Fine { Style::Good } else { Style::Bad };
        let summary = self.output.painted(style, &summary);
        self.output.line(format!("\n{summary}"))?;
        if !exchanges.is_empty() {
            self.output.raw(transcript.text(language).as_bytes())?;
        }
        Ok(verdict)
    }
}

fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

fn name(state: State) -> &'static str {
    match state {
        State::Fine => "fine",
        State::Warning => "warning",
        State::Fault => "fault",
        State::NotTested => "not_tested",
    }
}
