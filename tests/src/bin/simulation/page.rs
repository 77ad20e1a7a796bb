//! The figures as tables of a document.

use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::time::Duration;

use crate::figures::{Figures, Waits};
use crate::fleet::Scenario;

/// The lines between which the program writes.
const BEGIN: &str = "<!-- written by the program, from here -->\n";
const END: &str = "<!-- to here -->\n";

/// A table for each scenario.
pub(crate) fn table(all: &[Figures]) -> String {
    let mut text = String::new();
    for scenario in Scenario::ALL {
        let rows: Vec<&Figures> = all.iter().filter(|figures| figures.scenario == scenario).collect();
        let Some(first) = rows.first() else { continue };
        let _ = write!(text, "\n### {}\n\n", capital(scenario.name()));
        let _ = writeln!(text, "Measured: {}.\n", length(first.measured));
        text.push_str(if scenario.shares() { HEAD_SHARED } else { HEAD_ALONE });
        for figures in rows {
            text.push_str(&row(figures));
        }
    }
    text
}

/// Puts the table between its two lines.
///
/// # Errors
/// When the document cannot be read or written, or lacks the lines.
pub(crate) fn write_table(document: &Path, all: &[Figures]) -> io::Result<()> {
    let text = std::fs::read_to_string(document)?;
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = parts.ok_or_else(|| io::Error::other("the document has no place for the table"))?;
    std::fs::write(document, format!("{before}{BEGIN}{}\n{END}{after}", table(all)))
}

const HEAD_SHARED: &str = "| processes | getToken | per hour | waits for a lease | p50 / p99 / longest, s | orders that waited | p50 / p99 / longest, s | orders placed | refused for their token | lost | Redis operations/s, mean | busiest second |\n|---:|---:|---:|---:|---|---:|---|---:|---:|---:|---:|---:|\n";

const HEAD_ALONE: &str = "| processes | getToken | per hour | orders that waited | p50 / p99 / longest, s | orders placed | refused for their token | lost |\n|---:|---:|---:|---:|---|---:|---:|---:|\n";

fn row(figures: &Figures) -> String {
    let per_hour =
        if figures.scenario.is_cold() { "–".to_owned() } else { rate(figures.fetches_per_hour()) };
    let mut cells = vec![grouped(figures.processes as u64), grouped(figures.fetches as u64), per_hour];
    if figures.scenario.shares() {
        cells.extend(waits(&figures.lease_waits));
    }
    cells.extend(waits(&figures.order_waits));
    cells.extend([figures.placed, figures.refused, figures.lost()].map(grouped));
    if figures.scenario.shares() {
        cells.push(rate(figures.operations_mean));
        cells.push(grouped(u64::from(figures.operations_peak)));
    }
    format!("| {} |\n", cells.join(" | "))
}

fn waits(waits: &Waits) -> [String; 2] {
    let seconds = [waits.p50, waits.p99, waits.longest].map(|wait| format!("{:.2}", wait.as_secs_f64()));
    let times = if waits.count == 0 { "–".to_owned() } else { seconds.join(" / ") };
    [grouped(waits.count as u64), times]
}

fn rate(rate: f64) -> String {
    if rate < 10.0 { format!("{rate:.2}") } else { grouped(rate.round() as u64) }
}

/// 1234567 as 1,234,567.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn length(time: Duration) -> String {
    match time.as_secs() {
        seconds if seconds % 3600 == 0 => format!("{} h", seconds / 3600),
        seconds => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
