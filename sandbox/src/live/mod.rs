//! The live page: what happens, as it happens, in a browser on this machine.

mod assets;
mod feed;
mod guard;
mod qr;
mod snapshot;
mod stream;

use std::sync::Arc;

use axum::Router;
use axum::middleware;
use axum::routing::get;

use crate::state::SandboxState;

/// The page, its parts, and what it listens to.
pub(crate) fn paths() -> Router<Arc<SandboxState>> {
    Router::new()
        .route("/", get(assets::index))
        .route("/live/{name}", get(assets::asset))
        .route("/sandbox/live/stream", get(stream::stream))
        .route("/sandbox/qr", get(qr::image))
}

/// The same paths and others, closed to pages of other web sites.
pub(crate) fn guarded(paths: Router<Arc<SandboxState>>) -> Router<Arc<SandboxState>> {
    paths.layer(middleware::from_fn(guard::check))
}
