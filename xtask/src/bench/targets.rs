//! `benchmarks/targets.json`: the one place of all targets, and of the reasons why one is missed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// What a figure must be.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) row: String,
    pub(super) language: String,
    /// Beside what; nothing where the figure itself is limited.
    pub(super) beside: Option<String>,
    pub(super) limit: Limit,
    /// Why it is missed, while it is.
    pub(super) reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit {
    /// So many times better, or so large a share of the floor.
    Least(f64),
    /// The figure itself, in its own unit.
    Most(f64),
}

impl Limit {
    pub(super) fn holds(self, figure: f64) -> bool {
        match self {
            Self::Least(least) => figure >= least,
            Self::Most(most) => figure <= most,
        }
    }
}

impl Target {
    fn parse(value: &Value, has_ifma: bool) -> Result<Self, String> {
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        let known = ["row", "language", "beside", "least", "least_with_ifma", "most", "reason"];
        let unknown = value.as_object().into_iter().flatten().map(|(name, _)| name);
        if let Some(name) = unknown.into_iter().find(|name| !known.contains(&name.as_str())) {
            return Err(format!("{value}: `{name}` is none of {}", known.join(", ")));
        }
        let fast = value["least_with_ifma"].as_f64().filter(|_| has_ifma);
        let least = fast.or(value["least"].as_f64()).map(Limit::Least);
        let most = value["most"].as_f64().map(Limit::Most);
        let beside = text("beside");
        let limit = match (least, most, &beside) {
            (Some(least), None, Some(_)) => least,
            (None, Some(most), None) => most,
            _ => return Err(format!("{value}: either `most`, or `beside` and `least`")),
        };
        let (Some(row), Some(language)) = (text("row"), text("language")) else {
            return Err(format!("{value}: no `row` or no `language`"));
        };
        let reason = text("reason").filter(|reason| !reason.trim().is_empty());
        Ok(Self { row, language, beside, limit, reason })
    }

    pub(super) fn is_for(&self, row: &str, language: &str, beside: Option<&str>) -> bool {
        self.row == row && self.language == language && self.beside.as_deref() == beside
    }
}

/// Where RSA is fast, peers cannot hide behind it: `least_with_ifma` is for those processors.
pub(super) fn parse(text: &str, has_ifma: bool) -> Result<Vec<Target>, String> {
    let listed: Vec<Value> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let targets: Vec<Target> =
        listed.iter().map(|value| Target::parse(value, has_ifma)).collect::<Result<_, _>>()?;
    let mut seen = BTreeSet::new();
    for Target { row, language, beside, .. } in &targets {
        if !seen.insert((row, language, beside)) {
            return Err(format!("{row} of {language} beside {beside:?} stands there twice"));
        }
    }
    Ok(targets)
}

pub(super) fn read(file: &Path, has_ifma: bool) -> Result<Vec<Target>, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    parse(&text, has_ifma).map_err(|why| format!("{}: {why}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_targets_of_the_repository_can_be_read() {
        let file = crate::command::root().join("benchmarks/targets.json");
        for has_ifma in [false, true] {
            assert!(read(&file, has_ifma).unwrap().len() > 20);
        }
    }

    #[test]
    fn peers_must_be_left_farther_behind_where_rsa_is_fast() {
        let text = r#"[{"row":"a","language":"node","beside":"b","least":1,"least_with_ifma":2.5}]"#;
        let limit = |has_ifma| parse(text, has_ifma).unwrap()[0].limit;
        assert_eq!((limit(false), limit(true)), (Limit::Least(1.0), Limit::Least(2.5)));
        assert!(limit(true).holds(2.5) && !limit(true).holds(2.4) && !Limit::Most(5.0).holds(5.1));
    }

    #[test]
    fn a_target_that_says_nothing_or_stands_twice_is_refused() {
        let told = |text: &str| parse(text, false).unwrap_err();
        assert!(told(r#"[{"row":"a","language":"c","least":1}]"#).contains("either `most`"));
        assert!(told(r#"[{"row":"a","language":"c","most":1,"beside":"b"}]"#).contains("either `most`"));
        assert!(told(r#"[{"row":"a","most":1}]"#).contains("no `language`"));
        assert!(told(r#"[{"row":"a","language":"c","max":1}]"#).contains("`max` is none of"));
        let twice = r#"{"row":"a","language":"c","most":1}"#;
        assert!(told(&format!("[{twice},{twice}]")).contains("twice"));
    }
}
