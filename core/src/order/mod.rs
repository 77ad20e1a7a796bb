//! Placing orders: through QQ's proxy, or straight to WeChat Pay.

mod extra;
mod v2;
mod v3;

pub use v2::prepare_v2_order;
pub use v3::{prepare_combine_order, prepare_order, prepare_partner_order};

use crate::config::{Config, NotifyUrl};
use crate::endpoint::{Endpoint, OrderInterface, relay_address};
use crate::error::{Error, Result, sdk_codes};
use crate::model::Channel;
use crate::secret::Secret;
use crate::token::check_form;

/// Where an order goes, and the `notify_url` that its body must carry.
struct Route {
    channel: Channel,
    endpoint: Endpoint,
    notify_url: String,
}

impl Route {
    /// `own_notify_url` and `channel` are what the order itself says; the configuration fills in.
    fn of(
        config: &Config,
        interface: OrderInterface,
        out_trade_no: &str,
        channel: Channel,
        own_notify_url: Option<&String>,
        access_token: Option<&Secret>,
    ) -> Result<Self> {
        let own = merchant_address(config, own_notify_url)?;
        match channel {
            Channel::QqProxy => {
                let token = check_access_token(access_token)?;
                config.qq()?;
                config.refuse_missing_referer()?;
                Ok(Self {
                    channel,
                    endpoint: Endpoint::proxied(config, interface, token, &own)?,
                    notify_url: relay_address(interface, config.mchid(), out_trade_no),
                })
            }
            Channel::Direct => Ok(Self {
                channel,
                endpoint: Endpoint::direct_order(config, interface),
                notify_url: own.as_str().to_owned(),
            }),
        }
    }
}

/// The token may come from the host.
fn check_access_token(token: Option<&Secret>) -> Result<&Secret> {
    let missing = || Error::sdk(&sdk_codes::ACCESS_TOKEN_MISSING).with_field("access_token");
    let token = token.ok_or_else(missing)?;
    check_form(token).map(|()| token)
}

/// What an order through QQ needs besides its own fields and the token: told before a token is fetched for it.
#[cfg(feature = "client")]
pub(crate) fn check_proxy_route(config: &Config, own_notify_url: Option<&String>) -> Result<()> {
    merchant_address(config, own_notify_url)?;
    config.qq()?;
    config.refuse_missing_referer()
}

fn merchant_address(config: &Config, own: Option<&String>) -> Result<NotifyUrl> {
    match own {
        Some(text) => config.parse_notify_url("notify_url", text),
        None => config
            .0
            .notify_url
            .clone()
            .ok_or_else(|| Error::sdk(&sdk_codes::FIELD_MISSING).with_field("notify_url")),
    }
}
