//! Operations without I/O, for hosts that bring an HTTP client of their own.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::operation::{table, unknown_operation};
use super::{
    CombineOrderQuery, Names, NoArguments, OrderToClose, PartnerOrderQuery, PartnerOrderToClose, RefundQuery,
    V2OrderQuery, V2OrderToClose, V2RefundQuery,
};
use crate::call::Prepared;
use crate::certificates::{PlatformCertificates, prepare_certificates};
use crate::client::QqWxPay;
use crate::error::Result;
use crate::http::{Headers, HttpRequest, HttpResponse};
use crate::model::{
    AbnormalRefundRequest, ApiReply, ApiRequest, BillLink, CloseCombineOrderRequest, CombineOrderRequest,
    CombineTransaction, FundFlowBillRequest, OrderId, OrderRequest, PartnerOrderRequest, PartnerTransaction,
    PlacedOrder, Refund, RefundRequest, RequestFromJson, TradeBillRequest, Transaction, V2OrderRequest,
    V2RefundAccepted, V2RefundRequest, V2Refunds, V2Transaction,
};
use crate::secret::Secret;
use crate::self_test::{SelfTest, SelfTestReport, prepare_self_test};
use crate::token::{FetchedToken, prepare_access_token};
use crate::{bill, close, order, query, refund, request};

/// A signed request, and the reader of its reply.
pub struct PreparedCall {
    request: HttpRequest,
    read: Box<Read>,
}

type Read = dyn Fn(&HttpResponse, Names) -> Result<String> + Send + Sync; // a name for one unspeakable type, private to this file

/// A request that is ready to be sent: unchanged, byte for byte, following no redirect.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestRecord {
    /// `GET`, `POST` and so on.
    method: &'static str,
    /// The whole address. The query of an address at QQ holds the access token: never log it.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    url: String,
    /// The headers.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    headers: Vec<HeaderRecord>,
    /// The exact body bytes in base64; empty when there is none.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    body_base64: String,
    /// Whether the connection must show the merchant certificate: V2 refunds only.
    client_certificate: bool,
}

/// One header.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct HeaderRecord {
    /// Its name.
    name: &'static str,
    /// Its value. `Authorization` holds a signature: never log it.
    value: String,
}

/// QQ's access token, just fetched.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct FetchedTokenRecord {
    /// The token. Whoever has it can order in the name of the mini program: never log it.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    access_token: String,
    /// Seconds it lives from now.
    lifetime_seconds: i64,
}

impl From<FetchedToken> for FetchedTokenRecord {
    fn from(fetched: FetchedToken) -> Self {
        Self {
            access_token: fetched.access_token.expose().to_owned(),
            lifetime_seconds: fetched.lifetime_seconds,
        }
    }
}

impl RequestRecord {
    pub(super) fn of(request: &HttpRequest, names: Names) -> String {
        let headers = request.headers();
        names.json(&Self {
            method: request.method().as_str(),
            url: request.url().to_owned(),
            headers: headers.map(|(name, value)| HeaderRecord { name, value: value.to_owned() }).collect(),
            body_base64: STANDARD.encode(request.body()),
            client_certificate: request.client_certificate(),
        })
    }
}

impl PreparedCall {
    fn new<T: 'static, R: Serialize + From<T>>(pay: &QqWxPay, prepared: Prepared<T>) -> Self {
        let pay = pay.clone();
        let request = prepared.request().clone();
        let read = move |reply: &HttpResponse, names: Names| {
            Ok(names.json(&R::from(prepared.finish(reply, pay.stamp_of_now().now())?)))
        };
        Self { request, read: Box::new(read) }
    }

    /// The request to send.
    #[must_use]
    pub fn http_request(&self) -> &HttpRequest {
        &self.request
    }

    /// The request to send, as JSON of a [`RequestRecord`].
    #[must_use]
    pub fn request(&self, names: Names) -> String {
        RequestRecord::of(&self.request, names)
    }

    /// Reads the reply: the result as JSON.
    ///
    /// # Errors
    /// As [`Prepared::finish`], fields named as in the language.
    pub fn finish(&self, status: u16, headers: Headers, body: Vec<u8>, names: Names) -> Result<String> {
        (self.read)(&HttpResponse::new(status, headers, body), names).map_err(|error| names.error(&error))
    }
}

impl fmt::Debug for PreparedCall {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PreparedCall").field("request", &self.request).finish_non_exhaustive()
    }
}

macro_rules! preparations {
    ($($(#[doc = $text:literal])* $name:ident($arguments:ty) -> $reply:ty = |$pay:ident, $given:ident, $token:ident| $body:expr;)*) => {
        table! { Prepare, OPERATIONS; $($(#[doc = $text])* $name: $arguments => $reply;)* }

        fn run(pay: &QqWxPay, operation: &str, arguments: &str, token: Option<&Secret>) -> Result<PreparedCall> {
            match operation {
                $(stringify!($name) => {
                    let ($pay, $given, $token) = (pay, <$arguments>::from_json(arguments)?, token);
                    Ok(PreparedCall::new::<_, $reply>(pay, $body?))
                })*
                _ => Err(unknown_operation(operation)),
            }
        }
    };
}

/// Prepares an operation: the request to send, signed now, and the reader of its reply. `arguments` is a JSON object;
/// orders through QQ need the `access_token`. To repeat, prepare again: a nonce is used once.
///
/// # Errors
/// `InvalidInput` or `Config`, fields named as in the language; `UNKNOWN_OPERATION`.
pub fn prepare(
    pay: &QqWxPay,
    operation: &str,
    arguments: &str,
    access_token: Option<&Secret>,
    names: Names,
) -> Result<PreparedCall> {
    run(pay, operation, &names.read(arguments), access_token).map_err(|error| names.error(&error))
}

preparations! {
    /// Prepares `place_order`.
    prepare_order(OrderRequest) -> PlacedOrder = |pay, request, token| {
        order::prepare_order(pay.config(), &request, token, &pay.stamp_of_now())
    };
    /// Prepares `place_partner_order`.
    prepare_partner_order(PartnerOrderRequest) -> PlacedOrder = |pay, request, token| {
        order::prepare_partner_order(pay.config(), &request, token, &pay.stamp_of_now())
    };
    /// Prepares `place_combine_order`.
    prepare_combine_order(CombineOrderRequest) -> PlacedOrder = |pay, request, token| {
        order::prepare_combine_order(pay.config(), &request, token, &pay.stamp_of_now())
    };
    /// Prepares `place_v2_order`.
    prepare_v2_order(V2OrderRequest) -> PlacedOrder = |pay, request, token| {
        order::prepare_v2_order(pay.config(), &request, token, &pay.stamp_of_now())
    };
    /// Prepares `query_order`.
    prepare_query_order(OrderId) -> Transaction = |pay, id, _token| {
        query::prepare_query_order(pay.config(), &id, &pay.stamp_of_now())
    };
    /// Prepares `query_partner_order`.
    prepare_query_partner_order(PartnerOrderQuery) -> PartnerTransaction = |pay, asked, _token| {
        query::prepare_query_partner_order(pay.config(), &asked.sub_mchid, &asked.order()?, &pay.stamp_of_now())
    };
    /// Prepares `query_combine_order`.
    prepare_query_combine_order(CombineOrderQuery) -> CombineTransaction = |pay, asked, _token| {
        query::prepare_query_combine_order(pay.config(), &asked.combine_out_trade_no, &pay.stamp_of_now())
    };
    /// Prepares `query_v2_order`.
    prepare_query_v2_order(V2OrderQuery) -> V2Transaction = |pay, asked, _token| {
        query::prepare_query_v2_order(pay.config(), asked.sub_mch_id.as_deref(), &asked.order()?, &pay.stamp_of_now())
    };
    /// Prepares `close_order`.
    prepare_close_order(OrderToClose) -> () = |pay, order, _token| {
        close::prepare_close_order(pay.config(), &order.out_trade_no, &pay.stamp_of_now())
    };
    /// Prepares `close_partner_order`.
    prepare_close_partner_order(PartnerOrderToClose) -> () = |pay, order, _token| {
        close::prepare_close_partner_order(pay.config(), &order.sub_mchid, &order.out_trade_no, &pay.stamp_of_now())
    };
    /// Prepares `close_combine_order`.
    prepare_close_combine_order(CloseCombineOrderRequest) -> () = |pay, request, _token| {
        close::prepare_close_combine_order(pay.config(), &request, &pay.stamp_of_now())
    };
    /// Prepares `close_v2_order`.
    prepare_close_v2_order(V2OrderToClose) -> () = |pay, order, _token| {
        let sub_mch_id = order.sub_mch_id.as_deref();
        close::prepare_close_v2_order(pay.config(), sub_mch_id, &order.out_trade_no, &pay.stamp_of_now())
    };
    /// Prepares `refund`.
    prepare_refund(RefundRequest) -> Refund = |pay, request, _token| {
        refund::prepare_refund(pay.config(), &request, &pay.stamp_of_now())
    };
    /// Prepares `query_refund`.
    prepare_query_refund(RefundQuery) -> Refund = |pay, asked, _token| {
        let sub_mchid = asked.sub_mchid.as_deref();
        refund::prepare_query_refund(pay.config(), sub_mchid, &asked.out_refund_no, &pay.stamp_of_now())
    };
    /// Prepares `abnormal_refund`.
    prepare_abnormal_refund(AbnormalRefundRequest) -> Refund = |pay, request, _token| {
        refund::prepare_abnormal_refund(pay.config(), &request, &pay.stamp_of_now())
    };
    /// Prepares `v2_refund`. The connection must show the merchant certificate.
    prepare_v2_refund(V2RefundRequest) -> V2RefundAccepted = |pay, request, _token| {
        refund::prepare_v2_refund(pay.config(), &request, &pay.stamp_of_now())
    };
    /// Prepares `query_v2_refund`.
    prepare_query_v2_refund(V2RefundQuery) -> V2Refunds = |pay, asked, _token| {
        let sub_mch_id = asked.sub_mch_id.as_deref();
        let refund = asked.refund()?;
        refund::prepare_query_v2_refund(pay.config(), sub_mch_id, &refund, asked.offset, &pay.stamp_of_now())
    };
    /// Prepares `request`.
    prepare_request(ApiRequest) -> ApiReply = |pay, request, _token| {
        request::prepare_request(pay.config(), &request, &pay.stamp_of_now())
    };
    /// Prepares the first step of `trade_bill`: the reply names the file, for `prepare_trade_bill_file`.
    prepare_trade_bill(TradeBillRequest) -> BillLink = |pay, request, _token| {
        bill::prepare_trade_bill(pay.config(), &request, &pay.stamp_of_now())
    };
    /// Prepares the first step of `fund_flow_bill`: the reply names the file, for `prepare_fund_flow_bill_file`.
    prepare_fund_flow_bill(FundFlowBillRequest) -> BillLink = |pay, request, _token| {
        bill::prepare_fund_flow_bill(pay.config(), &request, &pay.stamp_of_now())
    };
    /// Prepares QQ's `getToken`. Send it from one place only: each call makes the earlier token invalid.
    prepare_access_token(NoArguments) -> FetchedTokenRecord = |pay, _none, _token| prepare_access_token(pay.config());
    /// Prepares the fetching of the platform certificates.
    prepare_certificates(NoArguments) -> PlatformCertificates = |pay, _none, _token| {
        prepare_certificates(pay.config(), &pay.stamp_of_now())
    };
    /// Prepares `self_test`. The callback comes later, as a notification.
    prepare_self_test(SelfTest) -> SelfTestReport = |pay, test, _token| {
        prepare_self_test(pay.config(), &test, &pay.stamp_of_now())
    };
}
