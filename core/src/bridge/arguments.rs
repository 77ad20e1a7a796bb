//! The arguments of operations that take more than one value.

use serde::Deserialize;

use crate::error::{Error, Result, sdk_codes};
use crate::model::{Expected, FoundOrder, OrderId, RefundId, RequestFromJson};

/// Declares records that are read from JSON.
macro_rules! arguments {
    ($($(#[$attr:meta])* $name:ident { $($(#[$field_attr:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$attr])*
        #[derive(Clone, derive_more::Debug, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_attr])* pub $field: $type),* }

        impl RequestFromJson for $name {}
    )*};
}

arguments! {
    /// Nothing.
    NoArguments {}

    /// A sub merchant's order, by one of its two numbers.
    PartnerOrderQuery {
        /// Number of the sub merchant.
        sub_mchid: String,
        /// The merchant's own order number. The only one that an unpaid order has.
        #[serde(default)]
        out_trade_no: Option<String>,
        /// WeChat Pay's order number, instead.
        #[serde(default)]
        transaction_id: Option<String>,
    }

    /// A combine order.
    CombineOrderQuery {
        /// The number of the whole.
        combine_out_trade_no: String,
    }

    /// An order as V2 asks for it, by one of its two numbers.
    V2OrderQuery {
        /// Number of the sub merchant, for service providers.
        #[serde(default)]
        sub_mch_id: Option<String>,
        /// The merchant's own order number. The only one that an unpaid order has.
        #[serde(default)]
        out_trade_no: Option<String>,
        /// WeChat Pay's order number, instead.
        #[serde(default)]
        transaction_id: Option<String>,
    }

    /// An order to be closed.
    OrderToClose {
        /// The merchant's order number.
        out_trade_no: String,
    }

    /// A sub merchant's order to be closed.
    PartnerOrderToClose {
        /// Number of the sub merchant.
        sub_mchid: String,
        /// The merchant's order number.
        out_trade_no: String,
    }

    /// An order to be closed over V2.
    V2OrderToClose {
        /// Number of the sub merchant, for service providers.
        #[serde(default)]
        sub_mch_id: Option<String>,
        /// The merchant's order number.
        out_trade_no: String,
    }

    /// A refund.
    RefundQuery {
        /// The merchant's refund number.
        out_refund_no: String,
        /// Number of the sub merchant, for service providers.
        #[serde(default)]
        sub_mchid: Option<String>,
    }

    /// A refund, or the refunds of an order, by exactly one of four numbers.
    V2RefundQuery {
        /// Number of the sub merchant, for service providers.
        #[serde(default)]
        sub_mch_id: Option<String>,
        /// WeChat Pay's refund number.
        #[serde(default)]
        refund_id: Option<String>,
        /// The merchant's refund number.
        #[serde(default)]
        out_refund_no: Option<String>,
        /// WeChat Pay's order number.
        #[serde(default)]
        transaction_id: Option<String>,
        /// The merchant's order number.
        #[serde(default)]
        out_trade_no: Option<String>,
        /// The number of the first refund in the reply, which holds 10 at the most; 0 when left out.
        #[serde(default)]
        offset: u32,
    }

    /// A text to be encrypted for WeChat Pay.
    PlainText {
        /// The text, up to 214 bytes of UTF-8.
        #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
        #[debug("[secret]")]
        text: String,
    }

    /// A text that WeChat Pay encrypted for the merchant.
    CipherText {
        /// The text, in base64.
        ciphertext: String,
    }

    /// An access token that QQ refused.
    RefusedAccessToken {
        /// The token.
        #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
        #[debug("[secret]")]
        access_token: String,
    }

    /// A payment, and what your own order says.
    PaymentToExpect {
        /// The order as a query or `confirm_order` found it.
        found: FoundOrder,
        /// What your own stored order says.
        expected: Expected,
    }
}

/// The one number that is given.
fn only<T>(numbers: impl IntoIterator<Item = Option<T>>, fields: &str) -> Result<T> {
    let mut given = numbers.into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(number), None) => Ok(number),
        (None, _) => Err(Error::sdk(&sdk_codes::FIELD_MISSING).with_field(fields)),
        (Some(_), Some(_)) => Err(Error::sdk(&sdk_codes::ONE_NUMBER_ONLY).with_field(fields)),
    }
}

fn order_id(out_trade_no: &Option<String>, transaction_id: &Option<String>) -> Result<OrderId> {
    let own = out_trade_no.clone().map(OrderId::OutTradeNo);
    only([own, transaction_id.clone().map(OrderId::TransactionId)], "out_trade_no")
}

impl PartnerOrderQuery {
    pub(super) fn order(&self) -> Result<OrderId> {
        order_id(&self.out_trade_no, &self.transaction_id)
    }
}

impl V2OrderQuery {
    pub(super) fn order(&self) -> Result<OrderId> {
        order_id(&self.out_trade_no, &self.transaction_id)
    }
}

impl V2RefundQuery {
    pub(super) fn refund(&self) -> Result<RefundId> {
        let numbers = [
            self.refund_id.clone().map(RefundId::RefundId),
            self.out_refund_no.clone().map(RefundId::OutRefundNo),
            self.transaction_id.clone().map(RefundId::TransactionId),
            self.out_trade_no.clone().map(RefundId::OutTradeNo),
        ];
        only(numbers, "out_refund_no")
    }
}
