//! The tables of `benchmarks/RESULTS.md`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::judge::Line;
use super::rows;
use super::targets::Limit;

const BEGIN: &str = "<!-- figures -->";
const END: &str = "<!-- end of the figures -->";

/// The lines of one language as a table of Markdown.
pub(super) fn table(lines: &[Line]) -> String {
    let mut text =
        "| work | ours | beside it | | by | ratio | target | |\n|---|---|---|---|---|---|---|---|\n"
            .to_owned();
    for line in lines {
        let figure = &line.figure;
        let amount = |value: f64| format!("{} {}", number(value), figure.unit);
        let ours = figure.ours.map(amount).unwrap_or_default();
        let (name, beside) = match &line.beside {
            Some((name, value)) => (name.as_str(), amount(*value)),
            None => ("", String::new()),
        };
        let by = figure.by.as_deref().unwrap_or("");
        let ratio = line.ratio().map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let target = match line.limit {
            Some(Limit::Least(least)) => format!("{least} or more"),
            Some(Limit::Most(most)) => format!("{most} {} or less", figure.unit),
            None => String::new(),
        };
        let title = rows::title(&figure.row);
        let verdict = verdict(line);
        let _ = writeln!(
            text,
            "| {title} | {ours} | {name} | {beside} | {by} | {ratio} | {target} | {verdict} |"
        );
    }
    text
}

fn verdict(line: &Line) -> String {
    match (line.is_met(), &line.reason) {
        (None, _) => String::new(),
        (Some(true), _) => "met".to_owned(),
        (Some(false), Some(reason)) => format!("**missed**: {reason}"),
        (Some(false), None) => "**missed, without a reason**".to_owned(),
    }
}

/// Three digits that count, and a comma between thousands.
pub(super) fn number(value: f64) -> String {
    let decimals = match value.abs() {
        small if small < 10.0 => 2,
        middle if middle < 100.0 => 1,
        _ => 0,
    };
    let text = format!("{value:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { grouped } else { format!("{grouped}.{fraction}") }
}

/// Puts the text between the markers of the file; a file that is not there becomes one of them alone.
pub(super) fn write(file: &Path, text: &str) -> Result<(), String> {
    let now = if file.exists() {
        fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?
    } else {
        format!("{BEGIN}\n{END}\n")
    };
    let changed =
        between(&now, text).ok_or_else(|| format!("{}: no {BEGIN} before an {END}", file.display()))?;
    fs::write(file, changed).map_err(|error| format!("{}: {error}", file.display()))
}

fn between(document: &str, text: &str) -> Option<String> {
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::super::figures::Figure;
    use super::super::{judge, targets};
    use super::*;

    #[test]
    fn a_line_tells_ratio_target_and_why_it_is_missed() {
        let figures = [
            r#"{"row":"orders-64","language":"node","unit":"orders/s","by":"clock","ours":1700,"beside":{"peer":500,"the floor":2000}}"#,
            r#"{"row":"installed","language":"node","unit":"MB","ours":8.06}"#,
        ];
        let targets = r#"[{"row":"orders-64","language":"node","beside":"peer","least":2.5},
            {"row":"orders-64","language":"node","beside":"the floor","least":0.9,"reason":"two threads"},
            {"row":"installed","language":"node","most":8}]"#;
        let figures: Vec<Figure> = figures.iter().map(|line| Figure::parse(line).unwrap()).collect();
        let text = table(&judge::judge(&figures, &targets::parse(targets, false).unwrap()));
        let rows: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "| orders, 64 in flight | 1,700 orders/s | peer | 500 orders/s | clock | 3.40 | 2.5 or more | met |",
                "| orders, 64 in flight | 1,700 orders/s | the floor | 2,000 orders/s | clock | 0.85 | 0.9 or more | **missed**: two threads |",
                "| installed, with what it needs | 8.06 MB |  |  |  |  | 8 MB or less | **missed, without a reason** |",
            ]
        );
    }

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let document = format!("# Figures\n\n{BEGIN}\nold\n{END}\n\nby hand\n");
        let once = between(&document, "new\n").unwrap();
        assert_eq!(once, format!("# Figures\n\n{BEGIN}\n\nnew\n\n{END}\n\nby hand\n"));
        assert_eq!(between(&once, "new").unwrap(), once);
        assert_eq!(between("no markers", "new"), None);
        assert_eq!(between(&format!("{END}{BEGIN}"), "new"), None);
    }

    #[test]
    fn numbers_have_three_digits_that_count() {
        let written = [0.284, 4.8, 85.04, 962.3, 1234.5, 1_048_576.0].map(number);
        assert_eq!(written, ["0.28", "4.80", "85.0", "962", "1,234", "1,048,576"]);
    }
}
