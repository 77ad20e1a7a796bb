//! What an operation is, and the list of all of them.
//!
//! An operation is described once: here its name, what it does and its types, in its own file under `operations` what is sent
//! and what the reply is taken for. Everything else is made from the list: the methods of the client, the operations of every
//! other language, their types, their documentation and the tables of the tests.

use crate::error::{Result, Subject};
pub use crate::protocol::prepared::CallContext;
use crate::protocol::prepared::{Descriptor, Prepared};
pub use crate::retry::Idempotency;

/// The name and the types of an operation that is one request and one reply; they stand in the list.
pub trait Signature {
    /// Its name in every language, as `snake_case`.
    const NAME: &'static str;
    /// What is asked for.
    type Request;
    /// What the reply is taken for.
    type Reply;
}

/// An operation that is one request and one reply, as a pure function: for those who bring their own HTTP client.
///
/// ```no_run
/// # fn example(config: &qq_wxpay::Config) -> qq_wxpay::Result<()> {
/// use qq_wxpay::environment::RequestStamp;
/// use qq_wxpay::model::OrderId;
/// use qq_wxpay::operations::QueryOrder;
/// use qq_wxpay::{CallContext, Operation};
/// let stamp = RequestStamp::system();
/// let order = OrderId::OutTradeNo("T20261123000001".to_owned());
/// let prepared = QueryOrder::prepare(&order, &CallContext::new(config, &stamp))?;
/// println!("{}", prepared.request().url()); // send it, unchanged
/// # let (reply, now) = (qq_wxpay::http::HttpResponse::new(200, Default::default(), Vec::new()), 0);
/// let found = prepared.finish(&reply, now)?;
/// # Ok(())
/// # }
/// ```
pub trait Operation: Signature {
    /// What the call does at the other end, should its reply be lost.
    const IDEMPOTENCY: Idempotency;

    /// What the remedies of its errors speak of.
    #[doc(hidden)]
    const SUBJECT: Subject;

    /// Whether it encrypts for WeChat Pay, so that a key of WeChat Pay must be there before it is prepared.
    const ENCRYPTS: bool = false;

    /// Checks the request and signs it. To repeat a call, prepare it again: a nonce is used once.
    ///
    /// # Errors
    /// `InvalidInput`, `Config` or `Key`, naming the field, before anything is signed.
    fn prepare(request: &Self::Request, call: &CallContext<'_>) -> Result<Prepared<Self::Reply>>;

    /// What this very call does at the other end.
    #[must_use]
    fn idempotency(_request: &Self::Request) -> Idempotency {
        Self::IDEMPOTENCY
    }
}

/// What is known of a call with this request wherever it passes.
pub(crate) fn descriptor<O: Operation>(request: &O::Request) -> Descriptor {
    Descriptor { name: O::NAME, idempotency: O::idempotency(request), subject: O::SUBJECT }
}

/// Every operation. `$apply` is a macro that takes the list.
///
/// - `orders`: the client gives a `Placement`, and fetches the access token by itself.
/// - `requests`: one request, one reply.
/// - `guided`: one request that can be prepared; the client does more around it.
/// - `composed`: what only the client does.
/// - `local`: nothing is sent.
/// - `bills`: rows that arrive one after another. The request for the link can be prepared, and that for the file.
/// - `reports`: what only the client does, with many results that come one after another.
macro_rules! operations {
    ($apply:ident) => {
        $apply! {
            orders {
                /// Places the order of a direct merchant. To get a fresh link, place the identical order again.
                ///
                /// When a reply is lost, the order may exist: that is a result of its own, `to_confirm`, and no error. Never take
                /// another order number for it: ask `confirm_order`, or place the identical order again.
                place_order = PlaceOrder(OrderRequest);
                /// Places the order of a service provider for a sub merchant; else as `place_order`.
                place_partner_order = PlacePartnerOrder(PartnerOrderRequest);
                /// Places a combine order, several merchants' orders paid together; else as `place_order`.
                place_combine_order = PlaceCombineOrder(CombineOrderRequest);
                /// Places a V2 unified order; else as `place_order`.
                place_v2_order = PlaceV2Order(V2OrderRequest);
            }
            requests {
                /// Asks WeChat Pay where a direct merchant's order stands. An unsigned or wrong reply is an error, never a state.
                query_order = QueryOrder(OrderId) -> Transaction;
                /// Asks WeChat Pay where a sub merchant's order stands.
                query_partner_order = QueryPartnerOrder(PartnerOrderQuery) -> PartnerTransaction;
                /// Asks WeChat Pay where a combine order stands. The other queries do not find it, and this one finds no other.
                query_combine_order = QueryCombineOrder(CombineOrderQuery) -> CombineTransaction;
                /// Asks WeChat Pay over V2 where an order stands.
                query_v2_order = QueryV2Order(V2OrderQuery) -> V2Transaction;
                /// Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again. It may be
                /// repeated; it fails with `ORDERPAID` when the order has been paid meanwhile. See `close_if_unpaid`.
                close_order = CloseOrder(CloseOrderRequest) -> ();
                /// Closes a sub merchant's unpaid order.
                close_partner_order = ClosePartnerOrder(ClosePartnerOrderRequest) -> ();
                /// Closes an unpaid combine order; every part of it must be named.
                close_combine_order = CloseCombineOrder(CloseCombineOrderRequest) -> ();
                /// Closes an unpaid V2 order. Not within 5 minutes of ordering. That it is closed already is no error.
                close_v2_order = CloseV2Order(CloseV2OrderRequest) -> ();
                /// Asks for a refund, whole or in part, of any order; of a combine order part by part. The reply means that it was
                /// accepted; the notification or `query_refund` tells when the money is back. Repeat only with the same
                /// `out_refund_no` and the same values: another number can refund twice.
                refund = RequestRefund(RefundRequest) -> Refund;
                /// Asks where a refund stands.
                query_refund = QueryRefund(RefundQuery) -> Refund;
                /// Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
                /// are given as they are; the library encrypts them.
                abnormal_refund = RedirectAbnormalRefund(AbnormalRefundRequest) -> Refund;
                /// Asks for a refund over V2. It shows the merchant certificate: set `merchant_certificate` or `merchant_p12`.
                v2_refund = RequestV2Refund(V2RefundRequest) -> V2RefundAccepted;
                /// Asks over V2 where refunds stand, at most 10 in one reply: ask again with `offset` 10, 20, ... while
                /// `total_refund_count` is larger.
                query_v2_refund = QueryV2Refund(V2RefundQuery) -> V2Refunds;
                /// Gives the merchant what an order with `settle_info.profit_sharing` still holds back, when nothing (more) is to be shared.
                /// The reply means that it was accepted; `query_profit_sharing` tells when it is done. Repeat only with the same number.
                unfreeze_funds = UnfreezeFunds(UnfreezeRequest) -> ProfitSharing;
                /// Asks where a sharing or an unfreezing stands.
                query_profit_sharing = QueryProfitSharing(ProfitSharingQuery) -> ProfitSharing;
                /// Calls any other V3 interface of WeChat Pay: signed, sent directly, and verified. A `GET` is repeated as queries
                /// are; anything else is sent once.
                request = RawRequest(ApiRequest) -> ApiReply;
            }
            guided {
                /// QQ's access token: fetched once, shared, replaced in time. Orders take it by themselves.
                access_token() -> AccessToken, Safe = FetchAccessToken(NoArguments) -> FetchedToken;
                /// Fetches WeChat Pay's platform certificates now. It is not needed in the ordinary course.
                refresh_certificates() -> PlatformCertificates, Safe = FetchCertificates(NoArguments) -> PlatformCertificates;
                /// Tests keys, serials, clock and, with a `notify_url`, the way of notifications, without an order. WeChat Pay forbids
                /// load tests: once per check.
                self_test(SelfTest) -> SelfTestReport, Safe = RunSelfTest(SelfTest) -> SelfTestReport;
            }
            composed {
                /// Finds out what became of an order after a time-out, a lost connection, a late or lost notification: `paid`,
                /// `not_paid`, `closed` or `unknown`, and why. It believes only verified answers of WeChat Pay.
                confirm_order(OrderReference) -> OrderStatus, Safe;
                /// Closes the order unless it is paid, and tells what became of it. One that WeChat Pay does not know stays as it is.
                close_if_unpaid(OrderReference) -> OrderStatus, Idempotent;
                /// Tells that QQ refused this access token: it is replaced, unless it has been replaced already.
                invalidate_access_token(RefusedAccessToken) -> (), Safe;
                /// Tries the token store of your own that this client was given: whether it keeps what it is given, grants a lease to one at
                /// a time, and saves for its holder alone. For your tests: it takes about two seconds, and uses AppIDs that nobody has. The
                /// rule that is broken is the detail of `TOKEN_STORE_WRONG`.
                check_token_store() -> (), Safe;
                /// Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
                /// `Wechatpay-Serial`.
                encrypt_sensitive(PlainText) -> EncryptedText, Safe;
            }
            local {
                /// Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
                /// `encrypt_sensitive`.
                encrypt_sensitive_offline(PlainText) -> EncryptedText;
                /// Decrypts a text that WeChat Pay encrypted for the merchant.
                decrypt_sensitive(CipherText) -> DecryptedText;
                /// Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
                /// error that names the first such field.
                expect_payment(PaymentToExpect) -> ();
                /// Who the merchant is, and whether the client talks to a sandbox.
                merchant() -> Merchant;
            }
            bills {
                /// Downloads a trade bill: every payment and refund of a day. The rows are proven only when the end is reached without
                /// an error: until then keep them where they can be taken back.
                trade_bill = LinkTradeBill(TradeBillRequest) -> BillLink;
                    trade_bill_file: TradeBillRow, TradeBillSummary;
                /// Downloads a fund flow bill: every movement on an account of the merchant. Else as `trade_bill`.
                fund_flow_bill = LinkFundFlowBill(FundFlowBillRequest) -> BillLink;
                    fund_flow_bill_file: FundFlowRow, FundFlowSummary;
            }
            unlinked_bills {
                /// Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so.
                v2_trade_bill(V2TradeBillRequest): TradeBillRow, TradeBillSummary;
            }
            reports {
                /// Asks what became of your open orders, and closes those that are older than `close_after`: for those whose notification was
                /// lost. Run it each minute with all that are open. Which are due is decided by their age; each row has one report, as soon as
                /// there is one, and a row that fails stops no other. What is paid is told as a notification tells it.
                confirm_open_orders(OpenOrders) -> OpenOrderReport;
                /// Asks what became of your open refunds, those of V2 too; else as `confirm_open_orders`. One that ended abnormally, and whose
                /// notification was lost, is money that nobody has.
                confirm_open_refunds(OpenRefunds) -> OpenRefundReport;
            }
        }
    };
}
pub(crate) use operations;

macro_rules! declare {
    (
        orders { $($(#[$order_doc:meta])* $order:ident = $Order:ident($Placed:ty);)* }
        requests { $($(#[$request_doc:meta])* $request:ident = $Request:ident($Asked:ty) -> $Reply:ty;)* }
        guided { $($(#[$guided_doc:meta])* $guided:ident($($Given:ty)?) -> $Result:ty, $_safe:ident = $Guided:ident($Needed:ty) -> $Found:ty;)* }
        composed { $($_composed:tt)* }
        local { $($_local:tt)* }
        bills { $($(#[$bill_doc:meta])* $bill:ident = $Bill:ident($Day:ty) -> $Link:ty; $_file:ident: $_row:ty, $_sum:ty;)* }
        unlinked_bills { $($_unlinked:tt)* }
        reports { $($_reports:tt)* }
    ) => {
        declare! {
            $($(#[$order_doc])* $order = $Order($Placed) -> PlacedOrder;)*
            $($(#[$request_doc])* $request = $Request($Asked) -> $Reply;)*
            $($(#[$guided_doc])* $guided = $Guided($Needed) -> $Found;)*
            $($(#[$bill_doc])* $bill = $Bill($Day) -> $Link;)*
        }
    };
    ($($(#[$doc:meta])* $name:ident = $Operation:ident($Request:ty) -> $Reply:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $Operation;

        impl Signature for $Operation {
            const NAME: &'static str = stringify!($name);
            type Request = $Request;
            type Reply = $Reply;
        }
    )*};
}

/// The operations themselves: types without content.
pub(crate) mod markers {
    use super::Signature;
    use crate::model::*;

    operations!(declare);
}
pub(crate) use markers::*;
