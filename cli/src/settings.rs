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
    text.lines()
        .enumerate()
        .filter_map(|(number, line)| {
            let wrong = || Failure::Usage(format!("{}:{}: NAME=value", path.display(), number + 1));
            let line = line.trim().trim_start_matches('\u{FEFF}');
            if line.is_empty() || line.starts_with('#') {
                return None;
            }
            Some(pair(line).ok_or_else(wrong))
        })
        .collect()
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
}
