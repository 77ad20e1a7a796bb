//! Text that is packed into other text (base64, digits, two bytes for a character) and has something in it that is hidden.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::named::names_something;
use super::shapes::shapes;

/// Shorter runs hide nothing that is worth it.
const SHORTEST: usize = 24;

/// Longer runs are hidden unseen: nobody reads them.
const LONGEST: usize = 64 << 10;

/// Fewer numbers are no text.
const FEWEST_NUMBERS: usize = 12;

/// More packed texts are not looked into.
const MOST_INNER: usize = 8;

/// Where such text stands.
pub(super) fn spans(text: &[u8], secrets: &[&str]) -> Vec<(usize, usize)> {
    let betrays = |inner: &[u8]| {
        let has = |secret: &&str| inner.windows(secret.len().max(1)).any(|part| part == secret.as_bytes());
        names_something(inner) || secrets.iter().any(has) || !shapes(inner).is_empty()
    };
    let packed = runs(text, SHORTEST, is_packed).into_iter().filter(|(start, end)| {
        let run = &text[*start..*end];
        run.len() > LONGEST || base64(run).iter().chain(&hexadecimal(run)).any(|inner| betrays(inner))
    });
    let listed = runs(text, 2 * FEWEST_NUMBERS, is_number).into_iter().filter(|(start, end)| {
        end - start > LONGEST || numbers(&text[*start..*end]).is_some_and(|inner| betrays(&inner))
    });
    packed.chain(listed).chain(wide(text)).collect()
}

/// What such text has in it.
pub(super) fn inner(text: &[u8]) -> Vec<Vec<u8>> {
    let packed = runs(text, SHORTEST, is_packed).into_iter().flat_map(|(start, end)| {
        let run = &text[start..end];
        [base64(run), hexadecimal(run)].concat()
    });
    let listed = runs(text, 2 * FEWEST_NUMBERS, is_number)
        .into_iter()
        .filter_map(|(start, end)| numbers(&text[start..end]));
    packed.chain(listed).filter(|inner| names_something(inner)).take(MOST_INNER).collect()
}

fn is_packed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte)
}

fn is_number(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || b", -".contains(&byte)
}

/// The longest stretches of such bytes.
fn runs(text: &[u8], least: usize, belongs: fn(u8) -> bool) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let length = text[at..].iter().take_while(|byte| belongs(**byte)).count();
        if length >= least {
            spans.push((at, at + length));
        }
        at += length.max(1);
    }
    spans
}

/// What the digits of base64 stand for, of both kinds; a name before them may shift them.
fn base64(run: &[u8]) -> Vec<Vec<u8>> {
    let standard: Vec<u8> = run
        .iter()
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => *other,
        })
        .collect();
    let digits = standard.strip_suffix(b"==").or_else(|| standard.strip_suffix(b"=")).unwrap_or(&standard);
    let starts = (0..4).chain(digits.iter().rposition(|byte| *byte == b'=').map(|at| at + 1));
    starts
        .filter_map(|start| {
            let digits = digits.get(start..)?;
            STANDARD.decode(&digits[..digits.len() / 4 * 4]).ok()
        })
        .collect()
}

/// The same for hexadecimal digits.
fn hexadecimal(run: &[u8]) -> Vec<Vec<u8>> {
    (0..2)
        .filter_map(|start| {
            let digits = run.get(start..)?;
            let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
            digits.chunks_exact(2).map(pair).collect()
        })
        .collect()
}

/// Numbers of bytes with commas or blanks between, decimal or hexadecimal.
fn numbers(run: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(run).ok()?;
    let items: Vec<&str> = text.split([',', ' ']).filter(|item| !item.is_empty()).collect();
    if items.len() < FEWEST_NUMBERS {
        return None;
    }
    let decimal = |item: &&str| u8::try_from(item.parse::<i16>().ok()? & 0xFF).ok();
    let hexadecimal = |item: &&str| (item.len() == 2).then(|| u8::from_str_radix(item, 16).ok())?;
    items.iter().map(hexadecimal).collect::<Option<_>>().or_else(|| items.iter().map(decimal).collect())
}

/// A stretch in two bytes for each character, with such a value in it.
fn wide(text: &[u8]) -> Option<(usize, usize)> {
    let first = text.iter().position(|byte| *byte == 0)?;
    let last = text.iter().rposition(|byte| *byte == 0)?;
    let narrow: Vec<u8> = text[first..last].iter().copied().filter(|byte| *byte != 0).collect();
    names_something(&narrow).then_some((first.saturating_sub(1), (last + 2).min(text.len())))
}
