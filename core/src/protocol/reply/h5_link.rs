//! The H5 link of a placed order.

use url::Url;

use crate::config::Config;
use crate::error::{Error, Result, sdk_codes};
use crate::model::{LINK_LIFETIME_SECONDS, PlacedOrder, RequestPayment};

/// The longest link that is handed on, in bytes; genuine ones have about 150.
const LONGEST_LINK: usize = 512;

/// The placed order that a reply with this link means.
///
/// # Errors
/// When the link does not lead to WeChat Pay: `https`, and one of the configured hosts.
pub(crate) fn placed_order(
    config: &Config,
    out_trade_no: &str,
    h5_url: String,
    verified: bool,
    now: i64,
) -> Result<PlacedOrder> {
    if !verified && config.0.require_verified_reply {
        return Err(Error::sdk(&sdk_codes::REPLY_UNSIGNED));
    }
    let Some(url) = plain(&h5_url) else {
        return Err(Error::sdk(&sdk_codes::LINK_REFUSED)
            .with_detail("not an address in plain form, of at most 512 printable ASCII characters"));
    };
    let scheme_is_right = url.scheme() == "https" || (url.scheme() == "http" && config.0.qq_base.is_local());
    let host = match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => String::new(),
    };
    if !scheme_is_right
        || !config.0.link_hosts.contains(&host)
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return Err(Error::sdk(&sdk_codes::LINK_REFUSED)
            .with_detail(format!("expected https and one of {}", config.0.link_hosts.join(", "))));
    }
    let request_payment = config
        .0
        .referer
        .as_ref()
        .map(|referer| RequestPayment { url: h5_url.clone(), referer: referer.clone() });
    Ok(PlacedOrder {
        out_trade_no: out_trade_no.to_owned(),
        h5_url,
        expires_at: now.saturating_add(LINK_LIFETIME_SECONDS),
        verified,
        request_payment,
        prepay_id: None,
        request_id: None,
    })
}

/// The parsed link. It is handed on as written, so every reader must see in it what was checked: it is in the form into
/// which parsing brings it, and in characters that none of them passes over.
fn plain(link: &str) -> Option<Url> {
    let printable = link.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let short = link.len() <= LONGEST_LINK;
    Url::parse(link).ok().filter(|url| printable && short && url.as_str() == link)
}
