//! How a request is shown.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use serde_json::{Value, json};

use super::arrival::Arrival;
use super::verdict::Verdict;
use crate::failure::{Failure, explained};
use crate::language::words;
use crate::output::{Output, Style, harmless};
use crate::transcript::{Exchange, Redactor};

/// So much of a body is shown, bytes.
const LONGEST_BODY: usize = 64 << 10;

pub(super) fn show(
    arrival: &Arrival,
    verdict: &Verdict,
    (redacted, redactor): (bool, &Redactor),
    output: &mut Output<'_>,
) -> io::Result<()> {
    if output.is_json() {
        let value = if redacted { shape(arrival, verdict, redactor) } else { whole(arrival, verdict) };
        return output.value(&value);
    }
    output.line("")?;
    if redacted {
        output.raw(harmless(&redactor.clean(&exchange(arrival).lines())).as_bytes())?;
        return tell(verdict, output);
    }
    let head = format!("{} {}", arrival.method, harmless(&arrival.target));
    output.line(output.painted(Style::Strong, &head))?;
    for (name, value) in &arrival.headers {
        output.line(format!("  {}: {}", output.painted(Style::Faint, name), harmless(value)))?;
    }
    if !arrival.body.is_empty() {
        output.line("")?;
        output.line(format!("  {}", body_text(&arrival.body)))?;
    }
    output.line("")?;
    tell(verdict, output)?;
    let answered = output.text(words("answered", "应答"));
    let status = arrival.answer.status;
    let style = if (200..300).contains(&status) { Style::Good } else { Style::Warning };
    let status = output.painted(style, &status.to_string());
    output.line(format!("  {answered} {status} ({} ms)", arrival.elapsed.as_millis()))?;
    if let Some(failure) = &arrival.answer.failure {
        let lost = output.text(words("it could not be handed on: ", "无法转发："));
        output.line(format!("  {}", output.painted(Style::Bad, &format!("{lost}{failure}"))))?;
    } else if !arrival.answer.body.is_empty() {
        output.line(format!("  {}", body_text(&arrival.answer.body)))?;
    }
    Ok(())
}

fn tell(verdict: &Verdict, output: &mut Output<'_>) -> io::Result<()> {
    let text = match verdict {
        Verdict::NoNotification => {
            let none = words(
                "no notification: notifications are POST with a body",
                "不是通知：通知是带正文的 POST 请求",
            );
            output.painted(Style::Faint, output.text(none))
        }
        Verdict::Holds(what) => {
            let holds = output.text(words("the signature holds", "签名成立"));
            format!("{}: {what}", output.painted(Style::Good, holds))
        }
        Verdict::Doubted(what, error) => {
            let doubted = output.text(words("not believed", "不可信"));
            let why = error.as_ref().map(|error| explained(error, output.language())).unwrap_or_default();
            format!("{}: {what} {}", output.painted(Style::Bad, doubted), why.replace('\n', "\n    "))
        }
    };
    output.line(format!("  {}", text.trim_end()))
}

/// Adds a request to a file, redacted.
pub(super) fn append(
    path: &Path,
    arrival: &Arrival,
    verdict: &Verdict,
    redactor: &Redactor,
) -> Result<(), Failure> {
    let line = shape(arrival, verdict, redactor).to_string();
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.and_then(|mut file| writeln!(file, "{line}")).map_err(|error| Failure::file(path, &error))
}

fn exchange(arrival: &Arrival) -> Exchange {
    let host = arrival.headers.iter().find(|(name, _)| name == "host").map_or("-", |(_, value)| value);
    let address = format!("http://{host}{}", arrival.target);
    Exchange::asked(&arrival.method, &address, borrowed(&arrival.headers), &arrival.body).answered(
        arrival.answer.status,
        borrowed(&arrival.answer.headers),
        &arrival.answer.body,
        arrival.elapsed,
    )
}

fn borrowed(headers: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

fn shape(arrival: &Arrival, verdict: &Verdict, redactor: &Redactor) -> Value {
    let text = json!({ "exchange": exchange(arrival), "verdict": judged(verdict) }).to_string();
    // Without what stands in the settings it is still JSON: names of settings need no escapes.
    serde_json::from_str(&redactor.clean(&text)).unwrap_or(Value::Null)
}

fn whole(arrival: &Arrival, verdict: &Verdict) -> Value {
    json!({
        "method": arrival.method,
        "target": arrival.target,
        "headers": arrival.headers,
        "body": String::from_utf8_lossy(&arrival.body),
        "verdict": judged(verdict),
        "answer": {
            "status": arrival.answer.status,
            "body": String::from_utf8_lossy(&arrival.answer.body),
            "failure": arrival.answer.failure,
        },
        "elapsed_ms": u64::try_from(arrival.elapsed.as_millis()).unwrap_or(u64::MAX),
    })
}

fn judged(verdict: &Verdict) -> Value {
    match verdict {
        Verdict::NoNotification => json!({ "holds": null }),
        Verdict::Holds(what) => json!({ "holds": true, "outcome": what }),
        Verdict::Doubted(what, error) => {
            json!({ "holds": false, "outcome": what, "code": error.as_ref().map(qq_wxpay::Error::code) })
        }
    }
}

fn body_text(body: &[u8]) -> String {
    let shown = &body[..body.len().min(LONGEST_BODY)];
    let rest = if shown.len() < body.len() { " …" } else { "" };
    format!("{}{rest}", harmless(&String::from_utf8_lossy(shown)).replace('\n', "\n  "))
}
