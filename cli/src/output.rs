//! How commands speak: everything that is written passes here.

use std::io::{self, Write};

use serde_json::Value;

use crate::language::{Language, Words};

/// Where a command writes, in which language, and how.
pub(crate) struct Output<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    language: Language,
    has_colours: bool,
    is_json: bool,
}

/// What a text is, for those who see colours. Nothing is told by a colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Good,
    Bad,
    Warning,
    Faint,
    Strong,
}

impl<'a> Output<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, err: &'a mut dyn Write, language: Language) -> Self {
        Self { out, err, language, has_colours: false, is_json: false }
    }

    pub(crate) fn with_colours(self, has_colours: bool) -> Self {
        Self { has_colours, ..self }
    }

    pub(crate) fn as_json(self, is_json: bool) -> Self {
        Self { is_json, has_colours: self.has_colours && !is_json, ..self }
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Whether a program reads the results: then they are JSON and nothing else.
    pub(crate) fn is_json(&self) -> bool {
        self.is_json
    }

    /// The text in the language of this run.
    pub(crate) fn text(&self, words: impl Into<Words>) -> &'static str {
        self.language.of(words)
    }

    /// The text as those see it who see colours.
    pub(crate) fn painted(&self, style: Style, text: &str) -> String {
        let code = match style {
            Style::Good => "32",
            Style::Bad => "1;31",
            Style::Warning => "33",
            Style::Faint => "2",
            Style::Strong => "1",
        };
        if self.has_colours { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A line of the result. What is behind it may wait for the next: it is there at once.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        writeln!(self.out, "{}", text.as_ref())?;
        self.out.flush()
    }

    /// A text of the result as it is.
    pub(crate) fn raw(&mut self, text: &[u8]) -> io::Result<()> {
        self.out.write_all(text)?;
        self.out.flush()
    }

    /// One value in one line, for a program.
    pub(crate) fn value(&mut self, value: &Value) -> io::Result<()> {
        self.line(value.to_string())
    }

    /// A line for a person beside the result.
    pub(crate) fn aside(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        writeln!(self.err, "{}", text.as_ref())?;
        self.err.flush()
    }

    /// A question, behind which the answer is written.
    pub(crate) fn question(&mut self, text: &str) -> io::Result<()> {
        write!(self.err, "{text} ")?;
        self.err.flush()
    }
}

/// A text from elsewhere without what steers a terminal: line feeds and tabs stay.
pub(crate) fn harmless(text: &str) -> String {
    let steers = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    text.chars().map(|letter| if steers(letter) { '\u{FFFD}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_terminals_and_not_for_programs() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let output = Output::new(&mut out, &mut err, Language::English).with_colours(true);
        assert_eq!(output.painted(Style::Good, "x"), "\x1b[32mx\x1b[0m");
        assert_eq!(output.as_json(true).painted(Style::Good, "x"), "x");
    }

    #[test]
    fn what_comes_from_elsewhere_steers_no_terminal() {
        assert_eq!(harmless("a\x1b[2J\r\nb\u{9b}\tc"), "a\u{FFFD}[2J\u{FFFD}\nb\u{FFFD}\tc");
    }
}
