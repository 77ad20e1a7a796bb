//! Placing orders.

use super::QqWxPay;
use crate::call::Prepared;
use crate::environment::Stamp;
use crate::error::{Result, qq_codes};
use crate::model::{
    Channel, CombineOrderRequest, OrderRequest, PartnerOrderRequest, PlacedOrder, Placement, V2OrderRequest,
};
use crate::order;
use crate::secret::Secret;

impl QqWxPay {
    /// Places the order of a direct merchant. To get a fresh link, place the identical order again.
    ///
    /// When a reply is lost, the order may exist: that is a result of its own, [`Placement::ToConfirm`].
    ///
    /// # Errors
    /// `InvalidInput` before anything is sent; else the order was refused, or not sent: see [`crate::Error::retry`].
    pub async fn place_order(&self, request: &OrderRequest) -> Result<Placement> {
        let channel = self.channel(request.channel);
        request.check(channel)?;
        self.config().v3()?;
        let prepare = |token: Option<&Secret>, stamp: &Stamp| {
            order::prepare_order(self.config(), request, token, stamp)
        };
        let placed = self.place(channel, request.notify_url.as_ref(), prepare).await;
        Placement::of(placed, request.into())
    }

    /// Places the order of a service provider for a sub merchant.
    ///
    /// # Errors
    /// As [`QqWxPay::place_order`].
    pub async fn place_partner_order(&self, request: &PartnerOrderRequest) -> Result<Placement> {
        let channel = self.channel(request.order.channel);
        request.check(channel)?;
        self.config().v3()?;
        let prepare = |token: Option<&Secret>, stamp: &Stamp| {
            order::prepare_partner_order(self.config(), request, token, stamp)
        };
        let placed = self.place(channel, request.order.notify_url.as_ref(), prepare).await;
        Placement::of(placed, request.into())
    }

    /// Places a combine order.
    ///
    /// # Errors
    /// As [`QqWxPay::place_order`].
    pub async fn place_combine_order(&self, request: &CombineOrderRequest) -> Result<Placement> {
        let channel = self.channel(request.channel);
        request.check(channel)?;
        self.config().v3()?;
        let prepare = |token: Option<&Secret>, stamp: &Stamp| {
            order::prepare_combine_order(self.config(), request, token, stamp)
        };
        let placed = self.place(channel, request.notify_url.as_ref(), prepare).await;
        Placement::of(placed, request.into())
    }

    /// Places a V2 unified order.
    ///
    /// # Errors
    /// As [`QqWxPay::place_order`].
    pub async fn place_v2_order(&self, request: &V2OrderRequest) -> Result<Placement> {
        let channel = self.channel(request.channel);
        request.check(self.config().0.referer.as_deref())?;
        self.config().v2()?;
        let prepare = |token: Option<&Secret>, stamp: &Stamp| {
            order::prepare_v2_order(self.config(), request, token, stamp)
        };
        let placed = self.place(channel, request.notify_url.as_ref(), prepare).await;
        Placement::of(placed, request.into())
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
        let explained = |error| self.0.tokens.explain(error);
        let token = driver.wait(self.0.tokens.token()).await.map_err(explained)?;
        let result = driver.run(|| prepare(Some(&token), &self.stamp())).await;
        let Err(error) = result else { return result };
        if !error.is(&qq_codes::PROXY_TOKEN_REFUSED) {
            return Err(error);
        }
        // Once, and with the identical order: a second refusal is not about the token.
        let result = match driver.wait(self.0.tokens.replace(&token)).await.map_err(explained)? {
            Some(token) => driver.run(|| prepare(Some(&token), &self.stamp())).await,
            None => Err(error),
        };
        result.map_err(|error| match error.is(&qq_codes::PROXY_TOKEN_REFUSED) {
            true => driver.judge(error.explained_by(&qq_codes::PROXY_NEW_TOKEN_REFUSED)),
            false => error,
        })
    }
}
