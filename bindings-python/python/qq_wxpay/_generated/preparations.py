# Written by `cargo xtask generate` from the models in Rust. Do not edit.
"""What can be prepared for an HTTP client of your own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Optional, Tuple, overload

from .._calls import Common, one_of
from .._prepared import Prepared, PreparedBill
from .._record import read_nothing
from . import replies

if TYPE_CHECKING:
    from typing_extensions import Literal, Unpack

    from . import requests

_Reader = Callable[[Any], Any]

_READERS: Dict[str, _Reader] = {
    "place_order": replies.PlacedOrder._read,
    "place_partner_order": replies.PlacedOrder._read,
    "place_combine_order": replies.PlacedOrder._read,
    "place_v2_order": replies.PlacedOrder._read,
    "query_order": replies.Transaction._read,
    "query_partner_order": replies.PartnerTransaction._read,
    "query_combine_order": replies.CombineTransaction._read,
    "query_v2_order": replies.V2Transaction._read,
    "close_order": read_nothing,
    "close_partner_order": read_nothing,
    "close_combine_order": read_nothing,
    "close_v2_order": read_nothing,
    "refund": replies.Refund._read,
    "query_refund": replies.Refund._read,
    "abnormal_refund": replies.Refund._read,
    "v2_refund": replies.V2RefundAccepted._read,
    "query_v2_refund": replies.V2Refunds._read,
    "unfreeze_funds": replies.ProfitSharing._read,
    "query_profit_sharing": replies.ProfitSharing._read,
    "request": replies.ApiReply._read,
    "access_token": replies.FetchedToken._read,
    "refresh_certificates": replies.PlatformCertificates._read,
    "self_test": replies.SelfTestReport._read,
    "trade_bill": replies.BillLink._read,
    "fund_flow_bill": replies.BillLink._read,
}

_BILL_READERS: Dict[str, Tuple[_Reader, _Reader]] = {
    "trade_bill_file": (replies.TradeBillRow._read, replies.FinishedTradeBillSummary._read),
    "fund_flow_bill_file": (replies.FundFlowRow._read, replies.FinishedFundFlowSummary._read),
    "v2_trade_bill": (replies.TradeBillRow._read, replies.FinishedTradeBillSummary._read),
}


class Preparations(Common):
    """Signed requests for an HTTP client of your own."""

    @overload
    def prepare(
        self,
        operation: Literal["place_order"],
        /,
        *,
        access_token: Optional[str] = None,
        **request: Unpack[requests.OrderRequest],
    ) -> Prepared[replies.PlacedOrder]: ...

    @overload
    def prepare(
        self,
        operation: Literal["place_partner_order"],
        /,
        *,
        access_token: Optional[str] = None,
        **request: Unpack[requests.PartnerOrderRequest],
    ) -> Prepared[replies.PlacedOrder]: ...

    @overload
    def prepare(
        self,
        operation: Literal["place_combine_order"],
        /,
        *,
        access_token: Optional[str] = None,
        **request: Unpack[requests.CombineOrderRequest],
    ) -> Prepared[replies.PlacedOrder]: ...

    @overload
    def prepare(
        self,
        operation: Literal["place_v2_order"],
        /,
        *,
        access_token: Optional[str] = None,
        **request: Unpack[requests.V2OrderRequest],
    ) -> Prepared[replies.PlacedOrder]: ...

    @overload
    def prepare(
        self,
        operation: Literal["query_order"],
        /,
        **request: Unpack[requests.OrderId],
    ) -> Prepared[replies.Transaction]: ...

    @overload
    def prepare(
        self,
        operation: Literal["query_partner_order"],
        /,
        **request: Unpack[requests.PartnerOrderQuery],
    ) -> Prepared[replies.PartnerTransaction]: ...

    @overload
    def prepare(
        self,
        operation: Literal["query_combine_order"],
        /,
        **request: Unpack[requests.CombineOrderQuery],
    ) -> Prepared[replies.CombineTransaction]: ...

    @overload
    def prepare(
        self,
        operation: Literal["query_v2_order"],
        /,
        **request: Unpack[requests.V2OrderQuery],
    ) -> Prepared[replies.V2Transaction]: ...

    @overload
    def prepare(
        self,
        operation: Literal["close_order"],
        /,
        **request: Unpack[requests.CloseOrderRequest],
    ) -> Prepared[None]: ...

    @overload
    def prepare(
        self,
        operation: Literal["close_partner_order"],
        /,
        **request: Unpack[requests.ClosePartnerOrderRequest],
    ) -> Prepared[None]: ...

    @overload
    def prepare(
        self,
        operation: Literal["close_combine_order"],
        /,
        **request: Unpack[requests.CloseCombineOrderRequest],
    ) -> Prepared[None]: ...

    @overload
    def prepare(
        self,
        operation: Literal["close_v2_order"],
        /,
        **request: Unpack[requests.CloseV2OrderRequest],
    ) -> Prepared[None]: ...

    @overload
    def prepare(
        self,
        operation: Literal["refund"],
        /,
        **request: Unpack[requests.RefundRequest],
    ) -> Prepared[replies.Refund]: ...

    @overload
    def prepare(
        self,
        operation: Literal["query_refund"],
        /,
        **request: Unpack[requests.RefundQuery],
    ) -> Prepared[replies.Refund]: ...

    @overload
    def prepare(
        self,
        operation: Literal["abnormal_refund"],
        /,
        **request: Unpack[requests.AbnormalRefundRequest],
    ) -> Prepared[replies.Refund]: ...

    @overload
    def prepare(
        self,
        operation: Literal["v2_refund"],
        /,
        **request: Unpack[requests.V2RefundRequest],
    ) -> Prepared[replies.V2RefundAccepted]: ...

    @overload
    def prepare(
        self,
        operation: Literal["query_v2_refund"],
        /,
        **request: Unpack[requests.V2RefundQuery],
    ) -> Prepared[replies.V2Refunds]: ...

    @overload
    def prepare(
        self,
        operation: Literal["unfreeze_funds"],
        /,
        **request: Unpack[requests.UnfreezeRequest],
    ) -> Prepared[replies.ProfitSharing]: ...

    @overload
    def prepare(
        self,
        operation: Literal["query_profit_sharing"],
        /,
        **request: Unpack[requests.ProfitSharingQuery],
    ) -> Prepared[replies.ProfitSharing]: ...

    @overload
    def prepare(
        self,
        operation: Literal["request"],
        /,
        **request: Unpack[requests.ApiRequest],
    ) -> Prepared[replies.ApiReply]: ...

    @overload
    def prepare(
        self,
        operation: Literal["access_token"],
        /,
    ) -> Prepared[replies.FetchedToken]: ...

    @overload
    def prepare(
        self,
        operation: Literal["refresh_certificates"],
        /,
    ) -> Prepared[replies.PlatformCertificates]: ...

    @overload
    def prepare(
        self,
        operation: Literal["self_test"],
        /,
        **request: Unpack[requests.SelfTest],
    ) -> Prepared[replies.SelfTestReport]: ...

    @overload
    def prepare(
        self,
        operation: Literal["trade_bill"],
        /,
        **request: Unpack[requests.TradeBillRequest],
    ) -> Prepared[replies.BillLink]: ...

    @overload
    def prepare(
        self,
        operation: Literal["fund_flow_bill"],
        /,
        **request: Unpack[requests.FundFlowBillRequest],
    ) -> Prepared[replies.BillLink]: ...

    def prepare(
        self, operation: str, given: Any = None, /, *, access_token: Optional[str] = None, **request: Any
    ) -> Prepared[Any]:
        """Prepares an operation: the request to send, signed now, and the reader of its reply. To repeat, prepare again.

        Orders through QQ need the `access_token`. `trade_bill` and `fund_flow_bill` give the link of the file for `prepare_bill`;
        `access_token` must be sent from one place only, for each fetch makes the token before it invalid.

        ```python
        prepared = pay.prepare("query_order", out_trade_no="T20261123000001")
        reply = httpx.request(prepared.request.method, prepared.request.url, headers=prepared.request.headers)
        order = prepared.finish(reply.status_code, reply.headers, reply.content)
        ```

        Raises:
            InvalidInputError: naming the field; `UNKNOWN_OPERATION`.
        """
        return self._prepare(operation, one_of(given, request), access_token, _READERS.get(operation, read_nothing))

    @overload
    def prepare_bill(
        self,
        operation: Literal["trade_bill_file"],
        given: replies.BillLink,
        /,
    ) -> PreparedBill[replies.TradeBillRow, replies.FinishedTradeBillSummary]: ...

    @overload
    def prepare_bill(
        self,
        operation: Literal["fund_flow_bill_file"],
        given: replies.BillLink,
        /,
    ) -> PreparedBill[replies.FundFlowRow, replies.FinishedFundFlowSummary]: ...

    @overload
    def prepare_bill(
        self,
        operation: Literal["v2_trade_bill"],
        /,
        **request: Unpack[requests.V2TradeBillRequest],
    ) -> PreparedBill[replies.TradeBillRow, replies.FinishedTradeBillSummary]: ...

    def prepare_bill(self, operation: str, given: Any = None, /, **request: Any) -> PreparedBill[Any, Any]:
        """Prepares the download of a bill's file: of a link that a prepared `trade_bill` or `fund_flow_bill` gave, or over V2.

        A link dies within seconds.

        Raises:
            InvalidInputError: naming the field; `UNKNOWN_OPERATION`.
        """
        row, end = _BILL_READERS.get(operation, (read_nothing, read_nothing))
        return self._prepare_bill(operation, one_of(given, request), row, end)
