//! A notification or reply of WeChat Pay: is it as WeChat Pay signed it, and if not, what was changed on the way?

use super::capture::{Capture, Kind};
use super::keys::Keys;
use super::received_headers::ReceivedHeaders;
use super::resource;
use super::search::{Found, Space, Variant};
use super::signer::{self, Claim};
use super::verdict::{Finding, Signature, Verdict};
use super::{body, causes, layouts, moment};

/// A message of this age, in seconds, is refused already.
const MOST_AGE: u64 = 300;

/// How WeChat Pay marks a signature that is wrong on purpose.
const PROBE: &str = "WECHATPAY/SIGNTEST/";

pub(super) fn examine(capture: &Capture, keys: &Keys) -> Verdict {
    let headers = ReceivedHeaders::read(capture);
    let mut verdict = signature(capture, &headers, keys);
    let (first, later): (Vec<_>, Vec<_>) =
        headers.faults.iter().cloned().partition(|fault| fault.cause == &causes::SIGNATURE_HEADERS_MISSING);
    verdict.put_first(first);
    later.into_iter().for_each(|fault| verdict.add(fault));
    let timestamp = headers.timestamps.first().and_then(|text| text.parse::<i64>().ok());
    if let (Some(at), Some(time)) = (capture.at, timestamp)
        && at.abs_diff(time) >= MOST_AGE
    {
        verdict.add(Finding::with(&causes::MESSAGE_TIME_OFF, moment::distance(at, time)));
    }
    if capture.kind == Kind::V3Notification {
        resource::examine(&mut verdict, capture, keys);
    }
    verdict
}

fn signature(capture: &Capture, headers: &ReceivedHeaders, keys: &Keys) -> Verdict {
    let kind = capture.kind;
    if headers.signatures.iter().any(|signature| signature.starts_with(PROBE)) {
        return Verdict::new(kind, Signature::Wrong, vec![Finding::new(&causes::SIGNATURE_PROBE)]);
    }
    let Some(first) =
        headers.signatures.first().filter(|_| !headers.timestamps.is_empty() && !headers.nonces.is_empty())
    else {
        return Verdict::new(kind, Signature::Missing, Vec::new());
    };
    let empty = String::new();
    let serial = headers.serials.first().unwrap_or(&empty);
    let space = space(capture, headers);
    let judge = |signature: &str, serial: &str| {
        signer::judge(&Claim { kind, signature, id: serial }, keys, &space, &|is_signed| {
            moment::find(&space, 0, is_signed).or_else(|| body(&space, is_signed))
        })
    };
    let mut verdict = judge(first, serial);
    if !verdict.holds && headers.signatures.len() + headers.serials.len() > 2 {
        // Of several signatures and serial numbers one may be the right pair.
        let pairs =
            headers.signatures.iter().flat_map(|one| headers.serials.iter().map(move |serial| (one, serial)));
        let other = pairs.skip(1).take(8).map(|(signature, serial)| judge(signature, serial));
        verdict = other.into_iter().find(|other| other.holds).unwrap_or(verdict);
    }
    if verdict.findings.iter().any(|finding| finding.cause == &causes::NOT_RECOGNISED) {
        let traces = body::traces(capture);
        if !traces.is_empty() {
            verdict.findings.retain(|finding| finding.cause != &causes::NOT_RECOGNISED);
            verdict.put_first(traces);
        }
    }
    verdict
}

/// Everything that WeChat Pay may have signed.
fn space(capture: &Capture, headers: &ReceivedHeaders) -> Space {
    let mut times = moment::times(&headers.timestamps[0]);
    let mut nonces = vec![Variant::right(headers.nonces[0].as_str())];
    let repeated = || Finding::new(&causes::SIGNATURE_HEADERS_REPEATED);
    times.extend(headers.timestamps[1..].iter().map(|one| Variant::wrong(one.as_str(), repeated())));
    nonces.extend(headers.nonces[1..].iter().map(|one| Variant::wrong(one.as_str(), repeated())));
    for form in
        [headers.nonces[0].to_ascii_lowercase(), headers.nonces[0].to_ascii_uppercase(), String::new()]
    {
        if form != headers.nonces[0] {
            nonces.push(Variant::wrong(form, Finding::new(&causes::NONCE_TAKEN_TWICE)));
        }
    }
    Space { parts: vec![times, nonces, body::of_received(capture)], layouts: layouts::received() }
}

/// Bodies that are not among the forms of the space.
fn body(space: &Space, is_signed: &dyn Fn(&[u8]) -> bool) -> Option<Found> {
    let arrived = &space.parts[2].first()?.value;
    let (body, findings) = body::find(arrived, true, &|body| is_signed(&space.right_but(2, body)))?;
    Some(Found { text: space.right_but(2, &body), findings })
}
