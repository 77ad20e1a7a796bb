//! The pictures of `docs/performance.md`, out of the figures that `cargo xtask bench scale` has left: `plots FOLDER` writes them there.
//!
//! Their ground is transparent, and their colours can be told apart on a light page and on a dark one.
#![allow(clippy::float_arithmetic)] // figures of time and memory, no amounts

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::ops::Range;
use std::path::Path;

use plotters::coord::combinators::LogCoord;
use plotters::coord::ranged1d::ValueFormatter;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;
type Chart<'a, 'b, Up> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<LogCoord<f64>, Up>>;

const INK: RGBColor = RGBColor(118, 126, 136);
const COLOURS: [RGBColor; 4] =
    [RGBColor(59, 130, 246), RGBColor(227, 98, 9), RGBColor(45, 164, 78), RGBColor(163, 113, 247)];
const SIZE: (u32, u32) = (760, 420);

/// Figures by the amount in which they were measured.
type Curve = Vec<(f64, f64)>;

/// A picture: what is on its axes, and its curves by name.
struct Picture {
    file: &'static str,
    title: &'static str,
    across: &'static str,
    up: &'static str,
    /// Whether the axis that goes up grows by powers, too.
    powers: bool,
    /// Whether that across is told by twos, not by tens.
    doubles: bool,
    curves: Vec<(String, Curve)>,
}

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).ok_or("plots FOLDER")?;
    let figures = read(&std::env::var("BENCH_FIGURES")?)?;
    for picture in pictures(&figures) {
        draw(&Path::new(&folder).join(picture.file), &picture)?;
    }
    Ok(())
}

/// By the first part of a row's name, and the second where there are three, what was measured by the last.
fn read(file: &str) -> Result<BTreeMap<String, Curve>> {
    let mut curves: BTreeMap<String, Curve> = BTreeMap::new();
    for line in fs::read_to_string(file)?.lines() {
        let figure: Value = serde_json::from_str(line)?;
        let row = figure["row"].as_str().ok_or("a line has a row")?;
        let Some((name, amount)) = row.rsplit_once('/') else { continue };
        let ours = figure["ours"].as_f64().ok_or_else(|| format!("{row} has no figure"))?;
        curves.entry(name.to_owned()).or_default().push((amount.parse()?, ours));
    }
    Ok(curves)
}

fn pictures(figures: &BTreeMap<String, Curve>) -> Vec<Picture> {
    let curve = |name: &str| figures.get(name).cloned().unwrap_or_default();
    let processes = |count: usize| {
        let name = if count == 1 { "1 process".to_owned() } else { format!("{count} processes") };
        (name, curve(&format!("orders/{count}")))
    };
    let one = |name: &str, row: &str| (name.to_owned(), curve(row));
    vec![
        Picture {
            file: "performance-orders.svg",
            title: "Orders a second, by how many are in flight",
            across: "orders in flight, over all processes",
            up: "orders/s",
            powers: false,
            doubles: true,
            curves: [1, 2, 4, 8].map(processes).into(),
        },
        Picture {
            file: "performance-notifications.svg",
            title: "Notifications a second on one core, by the size of their body",
            across: "body, KiB",
            up: "notifications/s",
            powers: true,
            doubles: true,
            curves: vec![one("verified, opened, read", "body")],
        },
        Picture {
            file: "performance-merchants.svg",
            title: "Whose notification it is, by how many merchants one process has",
            across: "merchants in one process",
            up: "time to find the owner, µs",
            powers: true,
            doubles: false,
            curves: vec![
                one("by the public key that it names", "merchants-owner-key"),
                one("by trying the APIv3 keys", "merchants-owner-secrets"),
            ],
        },
        Picture {
            file: "performance-memory.svg",
            title: "Memory for the clients, by how many merchants one process has",
            across: "merchants in one process",
            up: "memory of all clients, MB",
            powers: true,
            doubles: false,
            curves: vec![one("clients, open", "merchants-memory")],
        },
    ]
}

fn draw(file: &Path, picture: &Picture) -> Result<()> {
    if let Some((name, _)) = picture.curves.iter().find(|(_, curve)| curve.is_empty()) {
        return Err(format!("{}: nothing was measured for the curve `{name}`", picture.title).into());
    }
    let ground = SVGBackend::new(file, SIZE).into_drawing_area();
    let ground = ground.titled(picture.title, style(17).pos(Pos::new(HPos::Center, VPos::Top)))?;
    let mut builder = ChartBuilder::on(&ground);
    builder.margin(12).margin_right(28).x_label_area_size(44).y_label_area_size(78);
    let (across, up) = (range(picture, |point| point.0), range(picture, |point| point.1));
    let across = (across.start..across.end).log_scale().base(if picture.doubles { 2.0 } else { 10.0 });
    if picture.powers {
        let up = (up.start * 0.7..up.end * 1.4).log_scale();
        plot(&mut builder.build_cartesian_2d(across, up)?, picture)?;
    } else {
        plot(&mut builder.build_cartesian_2d(across, 0.0..up.end * 1.1)?, picture)?;
    }
    ground.present()?;
    Ok(())
}

/// From the least to the most of all curves.
fn range(picture: &Picture, pick: fn((f64, f64)) -> f64) -> Range<f64> {
    let all = || picture.curves.iter().flat_map(|(_, curve)| curve).map(|point| pick(*point));
    all().fold(f64::MAX, f64::min)..all().fold(f64::MIN_POSITIVE, f64::max)
}

fn style(size: i32) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&INK)
}

/// Axes with their units, curves with a mark at each measurement, and which is which.
fn plot<'a, 'b: 'a, Up>(chart: &mut Chart<'a, 'b, Up>, picture: &Picture) -> Result<()>
where
    Up: Ranged<ValueType = f64> + ValueFormatter<f64>,
{
    chart
        .configure_mesh()
        .x_desc(picture.across)
        .y_desc(picture.up)
        .axis_desc_style(style(14))
        .label_style(style(13))
        .axis_style(INK)
        .bold_line_style(INK.mix(0.25))
        .light_line_style(TRANSPARENT)
        .x_labels(12)
        .x_label_formatter(&label)
        .y_label_formatter(&label)
        .draw()?;
    for ((name, curve), colour) in picture.curves.iter().zip(COLOURS) {
        let line = colour.stroke_width(2);
        chart
            .draw_series(LineSeries::new(curve.iter().copied(), line).point_size(3))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], line));
    }
    if picture.curves.len() > 1 {
        chart
            .configure_series_labels()
            .position(if picture.powers {
                SeriesLabelPosition::UpperLeft
            } else {
                SeriesLabelPosition::LowerRight
            })
            .label_font(style(13))
            .draw()?;
    }
    Ok(())
}

/// Whole numbers with a comma between thousands; what is smaller than one as it is.
fn label(value: &f64) -> String {
    if *value != 0.0 && value.abs() < 1.0 {
        return format!("{value}");
    }
    let digits = format!("{value:.0}");
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",")
}
