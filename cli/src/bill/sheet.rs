//! The rows of a bill as CSV or JSON.

use std::fmt::Write as _;
use std::path::Path;

use qq_wxpay::bill::BillRow;
use serde::Serialize;

use super::file::read;
use super::row::row_of;
use crate::failure::Failure;
use crate::output::Output;

/// Reads the bill twice: nothing of one that is not whole is written.
pub(super) fn write<R: BillRow + Serialize>(path: &Path, output: &mut Output<'_>) -> Result<(), Failure> {
    read::<R>(path, |_| Ok(()))?;
    // The columns of a bill without rows.
    let mut names = Vec::new();
    if !output.is_json() {
        names = row_of(&R::default())?.names();
    }
    let mut is_first = true;
    read::<R>(path, |row| {
        if output.is_json() {
            let text = serde_json::to_string(&row).map_err(|error| Failure::Failed(error.to_string()))?;
            return Ok(output.line(text)?);
        }
        let row = row_of(&row)?;
        if std::mem::take(&mut is_first) {
            names = row.names();
            output.raw(line(names.iter().map(String::as_str)).as_bytes())?;
        }
        Ok(output.raw(line(row.cells(&names)).as_bytes())?)
    })?;
    if is_first && !output.is_json() {
        output.raw(line(names.iter().map(String::as_str)).as_bytes())?;
    }
    Ok(())
}

/// One line as RFC 4180 has it.
fn line<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let mut text = String::new();
    for (number, cell) in cells.into_iter().enumerate() {
        if number > 0 {
            text.push(',');
        }
        let cell = cell.as_ref();
        if cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            // Writing to a text does not fail.
            let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            text.push_str(cell);
        }
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_csv_needs_it() {
        assert_eq!(
            line(["a", "b,c", "say \"x\"", "", "two\nlines"]),
            "a,\"b,c\",\"say \"\"x\"\"\",,\"two\nlines\"\r\n"
        );
    }
}
