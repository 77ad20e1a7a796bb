//! A request to WeChat Pay: is it signed as it has to be, and if not, over what?

use super::authorization::Authorization;
use super::capture::{Capture, Kind};
use super::keys::Keys;
use super::search::{Found, Space, Variant};
use super::signer::{self, Claim};
use super::verdict::{Finding, Signature, Text, Verdict};
use super::{body, causes, layouts, moment, target};

/// How far the time of a request may lie from WeChat Pay's clock, in seconds.
const MOST_SKEW: u64 = 300;

/// As seconds this would be the year 5138.
const LEAST_MILLISECONDS: i64 = 100_000_000_000;

pub(super) fn examine(capture: &Capture, keys: &Keys) -> Verdict {
    let Some(header) = capture.header("authorization").filter(|header| !header.is_empty()) else {
        let findings = vec![Finding::new(&causes::AUTHORIZATION_MISSING)];
        return Verdict::new(Kind::V3Request, Signature::Missing, findings);
    };
    let given = Authorization::read(header);
    let mut verdict = if given.signature.is_empty() {
        Verdict::new(Kind::V3Request, Signature::Missing, Vec::new())
    } else {
        let space = space(capture, &given, keys);
        let claim = Claim { kind: Kind::V3Request, signature: &given.signature, id: &given.serial };
        signer::judge(&claim, keys, &space, &|is_signed| {
            moment::find(&space, 2, is_signed).or_else(|| body(&space, is_signed))
        })
    };
    verdict.explain(|| body::traces(capture, false));
    for fault in &given.faults {
        let is_told = fault.cause == &causes::TIME_WITH_FRACTION
            && verdict.findings.iter().any(|finding| finding.cause == fault.cause);
        if !is_told {
            verdict.add(fault.clone());
        }
    }
    merchant(&mut verdict, capture, &given, keys);
    appid(&mut verdict, capture, keys);
    clock(&mut verdict, capture, &given);
    verdict
}

/// Everything that may have been signed.
fn space(capture: &Capture, given: &Authorization, keys: &Keys) -> Space {
    let sent = capture.path_and_query();
    let parts = vec![
        methods(&capture.method),
        target::variants(&capture.target, sent, capture.header("host")),
        moment::times(&given.timestamp),
        nonces(capture, &given.nonce),
        body::of_request(capture, keys),
    ];
    Space { parts, layouts: layouts::request(!capture.body.is_empty()) }
}

/// Bodies that are not among the forms of the space.
fn body(space: &Space, is_signed: &dyn Fn(&[u8]) -> bool) -> Option<Found> {
    let sent = &space.parts[4].first()?.value;
    let (body, findings) = body::find(sent, false, &|body| is_signed(&space.right_but(4, body)))?;
    Some(Found { text: space.right_but(4, &body), findings })
}

fn methods(method: &str) -> Vec<Variant> {
    let right = method.trim().to_ascii_uppercase();
    let mut all = vec![
        Variant::right(right.clone()),
        Variant::wrong(right.to_ascii_lowercase(), Finding::new(&causes::METHOD_LOWER_CASE)),
    ];
    let mut capital = right.to_ascii_lowercase();
    if let Some(first) = capital.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    all.push(Variant::wrong(capital, Finding::new(&causes::METHOD_LOWER_CASE)));
    for other in ["GET", "POST", "PUT", "PATCH", "DELETE", ""] {
        if other != right {
            all.push(Variant::wrong(other, Finding::new(&causes::OTHER_METHOD_SIGNED)));
        }
    }
    all
}

fn nonces(capture: &Capture, nonce: &str) -> Vec<Variant> {
    let mut all = vec![Variant::right(nonce)];
    let twice = || Finding::new(&causes::NONCE_TAKEN_TWICE);
    let mut forms = vec![nonce.to_ascii_lowercase(), nonce.to_ascii_uppercase(), String::new()];
    forms.push(nonce.chars().filter(char::is_ascii_alphanumeric).collect());
    if nonce.len() == 32 && nonce.is_ascii() {
        let parts = [&nonce[..8], &nonce[8..12], &nonce[12..16], &nonce[16..20], &nonce[20..]];
        forms.push(parts.join("-"));
        forms.push(parts.join("-").to_ascii_lowercase());
    }
    forms.push(format!("\"{nonce}\""));
    let others = capture.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
    forms.extend(others.map(|(_, value)| value.trim().to_owned()).filter(|value| value.len() <= 64).take(64));
    forms.retain(|form| form != nonce);
    all.extend(forms.into_iter().map(|form| Variant::wrong(form, twice())));
    all
}

/// Is the merchant who signs the one of the body and of the settings?
fn merchant(verdict: &mut Verdict, capture: &Capture, given: &Authorization, keys: &Keys) {
    if given.mchid.is_empty() {
        return;
    }
    let body: serde_json::Value = serde_json::from_slice(&capture.body).unwrap_or_default();
    let in_body = ["combine_mchid", "sp_mchid", "mchid"].into_iter().find_map(|name| {
        let value = body.get(name)?.as_str()?;
        Some((name, value.to_owned()))
    });
    let configured = keys.mchid.clone().map(|mchid| ("QQ_WXPAY_MCHID", mchid));
    for (place, mchid) in in_body.into_iter().chain(configured) {
        if mchid != given.mchid {
            let detail = Text::new(
                format!("mchid of the header is not {place}"),
                format!("请求头的 mchid 与 {place} 不一致"),
            );
            verdict.add(Finding::with(&causes::MCHID_OF_ANOTHER, detail));
            return;
        }
    }
}

/// Is the AppID of the body that of WeChat?
fn appid(verdict: &mut Verdict, capture: &Capture, keys: &Keys) {
    let Some(qq) = keys.qq_appid.as_deref().filter(|appid| !appid.is_empty()) else { return };
    let body: serde_json::Value = serde_json::from_slice(&capture.body).unwrap_or_default();
    let named = ["appid", "sp_appid", "combine_appid"];
    if let Some(name) =
        named.into_iter().find(|name| body.get(name).and_then(|value| value.as_str()) == Some(qq))
    {
        verdict.add(Finding::with(&causes::QQ_APPID_SENT, Text::same(name)));
    }
}

fn clock(verdict: &mut Verdict, capture: &Capture, given: &Authorization) {
    let Ok(time) = given.timestamp.parse::<i64>() else { return };
    // A time in milliseconds is far off, and that is all there is to say about it.
    let is_told = verdict.findings.iter().any(|finding| finding.cause == &causes::TIME_IN_MILLISECONDS);
    if is_told || time >= LEAST_MILLISECONDS {
        if !is_told {
            verdict.add(Finding::new(&causes::TIME_IN_MILLISECONDS));
        }
        return;
    }
    let Some(at) = capture.at else { return };
    if at.abs_diff(time) > MOST_SKEW {
        verdict.add(Finding::with(&causes::REQUEST_TIME_OFF, moment::distance(at, time)));
    }
}
