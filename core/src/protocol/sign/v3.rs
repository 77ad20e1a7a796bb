//! V3: the canonical message, the `Authorization` header, the message of a reply.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::environment::RequestStamp;
use crate::http::{HttpRequest, Method, Unsigned};

/// The text that a request's signature covers. `target` is path and query as they are **signed**.
pub(crate) fn request_message(method: Method, target: &str, stamp: &RequestStamp, body: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(body.len() + target.len() + 80);
    for part in [method.as_str().as_bytes(), target.as_bytes(), stamp.now().to_string().as_bytes()] {
        message.extend_from_slice(part);
        message.push(b'\n');
    }
    message.extend_from_slice(stamp.nonce().as_bytes());
    message.push(b'\n');
    message.extend_from_slice(body);
    message.push(b'\n');
    message
}

/// Puts the signature into the request, encoded, where one is still missing.
pub(crate) fn sign(request: &mut HttpRequest, signature: &[u8]) {
    let Some(unsigned) = request.unsigned.take() else { return };
    let Unsigned { mchid, serial, stamp, .. } = &*unsigned;
    let signature = STANDARD.encode(signature);
    let authorization = format!(
        "WECHATPAY2-SHA256-RSA2048 mchid=\"{mchid}\",nonce_str=\"{}\",signature=\"{signature}\",timestamp=\"{}\",serial_no=\"{serial}\"",
        stamp.nonce(),
        stamp.now(),
    );
    request.headers.insert(0, ("Authorization", authorization));
}
