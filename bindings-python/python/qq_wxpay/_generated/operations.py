# Written by `cargo xtask generate` from the models in Rust. Do not edit.
"""Every operation of the two clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from .._calls import AsyncCalls, Calls
from .._bills import AsyncBillRows, BillRows
from .._record import read_nothing
from .._reports import AsyncReports, Reports
from . import replies
from .preparations import Preparations

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from . import requests


class Operations(Preparations, Calls):
    """Calls that wait for their result; other threads go on meanwhile."""

    def place_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.OrderRequest],
    ) -> replies.Placement:
        """Places the order of a direct merchant. To get a fresh link, place the identical order again.

        When a reply is lost, the order may exist: that is a result of its own, `to_confirm`, and no error. Never take
        another order number for it: ask `confirm_order`, or place the identical order again.
        """
        return self._call("place_order", request, timeout, replies.read_placement)

    def place_partner_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.PartnerOrderRequest],
    ) -> replies.Placement:
        """Places the order of a service provider for a sub merchant; else as `place_order`."""
        return self._call("place_partner_order", request, timeout, replies.read_placement)

    def place_combine_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.CombineOrderRequest],
    ) -> replies.Placement:
        """Places a combine order, several merchants' orders paid together; else as `place_order`."""
        return self._call("place_combine_order", request, timeout, replies.read_placement)

    def place_v2_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.V2OrderRequest],
    ) -> replies.Placement:
        """Places a V2 unified order; else as `place_order`."""
        return self._call("place_v2_order", request, timeout, replies.read_placement)

    def query_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.OrderId],
    ) -> replies.Transaction:
        """Asks WeChat Pay where a direct merchant's order stands. An unsigned or wrong reply is an error, never a state.
        """
        return self._call("query_order", request, timeout, replies.Transaction._read)

    def query_partner_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.PartnerOrderQuery],
    ) -> replies.PartnerTransaction:
        """Asks WeChat Pay where a sub merchant's order stands."""
        return self._call("query_partner_order", request, timeout, replies.PartnerTransaction._read)

    def query_combine_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.CombineOrderQuery],
    ) -> replies.CombineTransaction:
        """Asks WeChat Pay where a combine order stands. The other queries do not find it, and this one finds no other.
        """
        return self._call("query_combine_order", request, timeout, replies.CombineTransaction._read)

    def query_v2_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.V2OrderQuery],
    ) -> replies.V2Transaction:
        """Asks WeChat Pay over V2 where an order stands."""
        return self._call("query_v2_order", request, timeout, replies.V2Transaction._read)

    def close_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.CloseOrderRequest],
    ) -> None:
        """Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again. It may be
        repeated; it fails with `ORDERPAID` when the order has been paid meanwhile. See `close_if_unpaid`.
        """
        self._call("close_order", request, timeout, read_nothing)

    def close_partner_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.ClosePartnerOrderRequest],
    ) -> None:
        """Closes a sub merchant's unpaid order."""
        self._call("close_partner_order", request, timeout, read_nothing)

    def close_combine_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.CloseCombineOrderRequest],
    ) -> None:
        """Closes an unpaid combine order; every part of it must be named."""
        self._call("close_combine_order", request, timeout, read_nothing)

    def close_v2_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.CloseV2OrderRequest],
    ) -> None:
        """Closes an unpaid V2 order. Not within 5 minutes of ordering. That it is closed already is no error."""
        self._call("close_v2_order", request, timeout, read_nothing)

    def refund(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.RefundRequest],
    ) -> replies.Refund:
        """Asks for a refund, whole or in part, of any order; of a combine order part by part. The reply means that it was
        accepted; the notification or `query_refund` tells when the money is back. Repeat only with the same
        `out_refund_no` and the same values: another number can refund twice.
        """
        return self._call("refund", request, timeout, replies.Refund._read)

    def query_refund(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.RefundQuery],
    ) -> replies.Refund:
        """Asks where a refund stands."""
        return self._call("query_refund", request, timeout, replies.Refund._read)

    def abnormal_refund(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.AbnormalRefundRequest],
    ) -> replies.Refund:
        """Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
        are given as they are; the library encrypts them.
        """
        return self._call("abnormal_refund", request, timeout, replies.Refund._read)

    def v2_refund(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.V2RefundRequest],
    ) -> replies.V2RefundAccepted:
        """Asks for a refund over V2. It shows the merchant certificate: set `merchant_certificate` or `merchant_p12`.
        """
        return self._call("v2_refund", request, timeout, replies.V2RefundAccepted._read)

    def query_v2_refund(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.V2RefundQuery],
    ) -> replies.V2Refunds:
        """Asks over V2 where refunds stand, at most 10 in one reply: ask again with `offset` 10, 20, ... while
        `total_refund_count` is larger.
        """
        return self._call("query_v2_refund", request, timeout, replies.V2Refunds._read)

    def unfreeze_funds(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.UnfreezeRequest],
    ) -> replies.ProfitSharing:
        """Gives the merchant what an order with `settle_info.profit_sharing` still holds back, when nothing (more) is to be shared.
        The reply means that it was accepted; `query_profit_sharing` tells when it is done. Repeat only with the same number.
        """
        return self._call("unfreeze_funds", request, timeout, replies.ProfitSharing._read)

    def query_profit_sharing(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.ProfitSharingQuery],
    ) -> replies.ProfitSharing:
        """Asks where a sharing or an unfreezing stands."""
        return self._call("query_profit_sharing", request, timeout, replies.ProfitSharing._read)

    def request(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.ApiRequest],
    ) -> replies.ApiReply:
        """Calls any other V3 interface of WeChat Pay: signed, sent directly, and verified. A `GET` is repeated as queries
        are; anything else is sent once.
        """
        return self._call("request", request, timeout, replies.ApiReply._read)

    def access_token(
        self,
        *,
        timeout: Optional[float] = None,
    ) -> replies.AccessToken:
        """QQ's access token: fetched once, shared, replaced in time. Orders take it by themselves."""
        return self._call("access_token", None, timeout, replies.AccessToken._read)

    def refresh_certificates(
        self,
        *,
        timeout: Optional[float] = None,
    ) -> replies.PlatformCertificates:
        """Fetches WeChat Pay's platform certificates now. It is not needed in the ordinary course."""
        return self._call("refresh_certificates", None, timeout, replies.PlatformCertificates._read)

    def self_test(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.SelfTest],
    ) -> replies.SelfTestReport:
        """Tests keys, serials, clock and, with a `notify_url`, the way of notifications, without an order. WeChat Pay forbids
        load tests: once per check.
        """
        return self._call("self_test", request, timeout, replies.SelfTestReport._read)

    def confirm_order(
        self,
        given: replies.OrderReference,
        /,
        *,
        timeout: Optional[float] = None,
    ) -> replies.OrderStatus:
        """Finds out what became of an order after a time-out, a lost connection, a late or lost notification: `paid`,
        `not_paid`, `closed` or `unknown`, and why. It believes only verified answers of WeChat Pay.
        """
        return self._call("confirm_order", given, timeout, replies.OrderStatus._read)

    def close_if_unpaid(
        self,
        given: replies.OrderReference,
        /,
        *,
        timeout: Optional[float] = None,
    ) -> replies.OrderStatus:
        """Closes the order unless it is paid, and tells what became of it. One that WeChat Pay does not know stays as it is.
        """
        return self._call("close_if_unpaid", given, timeout, replies.OrderStatus._read)

    def invalidate_access_token(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.RefusedAccessToken],
    ) -> None:
        """Tells that QQ refused this access token: it is replaced, unless it has been replaced already."""
        self._call("invalidate_access_token", request, timeout, read_nothing)

    def check_token_store(
        self,
        *,
        timeout: Optional[float] = None,
    ) -> None:
        """Tries the token store of your own that this client was given: whether it keeps what it is given, grants a lease to one at
        a time, and saves for its holder alone. For your tests: it takes about two seconds, and uses AppIDs that nobody has. The
        rule that is broken is the detail of `TOKEN_STORE_WRONG`.
        """
        self._call("check_token_store", None, timeout, read_nothing)

    def encrypt_sensitive(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.PlainText],
    ) -> replies.EncryptedText:
        """Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
        `Wechatpay-Serial`.
        """
        return self._call("encrypt_sensitive", request, timeout, replies.EncryptedText._read)

    def encrypt_sensitive_offline(
        self,
        **request: Unpack[requests.PlainText],
    ) -> replies.EncryptedText:
        """Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
        `encrypt_sensitive`.
        """
        return self._now("encrypt_sensitive_offline", request, replies.EncryptedText._read)

    def decrypt_sensitive(
        self,
        **request: Unpack[requests.CipherText],
    ) -> replies.DecryptedText:
        """Decrypts a text that WeChat Pay encrypted for the merchant."""
        return self._now("decrypt_sensitive", request, replies.DecryptedText._read)

    def expect_payment(
        self,
        **request: Unpack[requests.PaymentToExpect],
    ) -> None:
        """Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
        error that names the first such field.
        """
        self._now("expect_payment", request, read_nothing)

    def merchant(
        self,
    ) -> replies.Merchant:
        """Who the merchant is, and whether the client talks to a sandbox."""
        return self._now("merchant", None, replies.Merchant._read)

    def trade_bill(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.TradeBillRequest],
    ) -> BillRows[replies.TradeBillRow, replies.FinishedTradeBillSummary]:
        """Downloads a trade bill: every payment and refund of a day. The rows are proven only when the end is reached without
        an error: until then keep them where they can be taken back.
        """
        return self._bill("trade_bill", request, timeout, replies.TradeBillRow._read, replies.FinishedTradeBillSummary._read)

    def fund_flow_bill(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.FundFlowBillRequest],
    ) -> BillRows[replies.FundFlowRow, replies.FinishedFundFlowSummary]:
        """Downloads a fund flow bill: every movement on an account of the merchant. Else as `trade_bill`."""
        return self._bill("fund_flow_bill", request, timeout, replies.FundFlowRow._read, replies.FinishedFundFlowSummary._read)

    def v2_trade_bill(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.V2TradeBillRequest],
    ) -> BillRows[replies.TradeBillRow, replies.FinishedTradeBillSummary]:
        """Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so.
        """
        return self._bill("v2_trade_bill", request, timeout, replies.TradeBillRow._read, replies.FinishedTradeBillSummary._read)

    def confirm_open_orders(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.OpenOrders],
    ) -> Reports[replies.OpenOrderReport]:
        """Asks what became of your open orders, and closes those that are older than `close_after`: for those whose notification was
        lost. Run it each minute with all that are open. Which are due is decided by their age; each row has one report, as soon as
        there is one, and a row that fails stops no other. What is paid is told as a notification tells it.
        """
        return self._reports("confirm_open_orders", request, timeout, replies.read_open_order_report)

    def confirm_open_refunds(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.OpenRefunds],
    ) -> Reports[replies.OpenRefundReport]:
        """Asks what became of your open refunds, those of V2 too; else as `confirm_open_orders`. One that ended abnormally, and whose
        notification was lost, is money that nobody has.
        """
        return self._reports("confirm_open_refunds", request, timeout, replies.read_open_refund_report)


class AsyncOperations(Preparations, AsyncCalls):
    """Calls that are awaited. Cancelling the task gives the call up."""

    async def place_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.OrderRequest],
    ) -> replies.Placement:
        """Places the order of a direct merchant. To get a fresh link, place the identical order again.

        When a reply is lost, the order may exist: that is a result of its own, `to_confirm`, and no error. Never take
        another order number for it: ask `confirm_order`, or place the identical order again.
        """
        return await self._call("place_order", request, timeout, replies.read_placement)

    async def place_partner_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.PartnerOrderRequest],
    ) -> replies.Placement:
        """Places the order of a service provider for a sub merchant; else as `place_order`."""
        return await self._call("place_partner_order", request, timeout, replies.read_placement)

    async def place_combine_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.CombineOrderRequest],
    ) -> replies.Placement:
        """Places a combine order, several merchants' orders paid together; else as `place_order`."""
        return await self._call("place_combine_order", request, timeout, replies.read_placement)

    async def place_v2_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.V2OrderRequest],
    ) -> replies.Placement:
        """Places a V2 unified order; else as `place_order`."""
        return await self._call("place_v2_order", request, timeout, replies.read_placement)

    async def query_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.OrderId],
    ) -> replies.Transaction:
        """Asks WeChat Pay where a direct merchant's order stands. An unsigned or wrong reply is an error, never a state.
        """
        return await self._call("query_order", request, timeout, replies.Transaction._read)

    async def query_partner_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.PartnerOrderQuery],
    ) -> replies.PartnerTransaction:
        """Asks WeChat Pay where a sub merchant's order stands."""
        return await self._call("query_partner_order", request, timeout, replies.PartnerTransaction._read)

    async def query_combine_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.CombineOrderQuery],
    ) -> replies.CombineTransaction:
        """Asks WeChat Pay where a combine order stands. The other queries do not find it, and this one finds no other.
        """
        return await self._call("query_combine_order", request, timeout, replies.CombineTransaction._read)

    async def query_v2_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.V2OrderQuery],
    ) -> replies.V2Transaction:
        """Asks WeChat Pay over V2 where an order stands."""
        return await self._call("query_v2_order", request, timeout, replies.V2Transaction._read)

    async def close_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.CloseOrderRequest],
    ) -> None:
        """Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again. It may be
        repeated; it fails with `ORDERPAID` when the order has been paid meanwhile. See `close_if_unpaid`.
        """
        await self._call("close_order", request, timeout, read_nothing)

    async def close_partner_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.ClosePartnerOrderRequest],
    ) -> None:
        """Closes a sub merchant's unpaid order."""
        await self._call("close_partner_order", request, timeout, read_nothing)

    async def close_combine_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.CloseCombineOrderRequest],
    ) -> None:
        """Closes an unpaid combine order; every part of it must be named."""
        await self._call("close_combine_order", request, timeout, read_nothing)

    async def close_v2_order(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.CloseV2OrderRequest],
    ) -> None:
        """Closes an unpaid V2 order. Not within 5 minutes of ordering. That it is closed already is no error."""
        await self._call("close_v2_order", request, timeout, read_nothing)

    async def refund(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.RefundRequest],
    ) -> replies.Refund:
        """Asks for a refund, whole or in part, of any order; of a combine order part by part. The reply means that it was
        accepted; the notification or `query_refund` tells when the money is back. Repeat only with the same
        `out_refund_no` and the same values: another number can refund twice.
        """
        return await self._call("refund", request, timeout, replies.Refund._read)

    async def query_refund(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.RefundQuery],
    ) -> replies.Refund:
        """Asks where a refund stands."""
        return await self._call("query_refund", request, timeout, replies.Refund._read)

    async def abnormal_refund(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.AbnormalRefundRequest],
    ) -> replies.Refund:
        """Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
        are given as they are; the library encrypts them.
        """
        return await self._call("abnormal_refund", request, timeout, replies.Refund._read)

    async def v2_refund(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.V2RefundRequest],
    ) -> replies.V2RefundAccepted:
        """Asks for a refund over V2. It shows the merchant certificate: set `merchant_certificate` or `merchant_p12`.
        """
        return await self._call("v2_refund", request, timeout, replies.V2RefundAccepted._read)

    async def query_v2_refund(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.V2RefundQuery],
    ) -> replies.V2Refunds:
        """Asks over V2 where refunds stand, at most 10 in one reply: ask again with `offset` 10, 20, ... while
        `total_refund_count` is larger.
        """
        return await self._call("query_v2_refund", request, timeout, replies.V2Refunds._read)

    async def unfreeze_funds(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.UnfreezeRequest],
    ) -> replies.ProfitSharing:
        """Gives the merchant what an order with `settle_info.profit_sharing` still holds back, when nothing (more) is to be shared.
        The reply means that it was accepted; `query_profit_sharing` tells when it is done. Repeat only with the same number.
        """
        return await self._call("unfreeze_funds", request, timeout, replies.ProfitSharing._read)

    async def query_profit_sharing(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.ProfitSharingQuery],
    ) -> replies.ProfitSharing:
        """Asks where a sharing or an unfreezing stands."""
        return await self._call("query_profit_sharing", request, timeout, replies.ProfitSharing._read)

    async def request(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.ApiRequest],
    ) -> replies.ApiReply:
        """Calls any other V3 interface of WeChat Pay: signed, sent directly, and verified. A `GET` is repeated as queries
        are; anything else is sent once.
        """
        return await self._call("request", request, timeout, replies.ApiReply._read)

    async def access_token(
        self,
        *,
        timeout: Optional[float] = None,
    ) -> replies.AccessToken:
        """QQ's access token: fetched once, shared, replaced in time. Orders take it by themselves."""
        return await self._call("access_token", None, timeout, replies.AccessToken._read)

    async def refresh_certificates(
        self,
        *,
        timeout: Optional[float] = None,
    ) -> replies.PlatformCertificates:
        """Fetches WeChat Pay's platform certificates now. It is not needed in the ordinary course."""
        return await self._call("refresh_certificates", None, timeout, replies.PlatformCertificates._read)

    async def self_test(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.SelfTest],
    ) -> replies.SelfTestReport:
        """Tests keys, serials, clock and, with a `notify_url`, the way of notifications, without an order. WeChat Pay forbids
        load tests: once per check.
        """
        return await self._call("self_test", request, timeout, replies.SelfTestReport._read)

    async def confirm_order(
        self,
        given: replies.OrderReference,
        /,
        *,
        timeout: Optional[float] = None,
    ) -> replies.OrderStatus:
        """Finds out what became of an order after a time-out, a lost connection, a late or lost notification: `paid`,
        `not_paid`, `closed` or `unknown`, and why. It believes only verified answers of WeChat Pay.
        """
        return await self._call("confirm_order", given, timeout, replies.OrderStatus._read)

    async def close_if_unpaid(
        self,
        given: replies.OrderReference,
        /,
        *,
        timeout: Optional[float] = None,
    ) -> replies.OrderStatus:
        """Closes the order unless it is paid, and tells what became of it. One that WeChat Pay does not know stays as it is.
        """
        return await self._call("close_if_unpaid", given, timeout, replies.OrderStatus._read)

    async def invalidate_access_token(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.RefusedAccessToken],
    ) -> None:
        """Tells that QQ refused this access token: it is replaced, unless it has been replaced already."""
        await self._call("invalidate_access_token", request, timeout, read_nothing)

    async def check_token_store(
        self,
        *,
        timeout: Optional[float] = None,
    ) -> None:
        """Tries the token store of your own that this client was given: whether it keeps what it is given, grants a lease to one at
        a time, and saves for its holder alone. For your tests: it takes about two seconds, and uses AppIDs that nobody has. The
        rule that is broken is the detail of `TOKEN_STORE_WRONG`.
        """
        await self._call("check_token_store", None, timeout, read_nothing)

    async def encrypt_sensitive(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.PlainText],
    ) -> replies.EncryptedText:
        """Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
        `Wechatpay-Serial`.
        """
        return await self._call("encrypt_sensitive", request, timeout, replies.EncryptedText._read)

    def encrypt_sensitive_offline(
        self,
        **request: Unpack[requests.PlainText],
    ) -> replies.EncryptedText:
        """Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
        `encrypt_sensitive`.
        """
        return self._now("encrypt_sensitive_offline", request, replies.EncryptedText._read)

    def decrypt_sensitive(
        self,
        **request: Unpack[requests.CipherText],
    ) -> replies.DecryptedText:
        """Decrypts a text that WeChat Pay encrypted for the merchant."""
        return self._now("decrypt_sensitive", request, replies.DecryptedText._read)

    def expect_payment(
        self,
        **request: Unpack[requests.PaymentToExpect],
    ) -> None:
        """Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
        error that names the first such field.
        """
        self._now("expect_payment", request, read_nothing)

    def merchant(
        self,
    ) -> replies.Merchant:
        """Who the merchant is, and whether the client talks to a sandbox."""
        return self._now("merchant", None, replies.Merchant._read)

    async def trade_bill(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.TradeBillRequest],
    ) -> AsyncBillRows[replies.TradeBillRow, replies.FinishedTradeBillSummary]:
        """Downloads a trade bill: every payment and refund of a day. The rows are proven only when the end is reached without
        an error: until then keep them where they can be taken back.
        """
        return await self._bill("trade_bill", request, timeout, replies.TradeBillRow._read, replies.FinishedTradeBillSummary._read)

    async def fund_flow_bill(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.FundFlowBillRequest],
    ) -> AsyncBillRows[replies.FundFlowRow, replies.FinishedFundFlowSummary]:
        """Downloads a fund flow bill: every movement on an account of the merchant. Else as `trade_bill`."""
        return await self._bill("fund_flow_bill", request, timeout, replies.FundFlowRow._read, replies.FinishedFundFlowSummary._read)

    async def v2_trade_bill(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.V2TradeBillRequest],
    ) -> AsyncBillRows[replies.TradeBillRow, replies.FinishedTradeBillSummary]:
        """Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so.
        """
        return await self._bill("v2_trade_bill", request, timeout, replies.TradeBillRow._read, replies.FinishedTradeBillSummary._read)

    def confirm_open_orders(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.OpenOrders],
    ) -> AsyncReports[replies.OpenOrderReport]:
        """Asks what became of your open orders, and closes those that are older than `close_after`: for those whose notification was
        lost. Run it each minute with all that are open. Which are due is decided by their age; each row has one report, as soon as
        there is one, and a row that fails stops no other. What is paid is told as a notification tells it.
        """
        return self._reports("confirm_open_orders", request, timeout, replies.read_open_order_report)

    def confirm_open_refunds(
        self,
        *,
        timeout: Optional[float] = None,
        **request: Unpack[requests.OpenRefunds],
    ) -> AsyncReports[replies.OpenRefundReport]:
        """Asks what became of your open refunds, those of V2 too; else as `confirm_open_orders`. One that ended abnormally, and whose
        notification was lost, is money that nobody has.
        """
        return self._reports("confirm_open_refunds", request, timeout, replies.read_open_refund_report)
