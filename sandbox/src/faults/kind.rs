//! The kinds of faults.

use serde::{Deserialize, Serialize};

use super::ErrorAnswer;

/// What goes wrong. "Not processed" means that the request has no effect.
///
/// In JSON a kind is its name, or an object of its name and what it needs: `{"cut_reply":17}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Status 500 with a text; not processed.
    #[serde(rename = "status_500")]
    Status500,
    /// Status 502 with an HTML page; not processed.
    #[serde(rename = "status_502_html")]
    Status502Html,
    /// Status 503 with an empty body; not processed.
    #[serde(rename = "status_503")]
    Status503,
    /// Status 429; not processed.
    #[serde(rename = "status_429")]
    Status429,
    /// WeChat Pay's SYSTEM_ERROR (V2: SYSTEMERROR), QQ's -1 "system busy"; not processed.
    SystemError,
    /// Status 200 with an HTML page; not processed.
    #[serde(rename = "html_200")]
    Html200,
    /// Status 200 with an empty body; not processed.
    #[serde(rename = "empty_200")]
    Empty200,
    /// Status 200 with text that only looks like JSON; not processed.
    GarbageJson,
    /// Processed; only the first half of the body is sent, as if it were all.
    TruncatedBody,
    /// Processed; one byte in the middle of the body is changed, in a long number if there is one: it can still be
    /// read, so that only a digest or a signature tells.
    FlippedByte,
    /// Status 200 with a body of 2 MiB; not processed.
    HugeBody,
    /// Processed; the body drips at one byte every 200 milliseconds.
    SlowBody,
    /// Processed; the answer comes after 30 seconds.
    TimeOut,
    /// Not processed; the connection closes without an answer.
    DropBefore,
    /// Processed; the connection closes without an answer.
    DropAfter,
    /// Processed; the connection closes in the middle of the answer.
    DropMidReply,
    /// Processed; the reply's signature does not fit.
    WrongSignature,
    /// Processed; the reply's signature is a probe.
    ProbeSignature,
    /// Processed; the reply is signed with a time 400 seconds ago.
    StaleTimestamp,
    /// Processed; the reply names a key that the merchant does not know.
    UnknownSerial,
    /// The connection closes after exactly so many bytes of the reply, status line and headers included; processed.
    ///
    /// A reply that is no longer than that arrives whole.
    CutReply(u32),
    /// The connection closes after so many bytes of the request were read; processed only if they are all of it.
    ///
    /// It strikes where the request arrives: an order through QQ arrives at [`FaultEndpoint::Proxy`](super::FaultEndpoint).
    CutRequest(u32),
    /// Answers this error code; not processed.
    Refuse(ErrorAnswer),
}
