//! The body: what it may have been when it was signed.

use super::capture::Capture;
use super::causes;
use super::keys::Keys;
use super::search::Variant;
use super::verdict::Finding;

/// The forms of a request's body that may have been signed; what was sent comes first.
pub(super) fn of_request(capture: &Capture, _keys: &Keys) -> Vec<Variant> {
    let mut all = vec![Variant::right(capture.body.clone())];
    if !capture.body.is_empty() {
        all.push(Variant::wrong("", Finding::new(&causes::BODY_NOT_SIGNED)));
    }
    all
}
