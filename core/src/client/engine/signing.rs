//! Signing, where it may take its time.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use crate::client::engine::context::ClientContext;
use crate::config::V3;
use crate::crypto::MerchantSigner;
use crate::error::{Error, Result, sdk_codes};
use crate::http::HttpRequest;
use crate::retry::advice::not_sent;

/// How many threads of one client may wait for its signer. One that never answers takes no more of them from the runtime, where
/// other clients need them too.
pub(in crate::client) const AT_ONCE: usize = 64;

/// Puts the signature in, where one is missing; within `limit`.
pub(in crate::client) async fn sign(
    context: &ClientContext,
    request: &mut HttpRequest,
    limit: Duration,
) -> Result<()> {
    let Some(unsigned) = &request.unsigned else { return Ok(()) };
    let V3 { signer, .. } = context.config.v3()?;
    let message = &unsigned.message;
    let signature = if let Some(awaited) = signer.to_await() {
        let signature = in_time(limit, context.ask(awaited.sign_sha256_rsa(message))).await?;
        signer.checked(signature, message)?
    } else if signer.blocks() {
        in_time(limit, on_a_thread(context, signer.clone(), message.to_vec())).await?
    } else {
        context.ask_now(|| signer.sign(message))?
    };
    crate::protocol::sign::v3::sign(request, &signature);
    Ok(())
}

/// Whoever gives up leaves the thread behind, with its place among those that may wait.
async fn on_a_thread(context: &ClientContext, signer: MerchantSigner, message: Vec<u8>) -> Result<Vec<u8>> {
    let failed = |detail: &str| Error::sdk(&sdk_codes::SIGNING_FAILED).with_detail(detail);
    let place =
        Arc::clone(&context.signatures).acquire_owned().await.map_err(|_| failed("the client has ended"))?;
    let asked = context.asked();
    let signing = tokio::task::spawn_blocking(move || {
        let signature = asked.now(|| signer.sign(&message));
        drop(place);
        signature
    });
    signing.await.unwrap_or_else(|error| {
        Err(failed(if error.is_panic() { "the signer panicked" } else { "the runtime is ending" }))
    })
}

async fn in_time(limit: Duration, signing: impl Future<Output = Result<Vec<u8>>>) -> Result<Vec<u8>> {
    let late = |_| {
        let error = not_sent(Error::sdk(&sdk_codes::TIMED_OUT));
        error.with_detail("the signer gave no signature in time; nothing was sent")
    };
    tokio::time::timeout(limit, signing).await.map_err(late)?
}
