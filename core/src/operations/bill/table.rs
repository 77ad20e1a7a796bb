//! Rows and totals out of lines.
//!
//! The first line names the columns, separated by commas. Every further line begins with a backquote, and so does each cell: a
//! row is split at a comma followed by a backquote, and nowhere else, so that cells may hold commas and quotes. A row
//! with fewer cells than columns goes on in the next line, because an order's texts may hold line feeds. A line that does
//! not begin with a backquote names the totals, and the line after it holds them.

use std::collections::BTreeMap;

use super::lines::{MAXIMUM_LINE_BYTES, too_long};
use super::row::BillRow;
use crate::error::{Error, Result, sdk_codes};
use crate::model::bill::column::Column;

/// The largest number of columns. A genuine bill has less than 40.
const MAXIMUM_CELLS: usize = 200;

const SEPARATOR: &str = ",`";

/// What the lines so far have told.
pub(super) struct Table<R: BillRow> {
    stage: Stage<R>,
    /// A row that goes on in the next line, and how many separators it has so far.
    begun: String,
    separators: usize,
    line: u64,
    rows: u64,
    /// What the rows come to, to hold the totals against.
    own: R::Summary,
}

enum Stage<R: BillRow> {
    Header,
    Rows(Vec<Target<R>>),
    Totals(Vec<Target<R::Summary>>),
    Done(Totals<R>),
}

/// The totals as they were read.
pub(super) struct Totals<R: BillRow> {
    pub(super) summary: R::Summary,
    own: R::Summary,
    /// The last cell, where the bill ends: its column, if it is known, and its text.
    last: (Option<&'static Column<R::Summary>>, String),
}

impl<R: BillRow> Totals<R> {
    /// Whether they count the rows that were read.
    pub(super) fn count_the_rows(&self) -> bool {
        R::counts_as(&self.summary, &self.own)
    }

    /// Whether they say at all how many rows there are.
    pub(super) fn have_a_count(&self) -> bool {
        R::count(&self.summary).is_some()
    }

    /// Whether the last cell is whole, as far as its form and the rows tell.
    pub(super) fn end_whole(&mut self) -> bool {
        let (Some(column), cell) = &self.last else { return false };
        column.is_whole(cell)
            && column.value(&mut self.summary) == Some(column.value(&mut self.own).unwrap_or(0))
    }
}

/// Where the cells of one column go.
enum Target<T: 'static> {
    Known(&'static Column<T>, &'static str),
    Other(String),
}

impl<R: BillRow> Table<R> {
    pub(super) fn new() -> Self {
        Self {
            stage: Stage::Header,
            begun: String::new(),
            separators: 0,
            line: 0,
            rows: 0,
            own: R::Summary::default(),
        }
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// The totals, once they were read.
    pub(super) fn totals(self) -> Option<Totals<R>> {
        match self.stage {
            Stage::Done(totals) => Some(totals),
            _ => None,
        }
    }

    /// Whether the next line is the last one.
    pub(super) fn awaits_totals(&self) -> bool {
        matches!(self.stage, Stage::Totals(_))
    }

    /// Reads one line without its line feed; gives a row when one is complete.
    pub(super) fn line(&mut self, line: &[u8]) -> Result<Option<R>> {
        self.line += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let text = std::str::from_utf8(line).map_err(|_| self.refuse("not UTF-8", "不是 UTF-8"))?;
        if text.is_empty() && self.begun.is_empty() {
            return Ok(None);
        }
        match &self.stage {
            Stage::Header => {
                let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
                self.stage = Stage::Rows(self.header(text, R::columns())?);
                Ok(None)
            }
            Stage::Rows(_) if self.begun.is_empty() && !text.starts_with('`') => {
                self.stage = Stage::Totals(self.header(text, R::summary_columns())?);
                Ok(None)
            }
            Stage::Rows(targets) => {
                let needed = targets.len() - 1;
                self.separators += text.matches(SEPARATOR).count();
                if self.separators < needed {
                    self.keep(text)?;
                    return Ok(None);
                }
                if self.separators > needed {
                    return Err(self.refuse("more cells than columns", "单元格多于列"));
                }
                let row = self.row(targets, text)?;
                self.begun.clear();
                self.separators = 0;
                self.rows += 1;
                row.count_into(&mut self.own);
                Ok(Some(row))
            }
            Stage::Totals(targets) => {
                let mut summary = R::Summary::default();
                let Some(cells) = text.strip_prefix('`') else {
                    return Err(self.refuse("totals without a backquote", "汇总行不以反引号开头"));
                };
                if cells.split(SEPARATOR).count() != targets.len() {
                    return Err(self.refuse("another number of totals than named", "汇总的个数与列名不符"));
                }
                self.fill(targets, cells, &mut summary, R::summary_other)?;
                let column = targets.last().and_then(|target| match target {
                    Target::Known(column, _) => Some(*column),
                    Target::Other(_) => None,
                });
                let last = (column, cells.rsplit(SEPARATOR).next().unwrap_or_default().to_owned());
                self.stage = Stage::Done(Totals { summary, own: std::mem::take(&mut self.own), last });
                Ok(None)
            }
            Stage::Done(_) => Err(self.refuse("something after the totals", "汇总行之后还有内容")),
        }
    }

    /// The row that ends with this line.
    fn row(&self, targets: &[Target<R>], text: &str) -> Result<R> {
        let joined;
        let whole = if self.begun.is_empty() {
            text
        } else {
            joined = format!("{}{text}", self.begun);
            &joined
        };
        let cells = whole
            .strip_prefix('`')
            .ok_or_else(|| self.refuse("a row without a backquote", "该行不以反引号开头"))?;
        let mut row = R::default();
        self.fill(targets, cells, &mut row, R::other)?;
        Ok(row)
    }

    /// Keeps the beginning of a row that goes on in the next line.
    fn keep(&mut self, text: &str) -> Result<()> {
        self.begun.push_str(text);
        self.begun.push('\n');
        if self.begun.len() > MAXIMUM_LINE_BYTES { Err(too_long()) } else { Ok(()) }
    }

    fn header<T>(&self, text: &str, known: &'static [Column<T>]) -> Result<Vec<Target<T>>> {
        let names: Vec<&str> = text.split(',').take(MAXIMUM_CELLS + 1).map(str::trim).collect();
        if names.len() > MAXIMUM_CELLS {
            let (en, zh) = (format!("more than {MAXIMUM_CELLS} columns"), format!("超过 {MAXIMUM_CELLS} 列"));
            return Err(Error::sdk(&sdk_codes::BILL_TOO_LARGE).with_detail_in(en, zh));
        }
        let mut targets = Vec::with_capacity(names.len());
        let mut used: Vec<&str> = Vec::new();
        for (index, name) in names.iter().enumerate() {
            if names[..index].contains(name) {
                return Err(self.refuse("two columns of the same name", "有两列同名"));
            }
            let found = known.iter().find(|column| column.names.contains(name));
            // A bill with an old and a new name for the same thing: the first one is it.
            targets.push(match found.filter(|column| !used.contains(&column.names[0])) {
                Some(column) => {
                    used.push(column.names[0]);
                    Target::Known(column, column.names[0])
                }
                None => Target::Other((*name).to_owned()),
            });
        }
        if used.is_empty() {
            return Err(self.refuse("no column of this kind of bill is named", "没有这种账单的列名"));
        }
        Ok(targets)
    }

    fn fill<T>(
        &self,
        targets: &[Target<T>],
        cells: &str,
        value: &mut T,
        other: fn(&mut T) -> &mut BTreeMap<String, String>,
    ) -> Result<()> {
        for (target, cell) in targets.iter().zip(cells.split(SEPARATOR)) {
            match target {
                Target::Known(column, name) => column.fill(value, cell).ok_or_else(|| {
                    self.refuse("not an amount or number", "不是金额或数字").with_field(*name)
                })?,
                Target::Other(name) => drop(other(value).insert(name.clone(), cell.to_owned())),
            }
        }
        Ok(())
    }

    fn refuse(&self, en: &str, zh: &str) -> Error {
        let line = self.line;
        Error::sdk(&sdk_codes::BILL_UNREADABLE)
            .with_detail_in(format!("line {line}: {en}"), format!("第 {line} 行：{zh}"))
    }
}
