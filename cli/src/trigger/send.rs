//! A notification on its way.

use qq_wxpay_sandbox::testing::SignedNotification;

use crate::failure::Failure;
use crate::http_client::{self, Answer};

pub(super) fn client(to: &url::Url) -> Result<reqwest::Client, Failure> {
    if !matches!(to.scheme(), "http" | "https") {
        return Err(Failure::Usage(format!("--to: http://... / https://... ({})", to.scheme())));
    }
    http_client::make(http_client::is_local(to))
}

/// The answer, or why there is none.
pub(super) async fn send(
    client: &reqwest::Client,
    to: &url::Url,
    message: &SignedNotification,
) -> Result<Answer, String> {
    let mut request = client.post(to.clone()).header("User-Agent", "Mozilla/4.0");
    for (name, value) in &message.headers {
        request = request.header(name, value);
    }
    http_client::send(request.body(message.body.clone()))
        .await
        .map_err(|error| http_client::innermost(&error))
}
