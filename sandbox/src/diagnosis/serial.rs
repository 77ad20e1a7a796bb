//! Serial numbers of certificates, however they are spelt.

use rsa::BigUint;

use super::verdict::Text;

/// No serial number is written longer.
const LONGEST: usize = 128;

/// A serial number has at most 20 bytes: more digits are decimal ones.
const MOST_HEX_DIGITS: usize = 40;

/// Whether both name the same key: public key IDs as they are, serial numbers by their value.
pub(super) fn is_same(own: &str, claimed: &str) -> bool {
    if own.eq_ignore_ascii_case(claimed) {
        return true;
    }
    let Some(own) = configured(own) else { return false };
    let (_, bare) = bared(claimed);
    hexadecimal(&bare).is_some_and(|number| number == own)
        || decimal(&bare).is_some_and(|number| number == own)
        || is_rounded(&own, claimed)
}

/// How a serial number is spelt, if not as hexadecimal digits in one piece. It is one of a key at hand.
pub(super) fn spelling(own: &str, claimed: &str) -> Option<Text> {
    if claimed.starts_with("PUB_KEY_ID_") {
        return None;
    }
    let own = configured(own)?;
    let (marks, bare) = bared(claimed);
    let is_hexadecimal = hexadecimal(&bare).is_some_and(|number| number == own);
    let is_decimal = !is_hexadecimal && decimal(&bare).is_some();
    let right = format!("{own:X}");
    let told =
        |en: &str, zh: &str| Some(Text::new(format!("{en}; it is {right}"), format!("{zh}；应为 {right}")));
    match marks {
        _ if is_decimal => told("written in decimal", "写成了十进制"),
        _ if !is_hexadecimal => told("written as a rounded number", "写成了四舍五入的浮点数"),
        Marks::Separators => told("written with colons or blanks", "写法带冒号或空格"),
        Marks::Prefix => told("something stands before or behind it", "前后有多余的字符"),
        Marks::None if bare.trim_start_matches('0').len() != bare.len() => {
            told("written with zeros in front", "前面多了 0")
        }
        Marks::None => None,
    }
}

#[derive(Clone, Copy)]
enum Marks {
    None,
    Separators,
    Prefix,
}

/// The digits alone, and what stood between or before them.
fn bared(text: &str) -> (Marks, String) {
    let text = text.get(..LONGEST).unwrap_or(text).trim();
    let inner = text.rsplit(['=', ',']).next().unwrap_or(text).trim_matches([' ', '"', '\'']);
    let digits = inner.strip_prefix("0x").or_else(|| inner.strip_prefix("0X")).unwrap_or(inner);
    let bare: String = digits.chars().filter(|one| !": -".contains(*one)).collect();
    let marks = if digits.len() != text.len() {
        Marks::Prefix
    } else if bare.len() != digits.len() {
        Marks::Separators
    } else {
        Marks::None
    };
    (marks, bare)
}

/// The number of a setting, which may be misspelt itself.
fn configured(own: &str) -> Option<BigUint> {
    let (_, bare) = bared(own);
    let is_decimal = bare.len() > MOST_HEX_DIGITS && bare.bytes().all(|byte| byte.is_ascii_digit());
    if is_decimal { decimal(&bare) } else { hexadecimal(&bare) }
}

fn hexadecimal(digits: &str) -> Option<BigUint> {
    is_all(digits, |byte| byte.is_ascii_hexdigit()).then(|| BigUint::parse_bytes(digits.as_bytes(), 16))?
}

fn decimal(digits: &str) -> Option<BigUint> {
    is_all(digits, |byte| byte.is_ascii_digit()).then(|| BigUint::parse_bytes(digits.as_bytes(), 10))?
}

fn is_all(digits: &str, is_one: fn(u8) -> bool) -> bool {
    !digits.is_empty() && digits.len() <= LONGEST && digits.bytes().all(is_one)
}

/// The digits of a rounded number that are surely those of the whole one.
const SURE_DIGITS: usize = 14;

/// A number that went through a floating-point value, as of a spreadsheet or of JavaScript: `3.684881705832e+47`.
fn is_rounded(own: &BigUint, claimed: &str) -> bool {
    let Some((mantissa, power)) = claimed.trim().split_once(['e', 'E']) else { return false };
    let Some((first, others)) = mantissa.split_once('.').filter(|(first, _)| first.len() == 1) else {
        return false;
    };
    let digits = format!("{first}{others}");
    let whole = own.to_string();
    let is_power = power.strip_prefix('+').unwrap_or(power).parse() == Ok(whole.len() - 1);
    // The last digit may be rounded up.
    let sure = digits.get(..digits.len().saturating_sub(1).min(SURE_DIGITS)).unwrap_or_default();
    is_power && sure.len() >= 5 && whole.starts_with(sure)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB";

    #[test]
    fn the_same_number_is_known_however_it_is_spelt() {
        for (claimed, words) in [
            ("368488170583218133103281811366418412384226312411", None),
            ("40:8B:07:E7:9B:82:69:FE:C3:D5:D3:E6:AB:8E:D1:63:A6:A3:80:DB", Some("with colons")),
            ("40 8b 07 e7 9b 82 69 fe c3 d5 d3 e6 ab 8e d1 63 a6 a3 80 db", Some("with colons")),
            ("0x408b07e79b8269fec3d5d3e6ab8ed163a6a380db", Some("something stands")),
            ("serial=408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB", Some("something stands")),
            ("00408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB", Some("zeros")),
        ] {
            assert_eq!(is_same(OWN, claimed), words.is_some(), "{claimed}");
            if let Some(words) = words {
                assert!(spelling(OWN, claimed).unwrap().en.contains(words), "{claimed}");
            }
        }
        let decimal = BigUint::parse_bytes(OWN.as_bytes(), 16).unwrap().to_string();
        assert!(is_same(OWN, &decimal) && is_same(&decimal, OWN));
        assert!(spelling(OWN, &decimal).unwrap().en.contains("in decimal"));
        assert!(spelling(&decimal, &decimal).unwrap().en.contains("in decimal"));
        assert!(spelling(&decimal, OWN).is_none() && spelling(OWN, &OWN.to_ascii_lowercase()).is_none());
    }

    #[test]
    fn other_numbers_and_ids_are_others() {
        for other in [
            "",
            "0",
            "x",
            ":",
            "PUB_KEY_ID_1",
            "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DC",
            "1e9",
            "NaN",
            "inf",
        ] {
            assert!(!is_same(OWN, other), "{other}");
        }
        assert!(is_same("PUB_KEY_ID_1", "PUB_KEY_ID_1") && !is_same("PUB_KEY_ID_1", "1"));
        assert!(!is_same("", "") || spelling("", "").is_none());
        assert!(!is_same(OWN, &"9".repeat(100_000)));
    }
}
