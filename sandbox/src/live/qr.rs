//! `GET /sandbox/qr?text=…`: a text as a QR code, for the camera of a phone.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde_json::json;

use crate::reply::Reply;

/// More makes a code that no camera reads from a screen.
const LONGEST: usize = 800;

/// The code as SVG.
pub(super) async fn image(RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let text = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "text");
    let text = text.map(|(_, text)| text).filter(|text| (1..=LONGEST).contains(&text.len()));
    let code = text.and_then(|text| QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok());
    let Some(code) = code else {
        let error = json!({ "error": "text must have 1 to 800 bytes" });
        return Reply::json(StatusCode::BAD_REQUEST, &error).into_response();
    };
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(240, 240).quiet_zone(true).build();
    Reply::new(StatusCode::OK, "image/svg+xml", drawn)
        .with_header("content-security-policy", "default-src 'none'")
        .into_response()
}
