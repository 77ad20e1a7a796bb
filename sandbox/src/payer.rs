//! Playing the payer: what mobile QQ and a thumb on the pay button do, through HTTP.

use axum::http::header;
use serde::{Deserialize, Serialize};

use crate::state::SandboxState;

/// What `qq.requestWxPayment` reports, and what the payer read when the cashier refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClientOutcome {
    /// The `errMsg` that the mini program gets.
    pub err_msg: String,
    /// The message on the cashier page, when nothing could be paid.
    pub shown: Option<String>,
}

/// What the payer does once the cashier is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Payer {
    /// Presses the button.
    #[default]
    Pays,
    /// Presses the button that cancels.
    Cancels,
    /// Closes the view without a word.
    Leaves,
}

/// The mobile QQ that the payer uses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Client {
    /// It tells `fail cancel` when nobody paid.
    #[default]
    Ios,
    /// It tells `ok` whenever the view of the cashier closes, whatever happened in it.
    Android,
    /// The same, with the mini program's page gone meanwhile: nobody is told anything.
    AndroidPageGone,
}

/// What a mini program is told, if anything, and what the payer read.
pub(crate) struct Played {
    pub(crate) err_msg: Option<String>,
    pub(crate) shown: Option<String>,
}

/// Does what `qq.requestWxPayment({url, referer})` does in mobile QQ, with a payer who pays.
pub(crate) async fn request_wx_payment(state: &SandboxState, url: &str, referer: &str) -> ClientOutcome {
    let played = play(state, (url, referer), Payer::Pays, Client::Ios).await;
    ClientOutcome { err_msg: played.err_msg.unwrap_or_default(), shown: played.shown }
}

/// Does what `qq.requestWxPayment({url, referer})` does, with a payer and a mobile QQ of a kind.
pub(crate) async fn play(
    state: &SandboxState,
    (url, referer): (&str, &str),
    payer: Payer,
    client: Client,
) -> Played {
    let tells = |text: &str, shown| Played { err_msg: Some(format!("requestWxPayment:{text}")), shown };
    if url.is_empty() || referer.is_empty() {
        return tells("fail url or referer is empty, please check!", None);
    }
    if !url.starts_with("http") {
        return tells("fail url is not http url, please check!", None);
    }
    let package = url::Url::parse(url).ok().and_then(|url| {
        let found = url.query_pairs().find(|(name, _)| name == "package")?;
        Some(found.1.into_owned())
    });
    let is_owner =
        package.is_some_and(|package| state.orders().owner(&package) == Some(&state.identity.qq_appid));
    if !is_owner {
        return tells("fail url is invalid", None);
    }
    // From here on the cashier is open, and its view closes in one way or another.
    let (has_paid, shown) = match at_the_cashier(state, url, referer, payer).await {
        Ok(()) => (payer == Payer::Pays, None),
        // A payer who reads a refusal can only leave.
        Err(shown) => (false, Some(shown)),
    };
    match client {
        Client::AndroidPageGone => Played { err_msg: None, shown },
        Client::Android => tells("ok", shown),
        Client::Ios if has_paid => tells("ok", shown),
        Client::Ios => tells("fail cancel", shown),
    }
}

/// Opens a payment link with a Referer and presses the pay button.
///
/// The error is what the payer would read.
pub(crate) async fn pay(state: &SandboxState, h5_url: &str, referer: &str) -> Result<(), String> {
    at_the_cashier(state, h5_url, referer, Payer::Pays).await
}

async fn at_the_cashier(
    state: &SandboxState,
    h5_url: &str,
    referer: &str,
    payer: Payer,
) -> Result<(), String> {
    let base = &state.identity.wechat_base_url;
    // The sandbox is no means to make requests to other hosts.
    if !h5_url.starts_with(&format!("{base}/cgi-bin/mmpayweb-bin/checkmweb?")) {
        return Err("this is not a payment link of this sandbox".to_owned());
    }
    let referer = header::HeaderValue::from_str(referer).map_err(|_| "this is no Referer".to_owned())?;
    let request = state.http.get(h5_url).header(header::REFERER, referer);
    let page = text(request).await?;
    let value = |name: &str| between(&page, &format!(r#"name="{name}" value=""#), "\"");
    let (Some(prepay_id), Some(token)) = (value("prepay_id"), value("cashier_token")) else {
        return Err("the cashier page has no pay button".to_owned());
    };
    let button = match payer {
        Payer::Pays => "pay",
        Payer::Cancels => "cancel",
        Payer::Leaves => return Ok(()),
    };
    let form: String = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("prepay_id", prepay_id)
        .append_pair("cashier_token", token)
        .finish();
    let request = state.http.post(format!("{base}/cashier/{button}"));
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
    text(request).await.map(|_| ())
}

/// The page, or the message on it when it is a refusal.
async fn text(request: reqwest::RequestBuilder) -> Result<String, String> {
    // The error's own text holds the address, and with it the prepay ID.
    let failed = |error: reqwest::Error| format!("the cashier cannot be reached: {}", error.without_url());
    let response = request.send().await.map_err(failed)?;
    let is_success = response.status().is_success();
    let page = response.text().await.map_err(failed)?;
    if is_success {
        return Ok(page);
    }
    Err(between(&page, r#"<p id="message">"#, "</p>").unwrap_or("the cashier refuses").to_owned())
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let start = text.find(before)? + before.len();
    let length = text[start..].find(after)?;
    Some(&text[start..start + length])
}
