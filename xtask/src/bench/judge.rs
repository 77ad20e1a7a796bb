//! Figures against their targets.

use super::figures::Figure;
use super::targets::{Limit, Target};

/// A line of a table: a figure of ours, what stands beside it, and what was wanted.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) figure: Figure,
    pub(super) beside: Option<(String, f64)>,
    pub(super) limit: Option<Limit>,
    pub(super) reason: Option<String>,
}

impl Line {
    pub(super) fn ratio(&self) -> Option<f64> {
        self.figure.ratio(self.beside.as_ref()?.1)
    }

    /// Nothing where nothing is wanted.
    pub(super) fn is_met(&self) -> Option<bool> {
        let figure = match self.limit? {
            Limit::Least(_) => self.ratio(),
            Limit::Most(_) => self.figure.ours,
        };
        Some(self.limit?.holds(figure?))
    }

    pub(super) fn name(&self) -> String {
        let beside = self.beside.as_ref().map(|(name, _)| format!(" beside {name}"));
        format!("{} of {}{}", self.figure.row, self.figure.language, beside.unwrap_or_default())
    }
}

/// All lines of the figures, in their order.
pub(super) fn judge(figures: &[Figure], targets: &[Target]) -> Vec<Line> {
    let mut lines = Vec::new();
    for figure in figures {
        let target = |beside: Option<&str>| {
            targets.iter().find(|target| target.is_for(&figure.row, &figure.language, beside))
        };
        let line = |beside: Option<(String, f64)>| {
            let target = target(beside.as_ref().map(|(name, _)| name.as_str()));
            let reason = target.and_then(|target| target.reason.clone());
            Line { figure: figure.clone(), beside, limit: target.map(|target| target.limit), reason }
        };
        if figure.beside.is_empty() || target(None).is_some() {
            lines.push(line(None));
        }
        lines.extend(figure.beside.iter().cloned().map(Some).map(line));
    }
    lines
}

/// What is wrong with them: a target that is missed without a reason, or that nothing was measured for, in the languages that were measured.
pub(super) fn faults(lines: &[Line], targets: &[Target], languages: &[&str]) -> Vec<String> {
    let mut faults: Vec<String> = lines
        .iter()
        .filter(|line| line.is_met() == Some(false) && line.reason.is_none())
        .map(|line| format!("{} misses its target, and benchmarks/targets.json names no reason", line.name()))
        .collect();
    faults.extend(unmeasured(lines, targets, languages));
    faults
}

pub(super) fn unmeasured(lines: &[Line], targets: &[Target], languages: &[&str]) -> Vec<String> {
    let is_there = |target: &&Target| {
        lines.iter().any(|line| {
            let beside = line.beside.as_ref().map(|(name, _)| name.as_str());
            target.is_for(&line.figure.row, &line.figure.language, beside)
        })
    };
    let wanted = targets.iter().filter(|target| languages.contains(&target.language.as_str()));
    let missing = wanted.filter(|target| !is_there(target));
    missing
        .map(|Target { row, language, beside, .. }| {
            let beside = beside.as_deref().map(|name| format!(" beside {name}")).unwrap_or_default();
            format!("{row} of {language}{beside} has a target, and no benchmark gave a figure")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::targets;
    use super::*;

    const TARGETS: &str = r#"[
        {"row":"orders-64","language":"node","beside":"peer","least":1.5,"reason":"RSA is slow here"},
        {"row":"orders-64","language":"node","beside":"the floor","least":0.85},
        {"row":"loop-delay","language":"node","most":5},
        {"row":"loop-delay","language":"python","most":5}]"#;

    fn lines(given: &[&str]) -> Vec<Line> {
        let figures: Vec<Figure> = given.iter().map(|line| Figure::parse(line).unwrap()).collect();
        judge(&figures, &targets::parse(TARGETS, false).unwrap())
    }

    const ORDERS: &str = r#"{"row":"orders-64","language":"node","unit":"orders/s","ours":700,"beside":{"peer":500,"other":900,"the floor":1000}}"#;
    const DELAY: &str =
        r#"{"row":"loop-delay","language":"node","unit":"ms","ours":4.8,"beside":{"peer":200}}"#;

    #[test]
    fn each_beside_is_a_line_and_a_limited_figure_is_one_of_its_own() {
        let met = |line: &Line| (line.beside.as_ref().map(|(name, _)| name.clone()), line.is_met());
        let found: Vec<_> = lines(&[ORDERS, DELAY]).iter().map(met).collect();
        let named = |name: &str| Some(name.to_owned());
        let expected = [
            (named("peer"), Some(false)),
            (named("other"), None),
            (named("the floor"), Some(false)),
            (None, Some(true)),
            (named("peer"), None),
        ];
        assert_eq!(found.len(), expected.len());
        assert!(expected.iter().all(|line| found.contains(line)), "{found:?}");
    }

    #[test]
    fn a_missed_target_needs_a_reason_and_each_target_a_figure() {
        let targets = targets::parse(TARGETS, false).unwrap();
        let told = faults(&lines(&[ORDERS]), &targets, &["node"]);
        assert_eq!(told.len(), 2, "{told:#?}");
        assert!(told[0].starts_with("orders-64 of node beside the floor misses its target"));
        assert!(told[1].starts_with("loop-delay of node has a target"));
        assert_eq!(faults(&lines(&[ORDERS, DELAY]), &targets, &["node"]).len(), 1);
    }
}
