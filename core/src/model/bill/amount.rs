//! Amounts of bills: decimal yuan as text. No float comes near them.

/// Whole fen of an amount like `12.30`, exactly; `None` when it is none, has a fraction of a fen, or is too large.
///
/// Any number of zeros may follow the second decimal: WeChat Pay writes fees as `0.06000`. `signed` allows a leading `-`.
pub(crate) fn fen(text: &str, signed: bool) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) if signed => (true, rest),
        Some(_) => return None,
        None => (false, text),
    };
    let (yuan, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (cents, rest) = decimals.split_at_checked(2).unwrap_or((decimals, ""));
    if !all_digits(yuan) || !all_digits(cents) || rest.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let padding = if cents.len() == 1 { b"0".as_slice() } else { b"" };
    // Counted downwards, because the least number has no positive counterpart.
    let below_zero = yuan
        .bytes()
        .chain(cents.bytes())
        .chain(padding.iter().copied())
        .try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_sub(i64::from(digit - b'0')))?;
    if negative { Some(below_zero) } else { below_zero.checked_neg() }
}

/// A number of things; an official example writes `20.0`.
pub(crate) fn count(text: &str) -> Option<i64> {
    let hundredths = fen(text, false)?;
    (hundredths % 100 == 0).then_some(hundredths / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_become_fen_exactly() {
        let table = [
            ("0", 0),
            ("0.0", 0),
            ("0.00", 0),
            ("0.00000", 0),
            ("0.01", 1),
            ("0.1", 10),
            ("1.10", 110),
            ("19.99", 1999),
            ("7.79000", 779),
            ("0000012.30", 1230),
            ("1299.02", 129_902),
            ("90071992547409.93", 9_007_199_254_740_993),
            ("92233720368547758.07", i64::MAX),
        ];
        for (text, expected) in table {
            assert_eq!(fen(text, false), Some(expected), "{text}");
            assert_eq!(fen(text, true), Some(expected), "{text}");
            assert_eq!(fen(&format!("-{text}"), true), Some(-expected), "-{text}");
            assert_eq!(fen(&format!("-{text}"), false), None, "-{text} where no sign belongs");
        }
        assert_eq!(fen("-92233720368547758.08", true), Some(i64::MIN));
    }

    #[test]
    fn everything_else_is_no_amount() {
        let refused = [
            "",
            ".",
            "1.",
            ".5",
            "-",
            "--1",
            "+1",
            "1e2",
            "1,000.00",
            "0.001",
            "0.005",
            "0.0600001",
            "1.2.3",
            " 1",
            "1 ",
            "1.0 ",
            "0x10",
            "NaN",
            "¥1",
            "１",
            "1.٣",
            "1.é",
            "92233720368547758.08",
            "-92233720368547758.09",
            "99999999999999999999999999",
            "`1",
        ];
        for text in refused {
            assert_eq!(fen(text, true), None, "{text}");
            assert_eq!(fen(text, false), None, "{text}");
        }
    }

    #[test]
    fn counts_are_whole() {
        for (text, expected) in [("0", 0), ("3", 3), ("20.0", 20), ("100000", 100_000), ("7.000", 7)] {
            assert_eq!(count(text), Some(expected), "{text}");
        }
        for text in ["", "-1", "1.5", "1.01", "three", "9999999999999999999"] {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
