//! A notification on its way.

use qq_wxpay_sandbox::testing::SignedNotification;

use crate::failure::Failure;
use crate::http_client::{self, Answer};

pub(super) fn client(to: &url::Url) -> Result<reqwest::Client, Failure> {
    http_client::make(http_client::is_local(to))
}

/// The answer, or why there is none.
pub(super) async fn send(
    client: &reqwest::Client,
    to: &url::Url,
    message: &SignedNotification,
) -> reqwest::Result<Answer> {
    let mut request = client.post(to.clone()).header("User-Agent", "Mozilla/4.0");
    for (name, value) in &message.headers {
        request = request.header(name, value);
    }
    http_client::send(request.body(message.body.clone())).await
}
