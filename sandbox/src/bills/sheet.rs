//! The form of a bill: a line of names, rows of cells that each begin with a backquote, and two lines of totals.

/// A bill in the making.
pub(super) struct Sheet(String);

impl Sheet {
    /// A bill with these columns.
    pub(super) fn new(header: &str) -> Self {
        Self(format!("{header}\r\n"))
    }

    /// Adds a row. Texts stand in it as they are: commas, quotes and line feeds too.
    pub(super) fn row(&mut self, cells: &[String]) {
        self.0.push('`');
        self.0.push_str(&cells.join(",`"));
        self.0.push_str("\r\n");
    }

    /// Ends the bill with its totals.
    pub(super) fn finish(mut self, header: &str, totals: &[String]) -> Vec<u8> {
        self.0.push_str(header);
        self.0.push_str("\r\n");
        self.row(totals);
        self.0.into_bytes()
    }
}

/// An amount in yuan with two decimals.
pub(super) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

/// A fee in yuan with five decimals.
pub(super) fn fee_yuan(fen: i64) -> String {
    format!("{}000", yuan(fen))
}

/// The fee of an amount, 0.60 %, in whole fen.
pub(super) fn fee(fen: i64) -> i64 {
    (fen * 6 + 500) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_from_whole_fen() {
        let written: Vec<_> = [0, 7, 1999, -3, -100, 123_456].map(yuan).into();
        assert_eq!(written, ["0.00", "0.07", "19.99", "-0.03", "-1.00", "1234.56"]);
        assert_eq!((fee(1999), fee_yuan(fee(1999)), fee_yuan(-3)), (12, "0.12000".into(), "-0.03000".into()));
    }
}
