//! The lines that every benchmark adds to the file that `BENCH_FIGURES` names:
//!
//! `{"row":"orders-64","language":"node","unit":"orders/s","by":"clock","ours":700,"beside":{"axios-plugin":414}}`
//!
//! `ours` is missing where something is measured that others stand beside, as the bare signature; `by` is `clock`, `processor`, or missing
//! where no time is in the figure.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// One measurement, and what was measured beside it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    pub(super) row: String,
    pub(super) language: String,
    pub(super) unit: String,
    pub(super) by: Option<String>,
    pub(super) ours: Option<f64>,
    pub(super) beside: Vec<(String, f64)>,
}

impl Figure {
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))?;
        let text = |name: &str| {
            value[name].as_str().map(str::to_owned).ok_or_else(|| format!("{line}: no text `{name}`"))
        };
        let beside = value["beside"].as_object().into_iter().flatten();
        let beside = beside.map(|(name, figure)| {
            let figure = figure.as_f64().ok_or_else(|| format!("{line}: `{name}` is no number"))?;
            Ok((name.clone(), figure))
        });
        let figure = Self {
            row: text("row")?,
            language: text("language")?,
            unit: text("unit")?,
            by: value["by"].as_str().map(str::to_owned),
            ours: value["ours"].as_f64(),
            beside: beside.collect::<Result<_, String>>()?,
        };
        let none = figure.ours.is_none() && figure.beside.is_empty();
        if none { Err(format!("{line}: neither `ours` nor `beside`")) } else { Ok(figure) }
    }

    /// How many times better ours is; 1 is the same.
    pub(super) fn ratio(&self, other: f64) -> Option<f64> {
        let ours = self.ours?;
        Some(if self.is_rate() { ours / other } else { other / ours })
    }

    /// More of it is better.
    pub(super) fn is_rate(&self) -> bool {
        self.unit.ends_with("/s")
    }
}

/// The lines of a file; none where there is no file.
pub(super) fn read(file: &Path) -> Result<Vec<Figure>, String> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(format!("{}: {error}", file.display())),
    };
    text.lines()
        .map(Figure::parse)
        .collect::<Result<_, _>>()
        .map_err(|why| format!("{}: {why}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"row":"orders-64","language":"node","unit":"orders/s","by":"clock","ours":700,"beside":{"axios-plugin":350}}"#;

    #[test]
    fn of_a_rate_more_is_better_and_of_a_time_less() {
        let rate = Figure::parse(LINE).unwrap();
        assert_eq!(rate.ratio(350.0), Some(2.0));
        let time = Figure::parse(&LINE.replace("orders/s", "us")).unwrap();
        assert_eq!(time.ratio(350.0), Some(0.5));
    }

    #[test]
    fn a_line_that_says_nothing_is_refused() {
        let told = |line: &str| Figure::parse(line).unwrap_err();
        assert!(told(r#"{"row":"a","language":"c","unit":"us"}"#).contains("neither `ours` nor `beside`"));
        assert!(told(&LINE.replace("\"row\"", "\"line\"")).contains("no text `row`"));
        assert!(told(&LINE.replace("350", "null")).contains("`axios-plugin` is no number"));
        assert!(told("orders 700").starts_with("orders 700: "));
    }
}
