//! The operations, sent: made from the list in [`crate::operation`].

use super::QqWxPay;
use crate::client::engine::driver::Driver;
use crate::error::{Result, qq_codes};
// The list names them all.
use crate::model::*;
use crate::operation::{CallContext, Operation, operations};
use crate::operations::order::{OrderOperation, check_proxy_route};
use crate::operations::*;
use crate::protocol::endpoint::Upstream;
use crate::protocol::sensitive;
use crate::secret::Secret;

macro_rules! methods {
    (
        orders { $($(#[$order_doc:meta])* $order:ident = $Order:ident($Placed:ty);)* }
        requests { $($(#[$request_doc:meta])* $request:ident = $Request:ident($Asked:ty) -> $Reply:ty;)* }
        $($_others:tt)*
    ) => {
        impl QqWxPay {
            $($(#[$order_doc])*
            ///
            /// # Errors
            /// `InvalidInput` before anything is sent; else the order was refused, or not sent: see [`crate::Error::retry`].
            pub async fn $order(&self, order: &$Placed) -> Result<Placement> {
                self.place::<$Order>(order).await
            })*

            $($(#[$request_doc])*
            ///
            /// # Errors
            /// `InvalidInput` before anything is sent; `Api` with WeChat Pay's code; an unsigned or wrong reply is an error, never
            /// a state. [`crate::Error::retry`] says what may be done.
            pub async fn $request(&self, request: &$Asked) -> Result<$Reply> {
                self.execute::<$Request>(request).await
            })*
        }
    };
}
operations!(methods);

impl QqWxPay {
    /// Sends what the operation prepares, and reads the reply.
    pub(super) async fn execute<O: Operation>(&self, request: &O::Request) -> Result<O::Reply> {
        if O::ENCRYPTS {
            self.0.certificates.ensure_keys().await?;
        }
        let prepare = || O::prepare(request, &CallContext::new(self.config(), &self.stamp()));
        self.driver().execute(prepare).await
    }

    async fn place<O: OrderOperation>(&self, order: &O::Request) -> Result<Placement>
    where
        for<'a> OrderReference: From<&'a O::Request>,
    {
        let channel = O::channel(order, self.config());
        O::check(order, self.config(), channel)?;
        Placement::of(self.send_order::<O>(order, channel).await, order.into())
    }

    async fn send_order<O: OrderOperation>(
        &self,
        order: &O::Request,
        channel: Channel,
    ) -> Result<PlacedOrder> {
        if channel == Channel::Direct {
            return self.execute::<O>(order).await;
        }
        let mut driver = self.driver();
        let result = self.send_by_proxy::<O>(order, &mut driver).await;
        driver.ended(&result);
        result
    }

    /// With an access token; with another one, when QQ refuses the first.
    async fn send_by_proxy<O: OrderOperation>(
        &self,
        order: &O::Request,
        driver: &mut Driver<'_>,
    ) -> Result<PlacedOrder> {
        let prepare = |token: &Secret| {
            O::prepare(order, &CallContext::new(self.config(), &self.stamp()).with_access_token(token))
        };
        // Whatever is wrong is refused before a token is fetched for it.
        check_proxy_route(self.config(), O::own_route(order).1)?;
        driver.is_about(O::NAME, Upstream::Qq);
        let explained = |error| self.0.tokens.explain(error);
        let token = driver.wait(self.0.tokens.token()).await.map_err(explained)?;
        let result = driver.execute(|| prepare(&token)).await;
        let Err(error) = result else { return result };
        if !error.is(&qq_codes::PROXY_TOKEN_REFUSED) {
            return Err(error);
        }
        // Once, and with the identical order: a second refusal is not about the token.
        let result = match driver.wait(self.0.tokens.replace(&token)).await.map_err(explained)? {
            Some(token) => driver.execute(|| prepare(&token)).await,
            None => Err(error),
        };
        result.map_err(|error| match error.is(&qq_codes::PROXY_TOKEN_REFUSED) {
            true => driver.finalize_error(error.with_entry(&qq_codes::PROXY_NEW_TOKEN_REFUSED)),
            false => error,
        })
    }

    /// Fetches WeChat Pay's platform certificates now, and trusts them once they are verified.
    ///
    /// It is not needed in the ordinary course: they are fetched when there is no valid key, every 12 hours, and when a
    /// message names an unknown one.
    ///
    /// # Errors
    /// `CERTIFICATES_NOT_AVAILABLE` for a merchant that has public-key mode only; else as
    /// [`crate::operations::FetchCertificates`]. The keys from before stay.
    pub async fn refresh_certificates(&self) -> Result<PlatformCertificates> {
        self.0.certificates.refresh().await
    }

    /// Encrypts a text for WeChat Pay ([`crate::sensitive::encrypt`]); fetches the platform certificates first when there
    /// is no key yet.
    ///
    /// # Errors
    /// As [`crate::sensitive::encrypt`] and [`QqWxPay::refresh_certificates`].
    pub async fn encrypt_sensitive(&self, plain: &PlainText) -> Result<EncryptedText> {
        self.0.certificates.ensure_keys().await?;
        self.encrypt_sensitive_offline(plain)
    }

    /// Encrypts a text with the keys that are there, and fetches none: for users with an HTTP client of their own. Else use
    /// [`QqWxPay::encrypt_sensitive`].
    ///
    /// # Errors
    /// As [`crate::sensitive::encrypt`].
    pub fn encrypt_sensitive_offline(&self, plain: &PlainText) -> Result<EncryptedText> {
        sensitive::encrypt(self.config(), &plain.text, self.0.context.now())
    }

    /// Decrypts a text that WeChat Pay encrypted for the merchant ([`crate::sensitive::decrypt`]).
    ///
    /// # Errors
    /// As [`crate::sensitive::decrypt`].
    pub fn decrypt_sensitive(&self, given: &CipherText) -> Result<DecryptedText> {
        let text = sensitive::decrypt(self.config(), &given.ciphertext)?;
        Ok(DecryptedText { text: text.expose().to_owned() })
    }

    /// Compares a payment that a query found with your own stored order; call it before you deliver.
    ///
    /// # Errors
    /// What differs, named by the first such field.
    pub fn expect_payment(&self, given: &PaymentToExpect) -> Result<()> {
        given.found.expect(&given.expected)
    }

    /// Who the merchant is, and whether the client talks to a sandbox.
    #[must_use]
    pub fn merchant(&self) -> Merchant {
        let config = self.config();
        Merchant {
            mchid: config.mchid().to_owned(),
            wechat_appid: config.wechat_appid().to_owned(),
            qq_appid: config.qq_appid().map(str::to_owned),
            sandbox: config.is_sandbox(),
        }
    }
}
