//! Placing orders.

use super::QqWxPay;
use crate::call::Prepared;
use crate::environment::Stamp;
use crate::error::{Result, qq_codes};
use crate::model::{
    Channel, CombineOrderRequest, OrderRequest, PartnerOrderRequest, PlacedOrder, V2OrderRequest,
};
use crate::order;
use crate::secret::Secret;

impl QqWxPay {
    /// Places the order of a direct merchant. To get a fresh link, place the identical order again.
    ///
    /// # Errors
    /// `InvalidInput` before anything is sent; else see [`crate::Error::retry`]: never choose a new order number
    /// before the outcome of this one is known.
    pub async fn place_order(&self, request: &OrderRequest) -> Result<PlacedOrder> {
        let channel = self.channel(request.channel);
        request.check(channel)?;
        self.config().v3()?;
        let notify_url = request.notify_url.as_ref();
        self.place(channel, notify_url, |token, stamp| {
            order::prepare_order(self.config(), request, token, stamp)
        })
        .await
    }

    /// Places the order of a service provider for a sub merchant.
    ///
    /// # Errors
    /// As [`QqWxPay::place_order`].
    pub async fn place_partner_order(&self, request: &PartnerOrderRequest) -> Result<PlacedOrder> {
        let channel = self.channel(request.order.channel);
        request.check(channel)?;
        self.config().v3()?;
        let prepare = |token: Option<&Secret>, stamp: &Stamp| {
            order::prepare_partner_order(self.config(), request, token, stamp)
        };
        self.place(channel, request.order.notify_url.as_ref(), prepare).await
    }

    /// Places a combine order.
    ///
    /// # Errors
    /// As [`QqWxPay::place_order`].
    pub async fn place_combine_order(&self, request: &CombineOrderRequest) -> Result<PlacedOrder> {
        let channel = self.channel(request.channel);
        request.check(channel)?;
        self.config().v3()?;
        let prepare = |token: Option<&Secret>, stamp: &Stamp| {
            order::prepare_combine_order(self.config(), request, token, stamp)
        };
        self.place(channel, request.notify_url.as_ref(), prepare).await
    }

    /// Places a V2 unified order.
    ///
    /// # Errors
    /// As [`QqWxPay::place_order`].
    pub async fn place_v2_order(&self, request: &V2OrderRequest) -> Result<PlacedOrder> {
        let channel = self.channel(request.channel);
        request.check(self.config().0.referer.as_deref())?;
        self.config().v2()?;
        let prepare = |token: Option<&Secret>, stamp: &Stamp| {
            order::prepare_v2_order(self.config(), request, token, stamp)
        };
        self.place(channel, request.notify_url.as_ref(), prepare).await
    }

    fn channel(&self, own: Option<Channel>) -> Channel {
        own.unwrap_or(self.config().0.channel)
    }

    async fn place(
        &self,
        channel: Channel,
        notify_url: Option<&String>,
        prepare: impl Fn(Option<&Secret>, &Stamp) -> Result<Prepared<PlacedOrder>>,
    ) -> Result<PlacedOrder> {
        let mut driver = self.driver();
        if channel == Channel::Direct {
            return driver.run(|| prepare(None, &self.stamp())).await;
        }
        // Whatever is wrong is told before a token is fetched for it.
        order::check_proxy_route(self.config(), notify_url)?;
        let token = driver.wait(self.0.tokens.token()).await?;
        let result = driver.run(|| prepare(Some(&token), &self.stamp())).await;
        let Err(error) = result else { return result };
        if !error.is(&qq_codes::PROXY_TOKEN_REFUSED) {
            return Err(error);
        }
        // Once, and with the identical order: a second refusal is not about the token.
        let result = match driver.wait(self.0.tokens.replace(&token)).await? {
            Some(token) => driver.run(|| prepare(Some(&token), &self.stamp())).await,
            None => Err(error),
        };
        result.map_err(|error| match error.is(&qq_codes::PROXY_TOKEN_REFUSED) {
            true => driver.judge(error.explained_by(&qq_codes::PROXY_NEW_TOKEN_REFUSED)),
            false => error,
        })
    }
}
