//! A captured message, whatever it was captured with.

use qq_wxpay_sandbox::diagnosis::{Capture, Kind};

/// A request, or a reply with what is known of its request.
#[derive(Clone, Debug, Default)]
pub(super) struct Message {
    /// The number of the entry in a recording.
    pub(super) entry: Option<usize>,
    pub(super) is_reply: bool,
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// When it was sent or arrived, Unix seconds.
    pub(super) at: Option<i64>,
}

impl Message {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own.trim().eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    /// What it is by its content; `None` when nothing of WeChat Pay is in it.
    pub(super) fn kind(&self) -> Option<Kind> {
        let body = self.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.body).trim_ascii_start();
        let has_authorization = self
            .header("authorization")
            .is_some_and(|value| value.to_ascii_uppercase().contains("WECHATPAY"));
        if let Some(kind) = body.starts_with(b"<").then(|| self.kind_of_xml(body)).flatten() {
            return Some(kind);
        }
        if has_authorization {
            // XML with few fields or none: V3 has nothing of it.
            return Some(if body.starts_with(b"<") { Kind::V2Request } else { Kind::V3Request });
        }
        let has_signature = self.headers.iter().any(|(name, _)| {
            let name = name.to_ascii_lowercase().replace('_', "-");
            name.contains("wechatpay-signature") || name.contains("wechatpay-nonce")
        });
        let path = self.target.split_once("://").map_or(self.target.as_str(), |(_, rest)| rest);
        let is_ours = path.contains("/v3/") && !self.method.is_empty() && !self.is_reply;
        match (has_signature, self.is_reply) {
            (true, true) => Some(Kind::V3Reply),
            (true, false) => Some(Kind::V3Notification),
            // What the relay may have stripped of its headers.
            (false, false) if contains(body, b"ciphertext") => Some(Kind::V3Notification),
            (false, false) if is_ours => Some(Kind::V3Request),
            _ => kind_of_parsed(body),
        }
    }

    fn kind_of_xml(&self, body: &[u8]) -> Option<Kind> {
        if contains(body, b"<req_info") {
            return Some(Kind::V2RefundNotice);
        }
        if self.is_reply {
            return contains(body, b"<return_code").then_some(Kind::V2Reply);
        }
        if contains(body, b"<return_code") || contains(body, b"<result_code") {
            return Some(Kind::V2Notification);
        }
        (contains(body, b"<sign") || contains(body, b"<mch_id") || contains(body, b"<nonce_str"))
            .then_some(Kind::V2Request)
    }

    pub(super) fn capture(&self, kind: Kind, at: Option<i64>) -> Capture {
        let mut capture = Capture::new(
            kind,
            self.method.as_str(),
            self.target.as_str(),
            self.headers.clone(),
            self.body.clone(),
        );
        capture.at = at.or(self.at);
        capture
    }
}

/// What a parser made of XML, with its fields' names still in it.
fn kind_of_parsed(body: &[u8]) -> Option<Kind> {
    let has = |name: &str| contains(body, name.as_bytes());
    match () {
        () if has("req_info") && (has("mch_id") || has("return_code")) => Some(Kind::V2RefundNotice),
        () if has("return_code") && has("mch_id") => Some(Kind::V2Notification),
        () if has("mch_id") && has("nonce_str") => Some(Kind::V2Request),
        () => None,
    }
}

fn contains(body: &[u8], part: &[u8]) -> bool {
    body.windows(part.len()).any(|window| window == part)
}
