//! The operations that go over the network.

use std::future::Future;
use std::pin::Pin;

use serde::Serialize;

use super::operation::{table, unknown_operation};
use super::{
    CombineOrderQuery, Names, NoArguments, OrderToClose, PartnerOrderQuery, PartnerOrderToClose, PlainText,
    RefundQuery, RefusedAccessToken, V2OrderQuery, V2OrderToClose, V2RefundQuery,
};
use crate::certificates::PlatformCertificates;
use crate::client::QqWxPay;
use crate::error::{Error, Result, Retry, sdk_codes};
use crate::http::Method;
use crate::model::{
    AbnormalRefundRequest, ApiReply, ApiRequest, CloseCombineOrderRequest, CombineOrderRequest,
    CombineTransaction, OrderId, OrderReference, OrderRequest, OrderStatus, PartnerOrderRequest,
    PartnerTransaction, Placement, Refund, RefundRequest, RequestFromJson, Transaction, UnconfirmedOrder,
    V2OrderRequest, V2RefundAccepted, V2RefundRequest, V2Refunds, V2Transaction,
};
use crate::secret::Secret;
use crate::self_test::{SelfTest, SelfTestReport};
use crate::sensitive::EncryptedText;

/// QQ's access token.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct AccessToken {
    /// The token. Whoever has it can order in the name of the mini program: never log it.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    access_token: String,
}

type Run = Pin<Box<dyn Future<Output = Result<String>> + Send>>; // a name for one unspeakable type, private to this file

macro_rules! calls {
    ($($(#[doc = $text:literal])* $name:ident($arguments:ty) -> $reply:ty = |$pay:ident, $given:ident| $body:expr;)*) => {
        table! { Call, OPERATIONS; $($(#[doc = $text])* $name: $arguments => $reply;)* }

        fn run(pay: QqWxPay, operation: &str, arguments: &str, names: Names) -> Result<Run> {
            match operation {
                $(stringify!($name) => {
                    let $given = <$arguments>::from_json(arguments)?;
                    Ok(Box::pin(async move {
                        let $pay = &pay;
                        let reply: Result<$reply> = $body.await;
                        reply.map(|reply| names.json(&reply))
                    }))
                })*
                _ => Err(unknown_operation(operation)),
            }
        }
    };
}

/// Runs an operation that goes over the network; `arguments` is a JSON object, and so is the result, or `null`.
///
/// Dropping the future ends the call. What it has sent may have been carried out all the same.
///
/// # Errors
/// As the operation of [`QqWxPay`] with this name, fields named as in the language; `UNKNOWN_OPERATION`.
pub async fn call(pay: &QqWxPay, operation: &str, arguments: &str, names: Names) -> Result<String> {
    let running = run(pay.clone(), operation, &names.read(arguments), names);
    let result = match running {
        Ok(running) => running.await,
        Err(error) => Err(error),
    };
    result.map_err(|error| names.error(&error))
}

/// The calls that change something at the other end. Of `request` its method tells.
const CHANGING: [&str; 8] = [
    "close_if_unpaid",
    "close_order",
    "close_partner_order",
    "close_combine_order",
    "close_v2_order",
    "abnormal_refund",
    "refund",
    "v2_refund",
];

/// What a call leaves behind that its caller gave up while it was under way: the result to give in its place, as JSON.
///
/// An order may exist, so it is `to_confirm`, as when its reply is lost.
///
/// # Errors
/// `CALL_ABANDONED` for everything else: to be confirmed first where the call changes something, else to be repeated.
pub fn abandoned(operation: &str, arguments: &str, names: Names) -> Result<String> {
    let arguments = names.read(arguments);
    let error = Error::sdk(&sdk_codes::CALL_ABANDONED).with_retry(Retry::ConfirmFirst);
    let order: Option<OrderReference> = match operation {
        "place_order" => OrderRequest::from_json(&arguments).ok().map(|order| (&order).into()),
        "place_partner_order" => PartnerOrderRequest::from_json(&arguments).ok().map(|order| (&order).into()),
        "place_combine_order" => CombineOrderRequest::from_json(&arguments).ok().map(|order| (&order).into()),
        "place_v2_order" => V2OrderRequest::from_json(&arguments).ok().map(|order| (&order).into()),
        _ => None,
    };
    match order {
        Some(order) => Ok(names.json(&Placement::ToConfirm(UnconfirmedOrder { order, error }))),
        None if changes(operation, &arguments) => Err(error),
        None => Err(error.with_retry(Retry::SameRequest)),
    }
}

fn changes(operation: &str, arguments: &str) -> bool {
    match operation {
        "request" => ApiRequest::from_json(arguments).is_ok_and(|request| request.method != Method::Get),
        _ => CHANGING.contains(&operation),
    }
}

calls! {
    /// Places the order of a direct merchant. To get a fresh link, place the identical order again.
    ///
    /// When a reply is lost, the order may exist: that is a result of its own, `to_confirm`, and no error. Never take
    /// another order number for it: ask `confirm_order`, or place the identical order again.
    place_order(OrderRequest) -> Placement = |pay, request| pay.place_order(&request);
    /// Places the order of a service provider for a sub merchant; else as `place_order`.
    place_partner_order(PartnerOrderRequest) -> Placement = |pay, request| pay.place_partner_order(&request);
    /// Places a combine order, several merchants' orders paid together; else as `place_order`.
    place_combine_order(CombineOrderRequest) -> Placement = |pay, request| pay.place_combine_order(&request);
    /// Places a V2 unified order; else as `place_order`.
    place_v2_order(V2OrderRequest) -> Placement = |pay, request| pay.place_v2_order(&request);
    /// Asks WeChat Pay where a direct merchant's order stands. An unsigned or wrong reply is an error, never a state.
    query_order(OrderId) -> Transaction = |pay, id| pay.query_order(&id);
    /// Asks WeChat Pay where a sub merchant's order stands.
    query_partner_order(PartnerOrderQuery) -> PartnerTransaction = |pay, query| async {
        pay.query_partner_order(&query.sub_mchid, &query.order()?).await
    };
    /// Asks WeChat Pay where a combine order stands.
    query_combine_order(CombineOrderQuery) -> CombineTransaction = |pay, query| {
        pay.query_combine_order(&query.combine_out_trade_no)
    };
    /// Asks WeChat Pay over V2 where an order stands.
    query_v2_order(V2OrderQuery) -> V2Transaction = |pay, query| async {
        pay.query_v2_order(query.sub_mch_id.as_deref(), &query.order()?).await
    };
    /// Finds out what became of an order after a time-out, a lost connection, a late or lost notification: `paid`,
    /// `not_paid`, `closed` or `unknown`, and why. It believes only verified answers of WeChat Pay.
    confirm_order(OrderReference) -> OrderStatus = |pay, order| pay.confirm_order(&order);
    /// Closes the order unless it is paid, and tells what became of it.
    close_if_unpaid(OrderReference) -> OrderStatus = |pay, order| pay.close_if_unpaid(&order);
    /// Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again.
    close_order(OrderToClose) -> () = |pay, order| pay.close_order(&order.out_trade_no);
    /// Closes a sub merchant's unpaid order.
    close_partner_order(PartnerOrderToClose) -> () = |pay, order| {
        pay.close_partner_order(&order.sub_mchid, &order.out_trade_no)
    };
    /// Closes an unpaid combine order; every part of it must be named.
    close_combine_order(CloseCombineOrderRequest) -> () = |pay, request| pay.close_combine_order(&request);
    /// Closes an unpaid V2 order. Not within 5 minutes of ordering.
    close_v2_order(V2OrderToClose) -> () = |pay, order| {
        pay.close_v2_order(order.sub_mch_id.as_deref(), &order.out_trade_no)
    };
    /// Asks for a refund, whole or in part. The reply means that it was accepted; the notification or `query_refund` tells
    /// when the money is back. Repeat only with the same `out_refund_no` and the same values: another number can refund twice.
    refund(RefundRequest) -> Refund = |pay, request| pay.refund(&request);
    /// Asks where a refund stands.
    query_refund(RefundQuery) -> Refund = |pay, query| {
        pay.query_refund(query.sub_mchid.as_deref(), &query.out_refund_no)
    };
    /// Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
    /// are given as they are; the library encrypts them.
    abnormal_refund(AbnormalRefundRequest) -> Refund = |pay, request| pay.abnormal_refund(&request);
    /// Asks for a refund over V2. It shows the merchant certificate: set `merchant_certificate` or `merchant_p12`.
    v2_refund(V2RefundRequest) -> V2RefundAccepted = |pay, request| pay.v2_refund(&request);
    /// Asks over V2 where refunds stand, at most 10 in one reply.
    query_v2_refund(V2RefundQuery) -> V2Refunds = |pay, query| async {
        pay.query_v2_refund(query.sub_mch_id.as_deref(), &query.refund()?, query.offset).await
    };
    /// Calls any other V3 interface of WeChat Pay: signed, sent directly, and verified.
    request(ApiRequest) -> ApiReply = |pay, request| pay.request(&request);
    /// QQ's access token: fetched once, shared, replaced in time. Orders take it by themselves.
    access_token(NoArguments) -> AccessToken = |pay, _none| async {
        let token = pay.access_token().await?;
        Ok(AccessToken { access_token: token.expose().to_owned() })
    };
    /// Tells that QQ refused this access token: it is replaced, unless it has been replaced already.
    invalidate_access_token(RefusedAccessToken) -> () = |pay, refused| async {
        pay.invalidate_access_token(&Secret::new(refused.access_token)).await
    };
    /// Fetches WeChat Pay's platform certificates now. It is not needed in the ordinary course.
    refresh_certificates(NoArguments) -> PlatformCertificates = |pay, _none| pay.refresh_certificates();
    /// Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
    /// `Wechatpay-Serial`.
    encrypt_sensitive(PlainText) -> EncryptedText = |pay, plain| pay.encrypt_sensitive(&plain.text);
    /// Tests keys, serials, clock and, with a `notify_url`, the way of notifications, without an order. WeChat Pay forbids
    /// load tests: once per check.
    self_test(SelfTest) -> SelfTestReport = |pay, test| pay.self_test(&test);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(operation: &str, arguments: &str) -> Option<Retry> {
        abandoned(operation, arguments, Names::Snake).err().map(|error| error.retry())
    }

    #[test]
    fn what_is_given_up_is_to_be_confirmed_where_it_changes_something() {
        let all = || OPERATIONS.iter().map(|operation| operation.name);
        assert!(CHANGING.iter().all(|name| all().any(|own| own == *name)));
        for name in all().filter(|name| !name.starts_with("place_") && *name != "request") {
            let changes =
                ["close", "refund", "v2_refund", "abnormal"].iter().any(|word| name.starts_with(word));
            let expected = if changes { Retry::ConfirmFirst } else { Retry::SameRequest };
            assert_eq!(advice(name, "{}"), Some(expected), "{name}");
        }
        for (method, expected) in [("GET", Retry::SameRequest), ("POST", Retry::ConfirmFirst)] {
            let request = format!(r#"{{"method":"{method}","path":"/v3/x"}}"#);
            assert_eq!(advice("request", &request), Some(expected));
        }
    }

    #[test]
    fn an_order_that_is_given_up_is_a_result_that_names_it() {
        let partner = r#"{"subMchid":"1900000109","order":{"outTradeNo":"T123456"}}"#;
        let reply = abandoned("place_partner_order", partner, Names::Camel).unwrap();
        let reply: serde_json::Value = serde_json::from_str(&reply).unwrap();
        assert_eq!((&reply["outcome"], &reply["order"]["family"]), (&"to_confirm".into(), &"partner".into()));
        assert_eq!(
            (&reply["order"]["outTradeNo"], &reply["order"]["subMchid"]),
            (&"T123456".into(), &"1900000109".into())
        );
        assert_eq!(reply["error"]["retry"], "confirm_first");
    }
}
