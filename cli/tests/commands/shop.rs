//! A shop's address for notifications.

use std::sync::{Arc, Mutex, OnceLock};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;

use crate::world::runtime;

/// What arrived at a shop: headers and body.
pub(crate) type Arrived = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// The address of a shop that answers this to everything, and what arrives there.
pub(crate) fn answering(status: u16, body: &'static str) -> (String, Arrived) {
    serve(move |_, _| (status, body.to_owned()))
}

/// The address of a shop that answers by this function.
pub(crate) fn serve(
    answer: impl Fn(&HeaderMap, &Bytes) -> (u16, String) + Clone + Send + Sync + 'static,
) -> (String, Arrived) {
    let arrived = Arrived::default();
    let seen = Arc::clone(&arrived);
    let handler = move |headers: HeaderMap, body: Bytes| {
        let (status, text) = answer(&headers, &body);
        seen.lock().unwrap().push((headers, body));
        let location = [("location", "/elsewhere")];
        async move { (StatusCode::from_u16(status).unwrap(), location, text).into_response() }
    };
    let listener = runtime().block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = format!("http://{}/notify", listener.local_addr().unwrap());
    runtime().spawn(async move { axum::serve(listener, Router::new().fallback(handler)).await });
    (address, arrived)
}

/// One that refuses everything.
pub(crate) fn that_refuses() -> String {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| answering(401, "").0).clone()
}

/// An address behind which nobody is.
pub(crate) fn nobody() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}
