//! The settings that a command works with: the environment, and a file of variables.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::failure::Failure;
use crate::host::Surroundings;

/// What the names of the settings begin with.
pub(crate) const PREFIX: &str = "QQ_WXPAY_";

/// No file of variables is larger, bytes.
const LARGEST_FILE: u64 = 1 << 20;

/// Where the settings come from.
#[derive(Debug, Args)]
pub(crate) struct Source {
    /// Read settings from FILE, too: lines NAME=value, as `sandbox --write-env` writes them; they go before the environment
    #[arg(long, value_name = "FILE")]
    env_file: Option<PathBuf>,
}

/// The Chinese text of `--env-file`.
pub(crate) const ENV_FILE: (&str, &str) =
    ("env_file", "另从文件读取配置：每行 名称=值，即 sandbox --write-env 写出的格式；优先于环境变量");

impl Source {
    /// The variables of this library, those of the file before those of the environment.
    pub(crate) fn variables(
        &self,
        surroundings: &Surroundings<'_>,
    ) -> Result<Vec<(String, String)>, Failure> {
        let own = surroundings.variables.iter().filter(|(name, _)| name.starts_with(PREFIX)).cloned();
        let mut variables: Vec<(String, String)> = own.collect();
        if let Some(path) = &self.env_file {
            let read = read_file(path)?;
            variables.retain(|(name, _)| read.iter().all(|(other, _)| other != name));
            variables.extend(read.into_iter().filter(|(name, _)| name.starts_with(PREFIX)));
        }
        Ok(variables)
    }
}

fn read_file(path: &Path) -> Result<Vec<(String, String)>, Failure> {
    use std::io::Read as _;
    let unreadable = |error: std::io::Error| Failure::file(path, &error);
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(LARGEST_FILE).read_to_string(&mut text).map_err(unreadable)?;
    pairs(&text).map_err(|line| {
        let place = format!("{}:{line}", path.display());
        Failure::UsageIn(
            format!(
                "{place}: this is not NAME=value. A value of several lines, such as a PEM, stands in quotes; or name its file with NAME_FILE=PATH."
            ),
            format!("{place}：不是 名称=值。多行的值（如 PEM）请加引号，或用 名称_FILE=路径 指明文件。"),
        )
    })
}

/// The variables of a text; the error is the number of a line that has none.
fn pairs(text: &str) -> Result<Vec<(String, String)>, usize> {
    let mut found = Vec::new();
    let mut lines = text.trim_start_matches('\u{FEFF}').lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let mut entry = line.trim().to_owned();
        if entry.is_empty() || entry.starts_with('#') {
            continue;
        }
        while is_open(&entry) {
            let Some((_, next)) = lines.next() else { break };
            entry.push('\n');
            entry.push_str(next.trim_end());
        }
        found.push(pair(&entry).ok_or(number + 1)?);
    }
    Ok(found)
}

/// Whether a quote opens and does not close in it.
fn is_open(entry: &str) -> bool {
    let value = entry.split_once('=').map_or("", |(_, value)| value.trim());
    let opens = |quote| value.starts_with(quote) && (value.len() == 1 || !value.ends_with(quote));
    opens('"') || opens('\'')
}

/// Both of `NAME=value`; the value may be quoted, and `\n` in double quotes is a line feed.
fn pair(line: &str) -> Option<(String, String)> {
    let (name, value) = line.strip_prefix("export ").unwrap_or(line).split_once('=')?;
    let name = name.trim();
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let value = value.trim();
    let quoted = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let value = match (quoted('"'), quoted('\'')) {
        (Some(text), _) => text.replace("\\n", "\n").replace("\\\"", "\""),
        (None, Some(text)) => text.to_owned(),
        (None, None) => value.to_owned(),
    };
    is_name.then(|| (name.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_variables() {
        let of = |line: &str| pair(line).map(|(name, value)| format!("{name}={value}"));
        assert_eq!(of("A=b").as_deref(), Some("A=b"));
        assert_eq!(of("export A_1 = 'b c'").as_deref(), Some("A_1=b c"));
        assert_eq!(of("A=\"one\\ntwo\"").as_deref(), Some("A=one\ntwo"));
        assert_eq!(of("A=").as_deref(), Some("A="));
        assert_eq!(of("A"), None);
        assert_eq!(of("A B=c"), None);
    }

    #[test]
    fn values_of_several_lines_stand_in_quotes() {
        let text = "\u{FEFF}# keys\nA=\"-----BEGIN\nabc\n-----END\"\n\nB='x\ny'\nC=1\n";
        let Ok(read) = pairs(text) else { panic!("they can be read") };
        let read: Vec<_> = read.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(read, [("A", "-----BEGIN\nabc\n-----END"), ("B", "x\ny"), ("C", "1")]);
        assert_eq!(pairs("A=1\n-----BEGIN\n"), Err(2));
        // Without quotes the second line is none of a variable; a quote that never closes takes all to the end.
        assert_eq!(pairs("A=-----BEGIN\nabc\n"), Err(2));
        assert_eq!(pairs("A=\"x\nB=1").map(|read| read.len()), Ok(1));
    }
}
