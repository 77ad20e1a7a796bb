//! Placing orders: through QQ's proxy, or straight to WeChat Pay.

mod extra;
mod v2;
mod v3;

use crate::config::{Config, NotifyUrl};
use crate::error::{Error, Result, sdk_codes};
use crate::model::{Channel, PlacedOrder};
use crate::operation::{CallContext, Operation};
use crate::operations::token::check_form;
use crate::protocol::endpoint::{Endpoint, OrderInterface, relay_address};
use crate::secret::Secret;

/// What the client must know of an order before it can prepare it.
pub(crate) trait OrderOperation: Operation<Reply = PlacedOrder> {
    /// Where the order goes, and where its notification goes, when it says so itself.
    fn own_route(order: &Self::Request) -> (Option<Channel>, Option<&String>);

    /// Checks everything but the way that the order takes.
    fn check(order: &Self::Request, config: &Config, channel: Channel) -> Result<()>;

    /// Where it goes.
    fn channel(order: &Self::Request, config: &Config) -> Channel {
        Self::own_route(order).0.unwrap_or(config.0.channel)
    }
}

/// Where an order goes, and the `notify_url` that its body must carry.
struct Route {
    channel: Channel,
    endpoint: Endpoint,
    notify_url: String,
}

impl Route {
    /// The configuration fills in what the order does not say itself.
    fn of<O: OrderOperation>(
        order: &O::Request,
        interface: OrderInterface,
        out_trade_no: &str,
        call: &CallContext<'_>,
    ) -> Result<Self> {
        let CallContext { config, access_token, .. } = *call;
        let channel = O::channel(order, config);
        O::check(order, config, channel)?;
        let own = merchant_address(config, O::own_route(order).1)?;
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

/// What an order through QQ needs besides its own fields and the token: refused before a token is fetched for it.
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
