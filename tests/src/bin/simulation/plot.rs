//! The figures as a picture: three panels over the number of processes, written as SVG.

use std::fmt::Write as _;
use std::time::Duration;

use crate::figures::Figures;
use crate::fleet::Scenario;

const WIDTH: f64 = 1260.0;
const HEIGHT: f64 = 520.0;
/// Of one panel, without the texts beside it.
const PANEL: (f64, f64) = (330.0, 300.0);
/// Where the first panel begins, and how far the next one is.
const FIRST: (f64, f64) = (70.0, 84.0);
const STEP: f64 = 415.0;

const INK: &str = "#1f2933";
const FAINT: &str = "#e4e7eb";
const GREY: &str = "#616e7c";

/// How the values of a panel are spread over its height.
#[derive(Clone, Copy)]
enum Scale {
    /// From 0 to so much, with a line at each multiple of the second.
    Linear(f64, f64),
    /// Between two powers of ten.
    Decades(i32, i32),
}

/// A line of a panel: its scenario, whether it is dashed, and its points.
struct Line {
    scenario: Scenario,
    is_dashed: bool,
    points: Vec<(usize, f64)>,
}

struct Panel {
    title: &'static str,
    note: &'static str,
    scale: Scale,
    lines: Vec<Line>,
    /// A value that is named.
    mark: Option<(f64, &'static str)>,
}

/// The picture.
pub(crate) fn svg(all: &[Figures]) -> String {
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" font-size=\"12\" fill=\"{INK}\">\n<title>An access token for 10 to 10,000 processes</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n"
    );
    label(&mut text, (FIRST.0 - 46.0, 32.0), "start", "font-size=\"17\" font-weight=\"bold\"", TITLE);
    for (index, panel) in [fetches(all), waits(all), operations(all)].iter().enumerate() {
        draw(&mut text, panel, (FIRST.0 + STEP * index as f64, FIRST.1));
    }
    legend(&mut text);
    text.push_str("</svg>\n");
    text
}

const TITLE: &str = "One access token for 10 to 10,000 processes, simulated";

fn fetches(all: &[Figures]) -> Panel {
    let line = |scenario| line(all, scenario, false, Figures::fetches_per_hour);
    let lines: Vec<Line> =
        [Scenario::InOrder, Scenario::HolderKilled, Scenario::Alone].into_iter().map(line).collect();
    let (title, note) = ("getToken calls per hour", "one for each renewal, however many processes share it");
    Panel { title, note, scale: decades(&lines), lines, mark: None }
}

fn waits(all: &[Figures]) -> Panel {
    let seconds = |wait: fn(&Figures) -> Duration| move |figures: &Figures| wait(figures).as_secs_f64();
    let of = |scenario| {
        [
            line(all, scenario, false, seconds(|figures| figures.lease_waits.p50)),
            line(all, scenario, true, seconds(|figures| figures.lease_waits.longest)),
        ]
    };
    let shared = Scenario::ALL.into_iter().filter(|scenario| scenario.shares());
    Panel {
        title: "Waits for the lease of another process, seconds",
        note: "solid: half of them are shorter; dashed: the longest",
        scale: Scale::Linear(15.0, 3.0),
        lines: shared.flat_map(of).collect(),
        mark: Some((12.0, "the lease of a dead holder ends")),
    }
}

fn operations(all: &[Figures]) -> Panel {
    let mean = |scenario| line(all, scenario, false, |figures| figures.operations_mean);
    let peak = |scenario| line(all, scenario, true, |figures| f64::from(figures.operations_peak));
    let shared = Scenario::ALL.into_iter().filter(|scenario| scenario.shares());
    let mut lines: Vec<Line> = [Scenario::InOrder, Scenario::HolderKilled].into_iter().map(mean).collect();
    lines.extend(shared.map(peak));
    let (title, note) = ("Operations of Redis per second", "solid: the mean; dashed: the busiest second");
    Panel { title, note, scale: decades(&lines), lines, mark: None }
}

fn line(all: &[Figures], scenario: Scenario, is_dashed: bool, value: impl Fn(&Figures) -> f64) -> Line {
    let own = all.iter().filter(|figures| figures.scenario == scenario);
    // Nothing has no place among powers of ten, and a wait that nobody had is none.
    let points = own.map(|figures| (figures.processes, value(figures))).filter(|(_, value)| *value > 0.0);
    Line { scenario, is_dashed, points: points.collect() }
}

fn decades(lines: &[Line]) -> Scale {
    let values = || lines.iter().flat_map(|line| line.points.iter().map(|(_, value)| value.log10()));
    let least = values().fold(f64::INFINITY, f64::min).min(1.0).floor();
    let most = values().fold(f64::NEG_INFINITY, f64::max).max(1.0).ceil();
    Scale::Decades(least as i32, most as i32)
}

impl Scale {
    /// How high a value stands, of the whole height.
    fn share(self, value: f64) -> f64 {
        match self {
            Self::Linear(most, _) => value / most,
            Self::Decades(least, most) => (value.log10() - f64::from(least)) / f64::from(most - least),
        }
    }

    fn ticks(self) -> Vec<f64> {
        match self {
            Self::Linear(most, step) => {
                (0..=(most / step) as i32).map(|index| f64::from(index) * step).collect()
            }
            Self::Decades(least, most) => (least..=most).map(|power| 10_f64.powi(power)).collect(),
        }
    }
}

/// How far to the right a number of processes stands: from 10 to 10,000.
fn across(processes: usize) -> f64 {
    ((processes as f64).log10() - 1.0) / 3.0 * PANEL.0
}

fn draw(text: &mut String, panel: &Panel, (left, top): (f64, f64)) {
    let (right, bottom) = (left + PANEL.0, top + PANEL.1);
    let height = |value: f64| bottom - panel.scale.share(value) * PANEL.1;
    label(text, (left - 46.0, top - 26.0), "start", "font-weight=\"bold\" font-size=\"13\"", panel.title);
    label(text, (left - 46.0, top - 10.0), "start", &format!("fill=\"{GREY}\""), panel.note);
    for tick in panel.scale.ticks() {
        stroke(text, (left, height(tick)), (right, height(tick)), &format!("stroke=\"{FAINT}\""));
        label(text, (left - 7.0, height(tick) + 4.0), "end", "", &short(tick));
    }
    for processes in [10, 30, 100, 300, 1_000, 3_000, 10_000] {
        let x = left + across(processes);
        stroke(text, (x, top), (x, bottom), &format!("stroke=\"{FAINT}\""));
        label(text, (x, bottom + 17.0), "middle", "", &short(processes as f64));
    }
    if let Some((value, name)) = panel.mark {
        let look = format!("stroke=\"{GREY}\" stroke-dasharray=\"1 3\"");
        stroke(text, (left, height(value)), (right, height(value)), &look);
        let place = (right - 6.0, height(value) + 14.0);
        label(text, place, "end", &format!("fill=\"{GREY}\" font-size=\"11\""), name);
    }
    stroke(text, (left, bottom), (right, bottom), &format!("stroke=\"{INK}\""));
    stroke(text, (left, top), (left, bottom), &format!("stroke=\"{INK}\""));
    label(text, (left + PANEL.0 / 2.0, bottom + 37.0), "middle", "", "processes");
    for line in &panel.lines {
        draw_line(text, line, &|(processes, value)| (left + across(processes), height(value)));
    }
}

fn draw_line(text: &mut String, line: &Line, place: &dyn Fn((usize, f64)) -> (f64, f64)) {
    let color = color(line.scenario);
    let places: Vec<(f64, f64)> = line.points.iter().map(|&point| place(point)).collect();
    let way: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let dashes = if line.is_dashed { " stroke-dasharray=\"6 4\"" } else { "" };
    let _ = writeln!(
        text,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"{dashes}/>",
        way.join(" ")
    );
    let fill = if line.is_dashed { "#ffffff" } else { color };
    for (x, y) in places {
        let _ = writeln!(
            text,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{fill}\" stroke=\"{color}\" stroke-width=\"1.5\"/>"
        );
    }
}

fn legend(text: &mut String) {
    const COLUMNS: [(f64, f64); 5] = [(0.0, 0.0), (0.0, 24.0), (470.0, 0.0), (470.0, 24.0), (860.0, 0.0)];
    for (scenario, (across, down)) in Scenario::ALL.into_iter().zip(COLUMNS) {
        let (x, y) = (FIRST.0 - 46.0 + across, FIRST.1 + PANEL.1 + 74.0 + down);
        let look = format!("stroke=\"{}\" stroke-width=\"3\"", color(scenario));
        stroke(text, (x, y), (x + 26.0, y), &look);
        label(text, (x + 34.0, y + 4.0), "start", "", scenario.name());
    }
}

/// Colours that differ for those who do not see red or green, too (Okabe and Ito).
fn color(scenario: Scenario) -> &'static str {
    match scenario {
        Scenario::InOrder => "#0072b2",
        Scenario::HolderKilled => "#e69f00",
        Scenario::ColdStart => "#009e73",
        Scenario::ColdStartHolderKilled => "#d55e00",
        Scenario::Alone => "#7b3f98",
    }
}

fn stroke(text: &mut String, from: (f64, f64), to: (f64, f64), look: &str) {
    let ((x1, y1), (x2, y2)) = (from, to);
    let _ = writeln!(text, "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" {look}/>");
}

fn label(text: &mut String, (x, y): (f64, f64), anchor: &str, look: &str, words: &str) {
    let _ = writeln!(text, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" {look}>{words}</text>");
}

/// 10000 as 10 k.
fn short(value: f64) -> String {
    if value >= 1e6 {
        format!("{} M", value / 1e6)
    } else if value >= 1e3 {
        format!("{} k", value / 1e3)
    } else {
        let text = format!("{value:.3}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}
