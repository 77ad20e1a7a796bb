//! The time that a signature covers.

use super::causes;
use super::search::{Found, Space, Variant};
use super::verdict::{Finding, Text};

/// How far from the time in the header another one is looked for, in seconds.
const WINDOW: i64 = 900;

/// The forms of the time that may have been signed.
pub(super) fn times(text: &str) -> Vec<Variant> {
    let mut all = vec![Variant::right(text)];
    let milliseconds = || Finding::new(&causes::TIME_IN_MILLISECONDS);
    let fraction = || Finding::new(&causes::TIME_WITH_FRACTION);
    let (whole, is_fraction) = whole(text);
    if is_fraction {
        all.push(Variant::wrong(whole, fraction()));
    } else {
        all.extend([".0", ".00", ".000"].map(|end| Variant::wrong(format!("{text}{end}"), fraction())));
    }
    if let Ok(time) = text.parse::<i64>() {
        all.push(Variant::wrong(format!("{time}000"), milliseconds()));
        if text.len() == 13 {
            all.push(Variant::wrong((time / 1000).to_string(), milliseconds()));
        }
        for distance in [1, -1, 2, -2, 28_800, -28_800] {
            let other = time.saturating_add(distance).to_string();
            all.push(Variant::wrong(other, taken_twice(distance)));
        }
    }
    all.push(Variant::wrong(format!("\"{text}\""), Finding::new(&causes::TIME_TAKEN_TWICE)));
    all.push(Variant::wrong("", Finding::new(&causes::TIME_TAKEN_TWICE)));
    all
}

/// Looks for another time in part `part` of the text: one taken some seconds before or after, or in milliseconds.
pub(super) fn find(space: &Space, part: usize, is_signed: &dyn Fn(&[u8]) -> bool) -> Option<Found> {
    let text = String::from_utf8(space.parts[part].first()?.value.clone()).ok()?;
    let given: i64 = whole(&text).0.parse().ok()?;
    let seconds = (-WINDOW..=WINDOW)
        .map(|distance| (given.saturating_add(distance).to_string(), taken_twice(distance)));
    let in_milliseconds = (0..1000_i64).filter_map(|part| {
        let time = given.checked_mul(1000)?.checked_add(part)?;
        Some((time.to_string(), Finding::new(&causes::TIME_IN_MILLISECONDS)))
    });
    // time.time() of Python and microtime() of PHP, as far as they print few places.
    let fractions = (0..10_000_i64).flat_map(|part| {
        let finding = Finding::new(&causes::TIME_WITH_FRACTION);
        let short = (part < 1000).then(|| (format!("{given}.{part:03}"), finding.clone()));
        short.into_iter().chain([(format!("{given}.{part:04}"), finding)])
    });
    let in_milliseconds = in_milliseconds.chain(fractions);
    seconds.chain(in_milliseconds).find_map(|(time, finding)| {
        let text = space.right_but(part, time.as_bytes());
        is_signed(&text).then(|| Found { text, findings: vec![finding] })
    })
}

/// A time without its fraction, and whether it has one.
pub(super) fn whole(text: &str) -> (&str, bool) {
    match text.split_once('.') {
        Some((whole, fraction))
            if !whole.is_empty()
                && [whole, fraction].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) =>
        {
            (whole, true)
        }
        _ => (text, false),
    }
}

/// How far apart two times are.
pub(super) fn distance(now: i64, then: i64) -> Text {
    let seconds = now.abs_diff(then);
    if then < now {
        Text::new(format!("{seconds} s before"), format!("早 {seconds} 秒"))
    } else {
        Text::new(format!("{seconds} s ahead"), format!("晚 {seconds} 秒"))
    }
}

fn taken_twice(distance: i64) -> Finding {
    let seconds = distance.unsigned_abs();
    let detail = if distance < 0 {
        Text::new(
            format!("signed {seconds} s before the one sent"),
            format!("签名的时间比发送的早 {seconds} 秒"),
        )
    } else {
        Text::new(
            format!("signed {seconds} s after the one sent"),
            format!("签名的时间比发送的晚 {seconds} 秒"),
        )
    };
    Finding::with(&causes::TIME_TAKEN_TWICE, detail)
}
