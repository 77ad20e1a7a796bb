# Written by `cargo xtask generate` from the models in Rust. Do not edit.
"""What comes back. The classes are frozen; their `repr` shows no secret and no payer."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, List, Optional, Tuple, Union

from .._compat import Literal
from .._errors import QqWxPayError
from .._record import Record, read_any, read_error, read_list

__all__ = [
    "AccessToken",
    "Acknowledgement",
    "ApiReply",
    "AttemptEvent",
    "BillLink",
    "Check",
    "CheckState",
    "ClientEvent",
    "AttemptClientEvent",
    "NotificationClientEvent",
    "FaultClientEvent",
    "CombinePayer",
    "CombineTransaction",
    "DecryptedText",
    "EncryptedText",
    "EventKind",
    "FaultEvent",
    "FaultKind",
    "FaultLevel",
    "FetchedToken",
    "FinishedFundFlowSummary",
    "FinishedTradeBillSummary",
    "FoundOrder",
    "DirectFoundOrder",
    "PartnerFoundOrder",
    "CombineFoundOrder",
    "V2FoundOrder",
    "FundDirection",
    "FundFlowRow",
    "FundFlowSummary",
    "Merchant",
    "MessageVersion",
    "NotPaid",
    "NotificationEvent",
    "OrderFamily",
    "OrderReference",
    "OrderStatus",
    "OtherEvent",
    "Outcome",
    "PaymentOutcome",
    "PartnerPaymentOutcome",
    "CombinePaymentOutcome",
    "V2PaymentOutcome",
    "RefundOutcome",
    "V2RefundOutcome",
    "NotPaidOutcome",
    "SecurityEchoOutcome",
    "OtherOutcome",
    "StaleOutcome",
    "UnsignedOutcome",
    "ProbeOutcome",
    "RefusedOutcome",
    "Paid",
    "PaidOrder",
    "PartnerPayer",
    "PartnerTransaction",
    "Payer",
    "PaymentState",
    "PlacedOrder",
    "Placement",
    "Placed",
    "ToConfirm",
    "PlatformCertificate",
    "PlatformCertificates",
    "ProfitSharing",
    "ProfitSharingReceiver",
    "ProfitSharingState",
    "PromotionDetail",
    "PromotionGoods",
    "Refund",
    "RefundAccount",
    "RefundAmount",
    "RefundEnd",
    "RefundEnded",
    "RefundNotice",
    "RefundNoticeAmount",
    "RefundPromotion",
    "RefundReference",
    "RefundStatus",
    "RefundedGoods",
    "RequestPayment",
    "SecurityEcho",
    "SelfTestReport",
    "ShopEvent",
    "PaidShopEvent",
    "RefundShopEvent",
    "NotPaidShopEvent",
    "OtherShopEvent",
    "StatusReason",
    "SubOrderTransaction",
    "SubOrderTransactionAmount",
    "TradeBillRow",
    "TradeBillSummary",
    "TradeState",
    "TradeType",
    "Transaction",
    "TransactionAmount",
    "TransactionScene",
    "UnconfirmedOrder",
    "Upstream",
    "V2Coupon",
    "V2Refund",
    "V2RefundAccepted",
    "V2RefundCoupon",
    "V2RefundNotice",
    "V2Refunds",
    "V2Transaction",
]


CheckState = Literal["holds", "fails", "not_tested"]
"""How an item of a report stands.
- `holds`: It works.
- `fails`: It does not work.
- `not_tested`: The test did not come so far, or was not asked to.
"""


EventKind = Literal["paid", "refund", "not_paid", "other"]
"""The events of a notification, each for a function of the shop.
- `paid`: An order is paid.
- `refund`: A refund has ended.
- `not_paid`: WeChat Pay says of an order that it is not paid.
- `other`: An event of another product.
"""


FaultKind = Literal["notification_refused", "notification_not_taken", "call_left_open", "inbox_failed", "token_store_failed", "token_store_degraded", "token_not_shared", "events_dropped", "sandbox_client"]
"""What happened.
- `notification_refused`: A notification was refused although nobody forged it: a key or setting of the shop is wrong.
- `notification_not_taken`: A notification was answered as failure: the shop's function failed, or there is none.
- `call_left_open`: A call was given up after its request was sent: what it asked for may have been done.
- `inbox_failed`: A place where handled notifications are noted does not work.
- `token_store_failed`: The token store or token provider did not do its work.
- `token_store_degraded`: The token store does not work, and another one is used meanwhile. It is reported once until it works again.
- `token_not_shared`: Other processes or machines fetch access tokens, too, and do not share them with this one.
- `events_dropped`: Events were dropped because the observer is too slow.
- `sandbox_client`: A client was made whose addresses are of a sandbox on this machine: no money moves. It is reported once for each client.
"""


FaultLevel = Literal["warning", "error"]
"""How serious a fault is.
- `warning`: Something to look at.
- `error`: Money may stay undelivered until it is corrected.
"""


FundDirection = Union[Literal["收入", "支出"], str]
"""Whether money came in or went out."""


MessageVersion = Literal["v2", "v3"]
"""Which of the two protocols a notification speaks, and therefore its answer.
- `v2`: XML.
- `v3`: JSON.
"""


OrderFamily = Literal["direct", "partner", "combine", "v2"]
"""How an order is asked for.
- `direct`: `query_order` finds it.
- `partner`: `query_partner_order` finds it.
- `combine`: `query_combine_order` finds it.
- `v2`: `query_v2_order` finds it.
"""


PaymentState = Literal["paid", "not_paid", "closed", "unknown"]
"""Where the money is, in the words that decide what to do.
- `paid`: The payer's money was taken: deliver, after comparing amount and number with your own order.
- `not_paid`: Not paid; the payer may still pay until the order is closed.
- `closed`: Closed without payment: it can never be paid any more.
- `unknown`: Not known: ask again later. Neither deliver nor take another order for the same goods.
"""


ProfitSharingState = Union[Literal["PROCESSING", "FINISHED"], str]
"""Where a sharing or an unfreezing stands."""


RefundEnd = Literal["success", "abnormal", "closed"]
"""How a refund ended.
- `success`: The money went back.
- `abnormal`: The payer's account cannot take the money: send it elsewhere with `abnormal_refund`, or by hand in the merchant console.
- `closed`: No money went back.
"""


RefundStatus = Union[Literal["SUCCESS", "CLOSED", "PROCESSING", "ABNORMAL"], str]
"""Where a refund stands. V2 calls the same states `REFUNDCLOSE` and `CHANGE`."""


StatusReason = Literal["answered", "not_found", "in_progress", "parts_differ", "no_answer"]
"""Why it is said.
- `answered`: WeChat Pay's verified answer says so.
- `not_found`: WeChat Pay does not know the order number, asked twice: it was never placed, so nobody can have paid it. It may be placed now, with the same number and the same values.
- `in_progress`: The payment is under way, or the state is a word that this version does not know.
- `parts_differ`: The parts of a combine order are in different states.
- `no_answer`: No usable answer: see `error`.
"""


TradeState = Union[Literal["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR", "ACCEPT"], str]
"""Where an order stands."""


TradeType = Union[Literal["MWEB", "JSAPI", "NATIVE", "APP", "MICROPAY", "FACEPAY"], str]
"""How an order was made. H5 orders are `MWEB`."""


Upstream = Literal["qq", "wechat_pay"]
"""The party at the other end of a call.
- `qq`: QQ: `getToken` and the payment proxy. It has no backup host.
- `wechat_pay`: WeChat Pay itself.
"""


class AccessToken(Record):
    """QQ's access token."""

    access_token: str
    """The token. Whoever has it can order in the name of the mini program: never log it."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "access_token",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "access_token",
    )


class Acknowledgement(Record):
    """An HTTP answer: send exactly this, within 5 seconds."""

    body: str
    """The exact body."""

    content_type: str
    """Value of the header `Content-Type`."""

    status: int
    """HTTP status."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "body",
        "content_type",
        "status",
    )


class ApiReply(Record):
    """What such an interface answered, verified."""

    body: str
    """The content, JSON text as a rule; empty with 204."""

    request_id: Optional[str] = None
    """WeChat Pay's `Request-ID`."""

    status: int
    """HTTP status, 2xx."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "body",
        "request_id",
        "status",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "body",
    )


class AttemptEvent(Record):
    """One request and what became of it. A call makes one or more; fetching the access token or certificates makes its own.
    """

    at_backup: bool
    """Whether it went to WeChat Pay's backup host."""

    attempt: int
    """The first attempt of a call is 1."""

    code: Optional[str] = None
    """The code of the trouble: `9030`, `SYSTEM_ERROR`, `TIMED_OUT`, ...; `CALL_ABANDONED` when it was given up.
    """

    elapsed_us: int
    """How long it took, in microseconds: sending, waiting, and verifying the reply; of a bill until its first bytes are read.
    """

    kind: Optional[Literal["invalid_input", "config", "key", "signature", "stale", "decrypt", "malformed", "mismatch", "api", "transport"]] = None
    """What kind of trouble it was; `None` when it succeeded."""

    operation: str
    """The operation in snake case, in every language: place_order, access_token, bill_file, ..."""

    repeats: bool
    """Whether another attempt follows."""

    request_id: Optional[str] = None
    """The number that the reply carries for the support of WeChat Pay."""

    status: Optional[int] = None
    """HTTP status of the reply; `None` when none arrived."""

    upstream: Upstream
    """Who was asked."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "at_backup",
        "attempt",
        "code",
        "elapsed_us",
        "kind",
        "operation",
        "repeats",
        "request_id",
        "status",
        "upstream",
    )


class BillLink(Record):
    """Where a bill can be downloaded once, and the digest of the file. Use it at once: it lives between 30
    seconds and 5 minutes.
    """

    download_url: str
    """The address. Its query is a key to the bill: never log it."""

    hash_type: str
    """`SHA1`."""

    hash_value: str
    """Digest of the uncompressed file, 40 hex digits."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "download_url",
        "hash_type",
        "hash_value",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "download_url",
    )


class Check(Record):
    """One item of a report."""

    error: Optional[QqWxPayError] = None
    """Why it does not hold, or why it could not be tested; its remedy says what to do."""

    state: CheckState
    """How it stands."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "error",
        "state",
    )


class CombinePayer(Record):
    """Who paid a combine order."""

    openid: Optional[str] = None
    """The payer's `openid` under the initiator's AppID."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "openid",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "openid",
    )


class CombineTransaction(Record):
    """A combine order and its payment. Each part has a state of its own."""

    combine_appid: Optional[str] = None
    """The initiator's WeChat AppID."""

    combine_mchid: str
    """The initiator's number."""

    combine_out_trade_no: str
    """Number of the whole."""

    combine_payer_info: Optional[CombinePayer] = None
    """Who paid."""

    combine_transaction_id: Optional[str] = None
    """WeChat Pay's number of the whole; only where WeChat Pay gives one."""

    raw: Optional[str] = None
    """The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `None` within a notification,
    which has its own.
    """

    scene_info: Optional[TransactionScene] = None
    """Where it was paid."""

    sub_orders: List[SubOrderTransaction]
    """The parts."""

    trade_scenario: Optional[str] = None
    """Where the order was paid, a word of WeChat Pay's."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "combine_appid",
        "combine_mchid",
        "combine_out_trade_no",
        "combine_payer_info",
        "combine_transaction_id",
        "raw",
        "scene_info",
        "sub_orders",
        "trade_scenario",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "combine_payer_info",
        "raw",
    )


class DecryptedText(Record):
    """A text that was encrypted for the merchant."""

    text: str
    """The text. It is personal data as a rule."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "text",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "text",
    )


class EncryptedText(Record):
    """An encrypted text, and the key that it was encrypted for."""

    ciphertext: str
    """The value of the field, in base64."""

    serial: str
    """Serial of the key. The request must name it in `Wechatpay-Serial`; all its fields are encrypted for the same key.
    """

    _fields: ClassVar[Tuple[str, ...]] = (
        "ciphertext",
        "serial",
    )


class FaultEvent(Record):
    """Something that the people who run the shop must hear of. It is in the log already, and reported at a bounded rate.
    """

    code: str
    """The code of the error, for example `DECRYPT_FAILED`."""

    level: FaultLevel
    """How serious it is."""

    message: str
    """One line for a log, in English: what happened, why, and the remedy. Nothing in it is secret."""

    number: Optional[str] = None
    """The number of the order or refund that it is about."""

    operation: Optional[str] = None
    """The operation during which it happened, in snake case."""

    suppressed: int
    """How many of the same kind and code were not reported before this one."""

    what: FaultKind
    """What happened."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "code",
        "level",
        "message",
        "number",
        "operation",
        "suppressed",
        "what",
    )


class FetchedToken(Record):
    """A token as `getToken` gave it."""

    access_token: str
    """The token. Whoever has it can order in the name of the mini program: never log it."""

    lifetime_seconds: int
    """Seconds it lives from now: 7200 at present, never more than 7 days."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "access_token",
        "lifetime_seconds",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "access_token",
    )


class FinishedFundFlowSummary(Record):
    """A bill that was read to its end."""

    bytes: int
    """Size of the uncompressed file in bytes."""

    rows: int
    """How many rows were read."""

    summary: FundFlowSummary
    """The totals at the end of the bill."""

    verified: bool
    """Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
    for the rows. A digest that does not fit is an error, never a result.
    """

    _fields: ClassVar[Tuple[str, ...]] = (
        "bytes",
        "rows",
        "summary",
        "verified",
    )


class FinishedTradeBillSummary(Record):
    """A bill that was read to its end."""

    bytes: int
    """Size of the uncompressed file in bytes."""

    rows: int
    """How many rows were read."""

    summary: TradeBillSummary
    """The totals at the end of the bill."""

    verified: bool
    """Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
    for the rows. A digest that does not fit is an error, never a result.
    """

    _fields: ClassVar[Tuple[str, ...]] = (
        "bytes",
        "rows",
        "summary",
        "verified",
    )


class FundFlowRow(Record):
    """A row of a fund flow bill. A column that the bill does not have, or leaves empty, is `None`."""

    amount: Optional[int] = None
    """收支金额(元): how much, fen, never negative: `direction` tells the sign."""

    applicant: Optional[str] = None
    """资金变更提交申请人: who asked for it."""

    balance: Optional[int] = None
    """账户结余(元): what the account held afterwards, fen."""

    booking_time: Optional[str] = None
    """记账时间: when it was booked, `yyyy-MM-dd HH:mm:ss` in Beijing time."""

    business_name: Optional[str] = None
    """业务名称: name of the business."""

    business_type: Optional[str] = None
    """业务类型: kind of the business."""

    direction: Optional[FundDirection] = None
    """收支类型: in or out."""

    flow_id: Optional[str] = None
    """资金流水单号: number of the movement."""

    note: Optional[str] = None
    """备注: note; may hold commas and quotes."""

    other: Dict[str, str]
    """Columns that this version does not know, by their name in the bill."""

    transaction_id: Optional[str] = None
    """微信支付业务单号: WeChat Pay's number of the order, refund, withdrawal, ..."""

    voucher_id: Optional[str] = None
    """业务凭证号: the merchant's order or refund number, or another voucher."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "amount",
        "applicant",
        "balance",
        "booking_time",
        "business_name",
        "business_type",
        "direction",
        "flow_id",
        "note",
        "other",
        "transaction_id",
        "voucher_id",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "other",
    )


class FundFlowSummary(Record):
    """The totals at the end of a fund flow bill. A column that the bill does not have is `None`."""

    count: Optional[int] = None
    """资金流水总笔数: number of movements."""

    expense_amount: Optional[int] = None
    """支出金额: sum of what went out, fen."""

    expense_count: Optional[int] = None
    """支出笔数: how many went out."""

    income_amount: Optional[int] = None
    """收入金额: sum of what came in, fen."""

    income_count: Optional[int] = None
    """收入笔数: how many came in."""

    other: Dict[str, str]
    """Columns that this version does not know, by their name in the bill."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "count",
        "expense_amount",
        "expense_count",
        "income_amount",
        "income_count",
        "other",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "other",
    )


class Merchant(Record):
    """Who the merchant is."""

    mchid: str
    """Merchant number."""

    qq_appid: Optional[str] = None
    """AppID of the QQ mini program, when one is configured."""

    sandbox: bool
    """Whether all addresses lead to a sandbox on this machine: then no money moves."""

    wechat_appid: str
    """WeChat AppID."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "mchid",
        "qq_appid",
        "sandbox",
        "wechat_appid",
    )


class NotPaid(Record):
    """An order of which WeChat Pay says that it is not paid."""

    id: Optional[str] = None
    """WeChat Pay's number of the notification (V3)."""

    order: OrderReference
    """The order."""

    repeat: bool
    """Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    cannot rule it out.
    """

    state: TradeState
    """Its state, or the first state of a part that is not paid."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "id",
        "order",
        "repeat",
        "state",
    )


class NotificationEvent(Record):
    """A notification that was read."""

    code: Optional[str] = None
    """Why it is not to be believed; `None` when it is."""

    outcome: str
    """What it turned out to be: `payment`, `refund`, `refused`, ..."""

    repeat: bool
    """Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox knows of one.
    """

    _fields: ClassVar[Tuple[str, ...]] = (
        "code",
        "outcome",
        "repeat",
    )


class OrderReference(Record):
    """An order that a message names, enough to query it."""

    family: OrderFamily
    """How it is asked for."""

    out_trade_no: str
    """The merchant's order number (of a combine order `combine_out_trade_no`)."""

    sub_mchid: Optional[str] = None
    """The sub merchant's number, in partner use."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "family",
        "out_trade_no",
        "sub_mchid",
    )


class OrderStatus(Record):
    """What became of an order, and why that is said."""

    error: Optional[QqWxPayError] = None
    """What stood in the way; there when the reason is `no_answer` or `not_found`, or when closing failed."""

    found: Optional[FoundOrder] = None
    """The order as WeChat Pay told it, when it told it."""

    order: OrderReference
    """The order."""

    reason: StatusReason
    """Why it is said."""

    state: PaymentState
    """Where the money is."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "error",
        "found",
        "order",
        "reason",
        "state",
    )


class OtherEvent(Record):
    """A verified event that this library has no model for."""

    event_type: str
    """For example `PAYSCORE.USER_OPEN_SERVICE`."""

    original_type: str
    """For example `payscore`."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "event_type",
        "original_type",
    )


class Paid(Record):
    """An order that is paid, of whichever family. Compare number and total with your own order before you deliver.
    """

    family: OrderFamily
    """How the order was placed."""

    id: Optional[str] = None
    """WeChat Pay's number of the notification (V3)."""

    orders: List[PaidOrder]
    """The order, or the parts of a combine order."""

    out_trade_no: str
    """The number to look your order up with (of a combine order its `combine_out_trade_no`)."""

    refunded: bool
    """Whether it was refunded since, in part or whole."""

    repeat: bool
    """Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    cannot rule it out. That call may have failed: do the work again, idempotently.
    """

    total: int
    """What was to be paid, in fen (of a combine order the sum of its parts)."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "family",
        "id",
        "orders",
        "out_trade_no",
        "refunded",
        "repeat",
        "total",
    )


class PaidOrder(Record):
    """One paid order."""

    attach: Optional[str] = None
    """What the order carried."""

    mchid: str
    """The merchant that gets the money: of a service provider's order the sub merchant."""

    out_trade_no: str
    """The merchant's order number."""

    success_time: Optional[str] = None
    """When it was paid: RFC 3339, in V2 `yyyyMMddHHmmss` in Beijing time."""

    total: int
    """What was to be paid, in fen."""

    transaction_id: str
    """WeChat Pay's number of the payment."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "attach",
        "mchid",
        "out_trade_no",
        "success_time",
        "total",
        "transaction_id",
    )


class PartnerPayer(Record):
    """Who paid a sub merchant."""

    sp_openid: Optional[str] = None
    """The payer's `openid` under the service provider's AppID."""

    sub_openid: Optional[str] = None
    """The payer's `openid` under the sub merchant's AppID."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "sp_openid",
        "sub_openid",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "sp_openid",
        "sub_openid",
    )


class PartnerTransaction(Record):
    """An order of a sub merchant and its payment."""

    amount: Optional[TransactionAmount] = None
    """How much."""

    attach: Optional[str] = None
    """What the order carried."""

    bank_type: Optional[str] = None
    """Bank."""

    out_trade_no: str
    """The merchant's order number."""

    payer: Optional[PartnerPayer] = None
    """Who paid."""

    promotion_detail: List[PromotionDetail]
    """Discounts."""

    raw: Optional[str] = None
    """The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `None` within a notification,
    which has its own.
    """

    scene_info: Optional[TransactionScene] = None
    """Where."""

    sp_appid: Optional[str] = None
    """The service provider's WeChat AppID."""

    sp_mchid: str
    """The service provider's number."""

    sub_appid: Optional[str] = None
    """The sub merchant's WeChat AppID."""

    sub_mchid: str
    """The sub merchant's number."""

    success_time: Optional[str] = None
    """When it was paid, RFC 3339."""

    trade_state: TradeState
    """Where the order stands."""

    trade_state_desc: Optional[str] = None
    """The same in words."""

    trade_type: Optional[TradeType] = None
    """How the order was made."""

    transaction_id: Optional[str] = None
    """WeChat Pay's order number; only when paid."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "amount",
        "attach",
        "bank_type",
        "out_trade_no",
        "payer",
        "promotion_detail",
        "raw",
        "scene_info",
        "sp_appid",
        "sp_mchid",
        "sub_appid",
        "sub_mchid",
        "success_time",
        "trade_state",
        "trade_state_desc",
        "trade_type",
        "transaction_id",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "payer",
        "raw",
    )


class Payer(Record):
    """Who paid."""

    openid: Optional[str] = None
    """The payer's `openid` under the order's AppID."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "openid",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "openid",
    )


class PlacedOrder(Record):
    """An order that can be paid now. Nothing in it proves a payment: only a notification and a query do."""

    expires_at: int
    """Unix seconds after which the link is dead; placing the identical order again gives a fresh one."""

    h5_url: str
    """The link that opens WeChat Pay."""

    out_trade_no: str
    """The merchant's number of the order (of a combine order: `combine_out_trade_no`)."""

    prepay_id: Optional[str] = None
    """WeChat Pay's number of the prepared payment, V2 only; lives 2 hours."""

    request_id: Optional[str] = None
    """WeChat Pay's `Request-ID`, when it arrived."""

    request_payment: Optional[RequestPayment] = None
    """The arguments of `qq.requestWxPayment`; `None` for an order that went straight to WeChat Pay without a configured
    `referer`; an order through QQ is refused without it.
    """

    verified: bool
    """Whether the reply carried WeChat Pay's signature and it was right. `false` means that only TLS vouches for it.
    """

    _fields: ClassVar[Tuple[str, ...]] = (
        "expires_at",
        "h5_url",
        "out_trade_no",
        "prepay_id",
        "request_id",
        "request_payment",
        "verified",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "h5_url",
    )


class PlatformCertificate(Record):
    """One platform certificate."""

    not_after: int
    """The last moment of its validity, in Unix seconds."""

    not_before: int
    """The first moment of its validity, in Unix seconds."""

    pem: str
    """The certificate itself, to be kept in the setting `platform_certificates` if you like."""

    serial_no: str
    """Its serial, in upper-case hex."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "not_after",
        "not_before",
        "pem",
        "serial_no",
    )


class PlatformCertificates(Record):
    """A verified list of platform certificates. The client has taken it already; in Rust, without the client, give it to `adopt`.
    """

    certificates: List[PlatformCertificate]
    """Those that are valid now, at least one."""

    mchid: str
    """The merchant that the list was made for."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "certificates",
        "mchid",
    )


class ProfitSharing(Record):
    """What becomes of the money of an order that was placed with `settle_info.profit_sharing`."""

    order_id: str
    """WeChat Pay's number."""

    out_order_no: str
    """The merchant's number."""

    raw: Optional[str] = None
    """The verified reply in full, JSON, also what has no field here; it holds the identity of receivers."""

    receivers: List[ProfitSharingReceiver]
    """Who gets how much."""

    state: ProfitSharingState
    """Where it stands as a whole."""

    sub_mchid: Optional[str] = None
    """Number of the sub merchant, for service providers."""

    transaction_id: str
    """WeChat Pay's number of the order."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "order_id",
        "out_order_no",
        "raw",
        "receivers",
        "state",
        "sub_mchid",
        "transaction_id",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "raw",
    )


class ProfitSharingReceiver(Record):
    """Somebody who gets a part; with an unfreezing the merchant itself."""

    account: Optional[str] = None
    """Merchant number or openid."""

    amount: Optional[int] = None
    """Fen."""

    create_time: Optional[str] = None
    """When it began, RFC 3339."""

    description: Optional[str] = None
    """Why."""

    detail_id: Optional[str] = None
    """WeChat Pay's number of this part."""

    fail_reason: Optional[str] = None
    """Why it was closed, a word of WeChat Pay: `ACCOUNT_ABNORMAL`, `NO_RELATION`, ..."""

    finish_time: Optional[str] = None
    """When it ended, RFC 3339."""

    result: Optional[str] = None
    """`PENDING`, `SUCCESS` or `CLOSED`."""

    type: Optional[str] = None
    """`MERCHANT_ID` or `PERSONAL_OPENID`."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "account",
        "amount",
        "create_time",
        "description",
        "detail_id",
        "fail_reason",
        "finish_time",
        "result",
        "type",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "account",
    )


class PromotionDetail(Record):
    """One discount."""

    amount: Optional[int] = None
    """Discount, fen."""

    coupon_id: Optional[str] = None
    """Number of the coupon."""

    currency: Optional[str] = None
    """`CNY`."""

    goods_detail: List[PromotionGoods]
    """Goods that it was for."""

    merchant_contribute: Optional[int] = None
    """Part that the merchant gave, fen."""

    name: Optional[str] = None
    """Its name."""

    other_contribute: Optional[int] = None
    """Part that others gave, fen."""

    scope: Optional[str] = None
    """`GLOBAL` or `SINGLE`."""

    stock_id: Optional[str] = None
    """Number of the stock."""

    type: Optional[str] = None
    """`CASH` or `NOCASH`."""

    wechatpay_contribute: Optional[int] = None
    """Part that WeChat Pay gave, fen."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "amount",
        "coupon_id",
        "currency",
        "goods_detail",
        "merchant_contribute",
        "name",
        "other_contribute",
        "scope",
        "stock_id",
        "type",
        "wechatpay_contribute",
    )


class PromotionGoods(Record):
    """Goods that a discount was for."""

    discount_amount: Optional[int] = None
    """Discount, fen."""

    goods_id: Optional[str] = None
    """Number of the goods."""

    goods_remark: Optional[str] = None
    """Remark."""

    quantity: Optional[int] = None
    """How many."""

    unit_price: Optional[int] = None
    """Price of one, fen."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "discount_amount",
        "goods_id",
        "goods_remark",
        "quantity",
        "unit_price",
    )


class Refund(Record):
    """A refund. That it was accepted does not mean that the money went back: look at `status`."""

    amount: RefundAmount
    """How much."""

    channel: Optional[str] = None
    """Where the money goes: `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`."""

    create_time: Optional[str] = None
    """When the refund was taken, RFC 3339."""

    funds_account: Optional[str] = None
    """The account that the money is taken from."""

    out_refund_no: str
    """The merchant's number of the refund."""

    out_trade_no: str
    """The merchant's number of the order."""

    promotion_detail: List[RefundPromotion]
    """Discounts that go back."""

    raw: Optional[str] = None
    """The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `None` within a notification,
    which has its own.
    """

    refund_id: str
    """WeChat Pay's number of the refund."""

    status: RefundStatus
    """Where the refund stands."""

    success_time: Optional[str] = None
    """When the money went back, RFC 3339; only on success."""

    transaction_id: str
    """WeChat Pay's number of the order."""

    user_received_account: Optional[str] = None
    """Where the money went, in words."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "amount",
        "channel",
        "create_time",
        "funds_account",
        "out_refund_no",
        "out_trade_no",
        "promotion_detail",
        "raw",
        "refund_id",
        "status",
        "success_time",
        "transaction_id",
        "user_received_account",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "raw",
        "user_received_account",
    )


class RefundAccount(Record):
    """An account that a refund is taken from."""

    account: Optional[str] = None
    """`AVAILABLE` or `UNAVAILABLE`."""

    amount: Optional[int] = None
    """Fen."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "account",
        "amount",
    )


class RefundAmount(Record):
    """Amounts of a refund, in fen."""

    currency: Optional[str] = None
    """`CNY`."""

    discount_refund: Optional[int] = None
    """What goes back of discounts."""

    from_: List[RefundAccount]
    """The accounts that it is taken from."""

    payer_refund: Optional[int] = None
    """What the payer gets back."""

    payer_total: Optional[int] = None
    """What the payer had paid."""

    refund: int
    """This refund."""

    refund_fee: Optional[int] = None
    """Fee that goes back."""

    settlement_refund: Optional[int] = None
    """The refund without coupons that are not settled."""

    settlement_total: Optional[int] = None
    """The order without coupons that are not settled."""

    total: int
    """What the order cost."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "currency",
        "discount_refund",
        "from",
        "payer_refund",
        "payer_total",
        "refund",
        "refund_fee",
        "settlement_refund",
        "settlement_total",
        "total",
    )


class RefundEnded(Record):
    """A refund that has ended, made over V3, V2 or in the merchant console."""

    id: Optional[str] = None
    """WeChat Pay's number of the notification (V3)."""

    out_refund_no: str
    """The merchant's number of the refund."""

    out_trade_no: str
    """The merchant's number of the order."""

    refund: int
    """This refund, in fen."""

    refund_id: str
    """WeChat Pay's number of the refund."""

    repeat: bool
    """Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    cannot rule it out.
    """

    status: RefundEnd
    """How it ended."""

    sub_mchid: Optional[str] = None
    """The sub merchant's number, in partner use."""

    success_time: Optional[str] = None
    """When the money went back: RFC 3339, in V2 `yyyy-MM-dd HH:mm:ss` in Beijing time; only on success."""

    total: Optional[int] = None
    """The order's amount, in fen; V2 may leave it out."""

    transaction_id: str
    """WeChat Pay's number of the payment."""

    version: MessageVersion
    """Which protocol told it."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "id",
        "out_refund_no",
        "out_trade_no",
        "refund",
        "refund_id",
        "repeat",
        "status",
        "sub_mchid",
        "success_time",
        "total",
        "transaction_id",
        "version",
    )


class RefundNotice(Record):
    """The end of a refund."""

    amount: RefundNoticeAmount
    """How much."""

    mchid: Optional[str] = None
    """Merchant number of a direct merchant."""

    out_refund_no: str
    """The merchant's number of the refund."""

    out_trade_no: str
    """The merchant's number of the order."""

    refund_id: str
    """WeChat Pay's number of the refund."""

    refund_status: RefundStatus
    """How it ended."""

    sp_mchid: Optional[str] = None
    """Service provider's number, in partner use."""

    sub_mchid: Optional[str] = None
    """Sub merchant's number, in partner use."""

    success_time: Optional[str] = None
    """When the money went back, RFC 3339; only on success."""

    transaction_id: str
    """WeChat Pay's number of the order."""

    user_received_account: Optional[str] = None
    """Where the money went."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "amount",
        "mchid",
        "out_refund_no",
        "out_trade_no",
        "refund_id",
        "refund_status",
        "sp_mchid",
        "sub_mchid",
        "success_time",
        "transaction_id",
        "user_received_account",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "user_received_account",
    )


class RefundNoticeAmount(Record):
    """Amounts of a refund, in fen."""

    payer_refund: Optional[int] = None
    """What the payer gets back."""

    payer_total: Optional[int] = None
    """What the payer had paid."""

    refund: int
    """This refund."""

    total: int
    """The order's amount."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "payer_refund",
        "payer_total",
        "refund",
        "total",
    )


class RefundPromotion(Record):
    """A discount that goes back."""

    amount: Optional[int] = None
    """The discount, fen."""

    goods_detail: List[RefundedGoods]
    """Goods that it was for."""

    promotion_id: Optional[str] = None
    """Number of the coupon."""

    refund_amount: Optional[int] = None
    """What goes back of it, fen."""

    scope: Optional[str] = None
    """`GLOBAL` or `SINGLE`."""

    type: Optional[str] = None
    """`COUPON` or `DISCOUNT`; older: `CASH` or `NOCASH`."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "amount",
        "goods_detail",
        "promotion_id",
        "refund_amount",
        "scope",
        "type",
    )


class RefundReference(Record):
    """A refund that a message names, enough to query it."""

    out_refund_no: str
    """The merchant's number of the refund."""

    out_trade_no: str
    """The merchant's number of the order."""

    sub_mchid: Optional[str] = None
    """The sub merchant's number, in partner use."""

    version: MessageVersion
    """`v3`: ask `query_refund`; `v2`: `query_v2_refund`."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "out_refund_no",
        "out_trade_no",
        "sub_mchid",
        "version",
    )


class RefundedGoods(Record):
    """Goods that came back."""

    goods_name: Optional[str] = None
    """Name."""

    merchant_goods_id: Optional[str] = None
    """The merchant's number of the goods."""

    refund_amount: Optional[int] = None
    """What goes back for them, fen."""

    refund_quantity: Optional[int] = None
    """How many came back."""

    unit_price: Optional[int] = None
    """Price of one, fen."""

    wechatpay_goods_id: Optional[str] = None
    """WeChat Pay's number of the goods."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "goods_name",
        "merchant_goods_id",
        "refund_amount",
        "refund_quantity",
        "unit_price",
        "wechatpay_goods_id",
    )


class RequestPayment(Record):
    """The arguments of `qq.requestWxPayment`: hand them to the mini program as they are."""

    referer: str
    """The domain that is authorised for H5 payment, with its scheme."""

    url: str
    """The link."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "referer",
        "url",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "url",
    )


class SecurityEcho(Record):
    """A verified callback of a self test: the way from WeChat Pay to this address works. No money is involved.
    """

    decrypted_echo_message: Optional[str] = None
    """The encrypted text, opened with the merchant's private key; `None` when there is none or it does not open.
    """

    echo_message: str
    """The text of the test, as `echo_message`."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "decrypted_echo_message",
        "echo_message",
    )


class SelfTestReport(Record):
    """The report of a self test: one item for each thing that must work."""

    api_v3_key: Check
    """The APIv3 key opens what WeChat Pay encrypts. Tried on the platform certificates, and on the callback; not tested where
    there is neither: then a wrong key shows only when the first notification comes.
    """

    callback: Check
    """The callback reached this client, with a right signature, and opened with the APIv3 key."""

    clock: Check
    """This machine's clock is near enough to WeChat Pay's."""

    clock_skew_seconds: Optional[int] = None
    """How far this machine's clock is ahead of WeChat Pay's, in seconds; negative when it is behind.

    From the reply's signed time; when the signature is refused for the clock, from its unsigned `Date` header.
    """

    echo_message: str
    """The text that was sent; the callback repeats it."""

    encryption: Check
    """WeChat Pay opens what we encrypt, and we open what it encrypts."""

    qq_app_secret: Check
    """QQ gives an access token for the AppID and the AppSecret. Not tested when none was fetched by this client: a new one ends
    the one that other processes use.
    """

    request_id: Optional[str] = None
    """WeChat Pay's `Request-ID`: its support asks for it."""

    signature: Check
    """WeChat Pay accepts our signature: merchant number, private key and serial belong together."""

    verification: Check
    """We accept WeChat Pay's signature: public key or platform certificate are right."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "api_v3_key",
        "callback",
        "clock",
        "clock_skew_seconds",
        "echo_message",
        "encryption",
        "qq_app_secret",
        "request_id",
        "signature",
        "verification",
    )


class SubOrderTransaction(Record):
    """One part of a combine order and its payment."""

    amount: Optional[SubOrderTransactionAmount] = None
    """How much."""

    attach: Optional[str] = None
    """What this part carried."""

    bank_type: Optional[str] = None
    """Bank."""

    mchid: str
    """Merchant number of this part."""

    out_trade_no: str
    """Number of this part."""

    promotion_detail: List[PromotionDetail]
    """Discounts."""

    sub_appid: Optional[str] = None
    """The sub merchant's WeChat AppID."""

    sub_mchid: Optional[str] = None
    """The sub merchant's number."""

    sub_openid: Optional[str] = None
    """The payer's `openid` under the sub merchant's AppID."""

    success_time: Optional[str] = None
    """When it was paid, RFC 3339."""

    trade_state: TradeState
    """Where this part stands."""

    trade_type: Optional[TradeType] = None
    """How the order was made."""

    transaction_id: Optional[str] = None
    """WeChat Pay's number of this part; only when paid."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "amount",
        "attach",
        "bank_type",
        "mchid",
        "out_trade_no",
        "promotion_detail",
        "sub_appid",
        "sub_mchid",
        "sub_openid",
        "success_time",
        "trade_state",
        "trade_type",
        "transaction_id",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "sub_openid",
    )


class SubOrderTransactionAmount(Record):
    """How much of a part was ordered and paid, in fen."""

    currency: Optional[str] = None
    """`CNY`."""

    payer_amount: Optional[int] = None
    """What the payer paid after discounts."""

    payer_currency: Optional[str] = None
    """Currency that the payer paid in."""

    settlement_rate: Optional[int] = None
    """Exchange rate, times 100,000,000."""

    total_amount: Optional[int] = None
    """The part's amount."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "currency",
        "payer_amount",
        "payer_currency",
        "settlement_rate",
        "total_amount",
    )


class TradeBillRow(Record):
    """A row of a trade bill. A column that the bill does not have, or leaves empty, is `None`."""

    appid: Optional[str] = None
    """公众账号ID: WeChat AppID."""

    attach: Optional[str] = None
    """商户数据包: what the order carried."""

    bank_type: Optional[str] = None
    """付款银行: bank."""

    coupon_amount: Optional[int] = None
    """代金券金额, older 代金券或立减优惠金额 or 企业红包金额: coupons, fen."""

    coupon_refund_amount: Optional[int] = None
    """充值券退款金额, older 代金券或立减优惠退款金额 or 企业红包退款金额: coupons that went back, fen."""

    currency: Optional[str] = None
    """货币种类: `CNY`."""

    description: Optional[str] = None
    """商品名称: the order's description."""

    device_id: Optional[str] = None
    """设备号: device."""

    fee: Optional[int] = None
    """手续费: fee, fen; negative where it is given back."""

    fee_rate: Optional[str] = None
    """费率: rate of the fee as text, `0.60%`."""

    fee_rate_note: Optional[str] = None
    """费率备注: note on the rate."""

    mchid: Optional[str] = None
    """商户号: merchant number."""

    openid: Optional[str] = None
    """用户标识: the payer's `openid`."""

    order_amount: Optional[int] = None
    """订单金额: the order's whole amount, fen. Older bills do not have it."""

    other: Dict[str, str]
    """Columns that this version does not know, by their name in the bill."""

    out_refund_no: Optional[str] = None
    """商户退款单号: the merchant's refund number; the bill's `0` is `None`."""

    out_trade_no: Optional[str] = None
    """商户订单号: the merchant's order number."""

    refund_amount: Optional[int] = None
    """退款金额: what went back to the payer, fen."""

    refund_id: Optional[str] = None
    """微信退款单号: WeChat Pay's refund number; the bill's `0` is `None`."""

    refund_request_time: Optional[str] = None
    """退款申请时间: when the refund was asked for; bills of refunds only."""

    refund_status: Optional[RefundStatus] = None
    """退款状态. Bills also know `FAIL`, which no query and no notification has."""

    refund_success_time: Optional[str] = None
    """退款成功时间: when the money went back; bills of refunds only."""

    refund_type: Optional[str] = None
    """退款类型: `ORIGINAL` and others."""

    requested_refund_amount: Optional[int] = None
    """申请退款金额: the refund that was asked for, fen. Older bills do not have it."""

    settlement_amount: Optional[int] = None
    """应结订单金额, older 总金额: the order less coupons that are not settled, fen. On a refund 0."""

    sub_mchid: Optional[str] = None
    """特约商户号, older 子商户号: sub merchant; the bill's `0` is `None`."""

    trade_state: Optional[TradeState] = None
    """交易状态: `SUCCESS` on a payment, `REFUND` on a refund, `REVOKED`."""

    trade_time: Optional[str] = None
    """交易时间: when, `yyyy-MM-dd HH:mm:ss` in Beijing time."""

    trade_type: Optional[TradeType] = None
    """交易类型: how the order was made."""

    transaction_id: Optional[str] = None
    """微信订单号: WeChat Pay's order number."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "appid",
        "attach",
        "bank_type",
        "coupon_amount",
        "coupon_refund_amount",
        "currency",
        "description",
        "device_id",
        "fee",
        "fee_rate",
        "fee_rate_note",
        "mchid",
        "openid",
        "order_amount",
        "other",
        "out_refund_no",
        "out_trade_no",
        "refund_amount",
        "refund_id",
        "refund_request_time",
        "refund_status",
        "refund_success_time",
        "refund_type",
        "requested_refund_amount",
        "settlement_amount",
        "sub_mchid",
        "trade_state",
        "trade_time",
        "trade_type",
        "transaction_id",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "openid",
        "other",
    )


class TradeBillSummary(Record):
    """The totals at the end of a trade bill. A column that the bill does not have is `None`."""

    count: Optional[int] = None
    """总交易单数: number of transactions."""

    coupon_refund_amount: Optional[int] = None
    """充值券退款总金额, older 总代金券或立减优惠退款金额 or 总企业红包退款金额: sum of `coupon_refund_amount`, fen."""

    fee: Optional[int] = None
    """手续费总金额: sum of `fee`, fen; may be negative."""

    order_amount: Optional[int] = None
    """订单总金额: sum of `order_amount`, fen."""

    other: Dict[str, str]
    """Columns that this version does not know, by their name in the bill."""

    refund_amount: Optional[int] = None
    """退款总金额, older 总退款金额: sum of `refund_amount`, fen."""

    requested_refund_amount: Optional[int] = None
    """申请退款总金额: sum of `requested_refund_amount`, fen."""

    settlement_amount: Optional[int] = None
    """应结订单总金额, older 总交易额: sum of `settlement_amount`, fen."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "count",
        "coupon_refund_amount",
        "fee",
        "order_amount",
        "other",
        "refund_amount",
        "requested_refund_amount",
        "settlement_amount",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "other",
    )


class Transaction(Record):
    """An order and its payment. While it is not paid, most fields are absent."""

    amount: Optional[TransactionAmount] = None
    """How much."""

    appid: Optional[str] = None
    """WeChat AppID."""

    attach: Optional[str] = None
    """What the order carried."""

    bank_type: Optional[str] = None
    """Bank, for example `CMB_DEBIT` or `OTHERS`."""

    mchid: str
    """Merchant number."""

    out_trade_no: str
    """The merchant's order number."""

    payer: Optional[Payer] = None
    """Who paid."""

    promotion_detail: List[PromotionDetail]
    """Discounts."""

    raw: Optional[str] = None
    """The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `None` within a notification,
    which has its own.
    """

    scene_info: Optional[TransactionScene] = None
    """Where."""

    success_time: Optional[str] = None
    """When it was paid, RFC 3339."""

    trade_state: TradeState
    """Where the order stands."""

    trade_state_desc: Optional[str] = None
    """The same in words."""

    trade_type: Optional[TradeType] = None
    """How the order was made."""

    transaction_id: Optional[str] = None
    """WeChat Pay's order number; only when paid."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "amount",
        "appid",
        "attach",
        "bank_type",
        "mchid",
        "out_trade_no",
        "payer",
        "promotion_detail",
        "raw",
        "scene_info",
        "success_time",
        "trade_state",
        "trade_state_desc",
        "trade_type",
        "transaction_id",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "payer",
        "raw",
    )


class TransactionAmount(Record):
    """How much was ordered and paid, in fen."""

    currency: Optional[str] = None
    """`CNY`."""

    payer_currency: Optional[str] = None
    """Currency that the payer paid in."""

    payer_total: Optional[int] = None
    """What the payer paid after discounts."""

    total: Optional[int] = None
    """The order's amount."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "currency",
        "payer_currency",
        "payer_total",
        "total",
    )


class TransactionScene(Record):
    """Where it was paid."""

    device_id: Optional[str] = None
    """Device number."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "device_id",
    )


class UnconfirmedOrder(Record):
    """An order of which it is not known whether it exists."""

    error: QqWxPayError
    """What happened; its advice is always `confirm_first`."""

    order: OrderReference
    """The order, as `confirm_order` and `close_if_unpaid` take it."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "error",
        "order",
    )


class V2Coupon(Record):
    """One coupon of a payment."""

    coupon_fee: Optional[int] = None
    """Its value, fen."""

    coupon_id: Optional[str] = None
    """Number of the coupon."""

    coupon_type: Optional[str] = None
    """`CASH` or `NO_CASH`."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "coupon_fee",
        "coupon_id",
        "coupon_type",
    )


class V2Refund(Record):
    """One refund."""

    coupon_refund_fee: Optional[int] = None
    """What went back in coupons, fen."""

    coupons: List[V2RefundCoupon]
    """The coupons that went back."""

    out_refund_no: str
    """The merchant's number of the refund."""

    refund_account: Optional[str] = None
    """The account that it was taken from."""

    refund_channel: Optional[str] = None
    """`ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`."""

    refund_fee: int
    """This refund, fen."""

    refund_id: str
    """WeChat Pay's number of the refund."""

    refund_recv_accout: Optional[str] = None
    """Where the money went (the wire spells it with one `n` less)."""

    refund_status: RefundStatus
    """Where the refund stands."""

    refund_success_time: Optional[str] = None
    """When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time."""

    settlement_refund_fee: Optional[int] = None
    """The same without coupons that are not settled, fen."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "coupon_refund_fee",
        "coupons",
        "out_refund_no",
        "refund_account",
        "refund_channel",
        "refund_fee",
        "refund_id",
        "refund_recv_accout",
        "refund_status",
        "refund_success_time",
        "settlement_refund_fee",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "refund_recv_accout",
    )


class V2RefundAccepted(Record):
    """A V2 refund that was taken. The money has not gone back yet: ask with a refund query."""

    cash_fee: Optional[int] = None
    """What the payer paid in cash, fen."""

    cash_refund_fee: Optional[int] = None
    """What goes back in cash, fen."""

    coupon_refund_fee: Optional[int] = None
    """What goes back in coupons, fen."""

    coupons: List[V2RefundCoupon]
    """The coupons that go back."""

    fee_type: Optional[str] = None
    """`CNY`."""

    out_refund_no: str
    """The merchant's number of the refund."""

    out_trade_no: str
    """The merchant's number of the order."""

    raw: Optional[str] = None
    """The verified reply in full, XML, also what has no field here; it holds the payer's identity. `None` within a notification,
    which has its own.
    """

    refund_fee: int
    """This refund, fen."""

    refund_id: str
    """WeChat Pay's number of the refund."""

    settlement_refund_fee: Optional[int] = None
    """The same without coupons that are not settled, fen."""

    settlement_total_fee: Optional[int] = None
    """The same without coupons that are not settled, fen."""

    total_fee: Optional[int] = None
    """The order's amount, fen. Replies may leave it out."""

    transaction_id: str
    """WeChat Pay's number of the order."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "cash_fee",
        "cash_refund_fee",
        "coupon_refund_fee",
        "coupons",
        "fee_type",
        "out_refund_no",
        "out_trade_no",
        "raw",
        "refund_fee",
        "refund_id",
        "settlement_refund_fee",
        "settlement_total_fee",
        "total_fee",
        "transaction_id",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "raw",
    )


class V2RefundCoupon(Record):
    """One coupon of a refund."""

    coupon_refund_fee: Optional[int] = None
    """What goes back of it, fen."""

    coupon_refund_id: Optional[str] = None
    """Number of the coupon."""

    coupon_type: Optional[str] = None
    """`CASH` or `NO_CASH`."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "coupon_refund_fee",
        "coupon_refund_id",
        "coupon_type",
    )


class V2RefundNotice(Record):
    """The end of a refund in V2. The message carries no signature, so it is believed only as far as
    a refund query says the same.
    """

    appid: str
    """WeChat AppID."""

    mch_id: str
    """Merchant number."""

    out_refund_no: str
    """The merchant's number of the refund."""

    out_trade_no: str
    """The merchant's number of the order."""

    refund_account: Optional[str] = None
    """The account that it was taken from."""

    refund_fee: int
    """This refund, fen."""

    refund_id: str
    """WeChat Pay's number of the refund."""

    refund_recv_accout: Optional[str] = None
    """Where the money went (the wire spells it with one `n` less)."""

    refund_request_source: Optional[str] = None
    """`API` or `VENDOR_PLATFORM`."""

    refund_status: RefundStatus
    """How it ended."""

    settlement_refund_fee: Optional[int] = None
    """The same after coupons that are not settled, fen."""

    settlement_total_fee: Optional[int] = None
    """The same after coupons that are not settled, fen."""

    sub_appid: Optional[str] = None
    """Sub merchant's WeChat AppID."""

    sub_mch_id: Optional[str] = None
    """Sub merchant's number."""

    success_time: Optional[str] = None
    """When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time."""

    total_fee: Optional[int] = None
    """The order's amount, fen."""

    transaction_id: str
    """WeChat Pay's number of the order."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "appid",
        "mch_id",
        "out_refund_no",
        "out_trade_no",
        "refund_account",
        "refund_fee",
        "refund_id",
        "refund_recv_accout",
        "refund_request_source",
        "refund_status",
        "settlement_refund_fee",
        "settlement_total_fee",
        "sub_appid",
        "sub_mch_id",
        "success_time",
        "total_fee",
        "transaction_id",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "refund_recv_accout",
    )


class V2Refunds(Record):
    """The refunds of an order; at most 10 come in one reply."""

    cash_fee: Optional[int] = None
    """What the payer paid in cash, fen."""

    fee_type: Optional[str] = None
    """`CNY`."""

    out_trade_no: str
    """The merchant's number of the order."""

    raw: Optional[str] = None
    """The verified reply in full, XML, also what has no field here; it holds the payer's identity. `None` within a notification,
    which has its own.
    """

    refunds: List[V2Refund]
    """The refunds of this reply."""

    total_fee: Optional[int] = None
    """The order's amount, fen. Replies may leave it out."""

    total_refund_count: Optional[int] = None
    """How many refunds the order has in all; ask again with an offset for those that are not in `refunds`.
    """

    transaction_id: str
    """WeChat Pay's number of the order."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "cash_fee",
        "fee_type",
        "out_trade_no",
        "raw",
        "refunds",
        "total_fee",
        "total_refund_count",
        "transaction_id",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "raw",
    )


class V2Transaction(Record):
    """An order and its payment in V2. While it is not paid, most fields are absent."""

    appid: str
    """WeChat AppID."""

    attach: Optional[str] = None
    """What the order carried."""

    bank_type: Optional[str] = None
    """Bank."""

    cash_fee: Optional[int] = None
    """What the payer paid, fen."""

    cash_fee_type: Optional[str] = None
    """Currency that the payer paid in."""

    consume_fee: Optional[int] = None
    """What was consumed, fen; only in some ways of paying."""

    coupon_fee: Optional[int] = None
    """Sum of the coupons, fen."""

    coupons: List[V2Coupon]
    """The coupons."""

    detail: Optional[str] = None
    """Goods detail of the order, JSON text."""

    device_info: Optional[str] = None
    """Device that the order named."""

    fee_type: Optional[str] = None
    """`CNY`."""

    is_subscribe: Optional[str] = None
    """Whether the payer follows the account of the AppID: `Y` or `N`."""

    mch_id: str
    """Merchant number."""

    openid: Optional[str] = None
    """The payer's `openid`."""

    out_trade_no: str
    """The merchant's order number."""

    promotion_detail: Optional[str] = None
    """Discounts, JSON text."""

    raw: Optional[str] = None
    """The verified reply in full, XML, also what has no field here; it holds the payer's identity. `None` within a notification,
    which has its own.
    """

    settlement_total_fee: Optional[int] = None
    """The amount after coupons that are not settled, fen."""

    sub_appid: Optional[str] = None
    """Sub merchant's WeChat AppID."""

    sub_is_subscribe: Optional[str] = None
    """The same as `is_subscribe` of the sub merchant's AppID."""

    sub_mch_id: Optional[str] = None
    """Sub merchant's number."""

    sub_openid: Optional[str] = None
    """The payer's `openid` under the sub merchant's AppID."""

    time_end: Optional[str] = None
    """When it was paid, `yyyyMMddHHmmss` in Beijing time."""

    total_fee: Optional[int] = None
    """The order's amount, fen."""

    trade_state: TradeState
    """Where the order stands. A notification of a payment counts as `SUCCESS`."""

    trade_state_desc: Optional[str] = None
    """The same in words; queries only."""

    trade_type: Optional[TradeType] = None
    """How the order was made."""

    transaction_id: Optional[str] = None
    """WeChat Pay's order number; only when paid."""

    _fields: ClassVar[Tuple[str, ...]] = (
        "appid",
        "attach",
        "bank_type",
        "cash_fee",
        "cash_fee_type",
        "consume_fee",
        "coupon_fee",
        "coupons",
        "detail",
        "device_info",
        "fee_type",
        "is_subscribe",
        "mch_id",
        "openid",
        "out_trade_no",
        "promotion_detail",
        "raw",
        "settlement_total_fee",
        "sub_appid",
        "sub_is_subscribe",
        "sub_mch_id",
        "sub_openid",
        "time_end",
        "total_fee",
        "trade_state",
        "trade_state_desc",
        "trade_type",
        "transaction_id",
    )
    _hidden: ClassVar[Tuple[str, ...]] = (
        "openid",
        "raw",
        "sub_openid",
    )


class AttemptClientEvent(AttemptEvent):
    """A request was sent, and answered or not."""

    type: Literal["attempt"] = "attempt"

    _fields: ClassVar[Tuple[str, ...]] = (
        *AttemptEvent._fields,
        "type",
    )


class NotificationClientEvent(NotificationEvent):
    """A notification was read."""

    type: Literal["notification"] = "notification"

    _fields: ClassVar[Tuple[str, ...]] = (
        *NotificationEvent._fields,
        "type",
    )


class FaultClientEvent(FaultEvent):
    """Something that the people who run the shop must hear of."""

    type: Literal["fault"] = "fault"

    _fields: ClassVar[Tuple[str, ...]] = (
        *FaultEvent._fields,
        "type",
    )


ClientEvent = Union[
    AttemptClientEvent,
    NotificationClientEvent,
    FaultClientEvent,
]
"""Something that a client did. Nothing in it is secret, and nothing names a payer."""


def read_client_event(value: Any) -> ClientEvent:
    made: ClientEvent = read_any(value, "type", _ClientEvent)
    return made


_ClientEvent = {
    "attempt": AttemptClientEvent,
    "notification": NotificationClientEvent,
    "fault": FaultClientEvent,
}


class DirectFoundOrder(Record):
    """Of a direct merchant."""

    order: Transaction
    """Of a direct merchant."""

    family: Literal["direct"] = "direct"

    _fields: ClassVar[Tuple[str, ...]] = (
        "order",
        "family",
    )


class PartnerFoundOrder(Record):
    """Of a sub merchant."""

    order: PartnerTransaction
    """Of a sub merchant."""

    family: Literal["partner"] = "partner"

    _fields: ClassVar[Tuple[str, ...]] = (
        "order",
        "family",
    )


class CombineFoundOrder(Record):
    """A combine order."""

    order: CombineTransaction
    """A combine order."""

    family: Literal["combine"] = "combine"

    _fields: ClassVar[Tuple[str, ...]] = (
        "order",
        "family",
    )


class V2FoundOrder(Record):
    """Asked over V2."""

    order: V2Transaction
    """Asked over V2."""

    family: Literal["v2"] = "v2"

    _fields: ClassVar[Tuple[str, ...]] = (
        "order",
        "family",
    )


FoundOrder = Union[
    DirectFoundOrder,
    PartnerFoundOrder,
    CombineFoundOrder,
    V2FoundOrder,
]
"""An order as a query found it."""


def read_found_order(value: Any) -> FoundOrder:
    made: FoundOrder = read_any(value, "family", _FoundOrder)
    return made


_FoundOrder = {
    "direct": DirectFoundOrder,
    "partner": PartnerFoundOrder,
    "combine": CombineFoundOrder,
    "v2": V2FoundOrder,
}


class PaymentOutcome(Record):
    """V3: a direct merchant's order is paid."""

    payment: Transaction
    """The order with its payment."""

    type: Literal["payment"] = "payment"

    _fields: ClassVar[Tuple[str, ...]] = (
        "payment",
        "type",
    )


class PartnerPaymentOutcome(Record):
    """V3: a sub merchant's order is paid."""

    payment: PartnerTransaction
    """The order with its payment."""

    type: Literal["partner_payment"] = "partner_payment"

    _fields: ClassVar[Tuple[str, ...]] = (
        "payment",
        "type",
    )


class CombinePaymentOutcome(Record):
    """V3: a combine order is paid, every part of it."""

    payment: CombineTransaction
    """The order with its payment."""

    type: Literal["combine_payment"] = "combine_payment"

    _fields: ClassVar[Tuple[str, ...]] = (
        "payment",
        "type",
    )


class V2PaymentOutcome(Record):
    """V2: an order is paid."""

    payment: V2Transaction
    """The order with its payment."""

    type: Literal["v2_payment"] = "v2_payment"

    _fields: ClassVar[Tuple[str, ...]] = (
        "payment",
        "type",
    )


class RefundOutcome(Record):
    """V3: a refund has ended."""

    refund: RefundNotice
    """The refund."""

    type: Literal["refund"] = "refund"

    _fields: ClassVar[Tuple[str, ...]] = (
        "refund",
        "type",
    )


class V2RefundOutcome(Record):
    """V2: a refund has ended, as a query says. Until it is confirmed it is `unsigned`."""

    refund: V2RefundNotice
    """The refund."""

    type: Literal["v2_refund"] = "v2_refund"

    _fields: ClassVar[Tuple[str, ...]] = (
        "refund",
        "type",
    )


class NotPaidOutcome(Record):
    """Verified, but the order is not (wholly) paid, or in a state that this version does not know: query it.
    """

    order: OrderReference
    """The order."""

    state: TradeState
    """Its state."""

    type: Literal["not_paid"] = "not_paid"

    _fields: ClassVar[Tuple[str, ...]] = (
        "order",
        "state",
        "type",
    )


class SecurityEchoOutcome(Record):
    """The callback of a self test: no money is involved."""

    echo: SecurityEcho
    """The texts of the test."""

    type: Literal["security_echo"] = "security_echo"

    _fields: ClassVar[Tuple[str, ...]] = (
        "echo",
        "type",
    )


class OtherOutcome(Record):
    """Verified, but an event of another product."""

    event: OtherEvent
    """Which."""

    type: Literal["other"] = "other"

    _fields: ClassVar[Tuple[str, ...]] = (
        "event",
        "type",
    )


class StaleOutcome(Record):
    """Rightly signed, but too long ago or in the future. Believe only a query of this order or refund."""

    error: QqWxPayError
    """Why."""

    order: Optional[OrderReference] = None
    """The order."""

    refund: Optional[RefundReference] = None
    """Or the refund."""

    type: Literal["stale"] = "stale"

    _fields: ClassVar[Tuple[str, ...]] = (
        "error",
        "order",
        "refund",
        "type",
    )


class UnsignedOutcome(Record):
    """Nobody signed it, but the content opens with your own key: the signature headers did not arrive, or it is a V2 refund, which
    has none. Believe only a query of this order or refund.
    """

    error: QqWxPayError
    """Why."""

    order: Optional[OrderReference] = None
    """The order."""

    refund: Optional[RefundReference] = None
    """Or the refund."""

    type: Literal["unsigned"] = "unsigned"

    _fields: ClassVar[Tuple[str, ...]] = (
        "error",
        "order",
        "refund",
        "type",
    )


class ProbeOutcome(Record):
    """WeChat Pay's test whether wrong signatures are refused. They are: nothing is to be done."""

    type: Literal["probe"] = "probe"

    _fields: ClassVar[Tuple[str, ...]] = (
        "type",
    )


class RefusedOutcome(Record):
    """Not to be believed."""

    error: QqWxPayError
    """Why."""

    type: Literal["refused"] = "refused"

    _fields: ClassVar[Tuple[str, ...]] = (
        "error",
        "type",
    )


Outcome = Union[
    PaymentOutcome,
    PartnerPaymentOutcome,
    CombinePaymentOutcome,
    V2PaymentOutcome,
    RefundOutcome,
    V2RefundOutcome,
    NotPaidOutcome,
    SecurityEchoOutcome,
    OtherOutcome,
    StaleOutcome,
    UnsignedOutcome,
    ProbeOutcome,
    RefusedOutcome,
]
"""What a notification turned out to be. Only `payment`, `partner_payment`, `combine_payment`, `v2_payment`, `refund` and
`v2_refund` are proven facts about money.
"""


def read_outcome(value: Any) -> Outcome:
    made: Outcome = read_any(value, "type", _Outcome)
    return made


_Outcome = {
    "payment": PaymentOutcome,
    "partner_payment": PartnerPaymentOutcome,
    "combine_payment": CombinePaymentOutcome,
    "v2_payment": V2PaymentOutcome,
    "refund": RefundOutcome,
    "v2_refund": V2RefundOutcome,
    "not_paid": NotPaidOutcome,
    "security_echo": SecurityEchoOutcome,
    "other": OtherOutcome,
    "stale": StaleOutcome,
    "unsigned": UnsignedOutcome,
    "probe": ProbeOutcome,
    "refused": RefusedOutcome,
}


class Placed(PlacedOrder):
    """It can be paid now."""

    outcome: Literal["placed"] = "placed"

    _fields: ClassVar[Tuple[str, ...]] = (
        *PlacedOrder._fields,
        "outcome",
    )


class ToConfirm(UnconfirmedOrder):
    """Whether the order exists, or has been paid already, is not known: the reply was lost, came late or could not be
    believed. Place the identical order again, or ask `confirm_order`; never take another order number.
    """

    outcome: Literal["to_confirm"] = "to_confirm"

    _fields: ClassVar[Tuple[str, ...]] = (
        *UnconfirmedOrder._fields,
        "outcome",
    )


Placement = Union[
    Placed,
    ToConfirm,
]
"""What became of placing an order. That it was refused, or that nothing was sent, is an error instead.
"""


def read_placement(value: Any) -> Placement:
    made: Placement = read_any(value, "outcome", _Placement)
    return made


_Placement = {
    "placed": Placed,
    "to_confirm": ToConfirm,
}


class PaidShopEvent(Record):
    """An order is paid."""

    paid: Paid
    """The order."""

    type: Literal["paid"] = "paid"

    _fields: ClassVar[Tuple[str, ...]] = (
        "paid",
        "type",
    )


class RefundShopEvent(Record):
    """A refund has ended."""

    refund: RefundEnded
    """The refund."""

    type: Literal["refund"] = "refund"

    _fields: ClassVar[Tuple[str, ...]] = (
        "refund",
        "type",
    )


class NotPaidShopEvent(Record):
    """WeChat Pay says of an order that it is not paid."""

    not_paid: NotPaid
    """The order."""

    type: Literal["not_paid"] = "not_paid"

    _fields: ClassVar[Tuple[str, ...]] = (
        "not_paid",
        "type",
    )


class OtherShopEvent(Record):
    """An event of another product."""

    other: OtherEvent
    """Which."""

    type: Literal["other"] = "other"

    _fields: ClassVar[Tuple[str, ...]] = (
        "other",
        "type",
    )


ShopEvent = Union[
    PaidShopEvent,
    RefundShopEvent,
    NotPaidShopEvent,
    OtherShopEvent,
]
"""An event, for the function of the shop that takes it. All of it is proven: by a signature, or by a query.
"""


def read_shop_event(value: Any) -> ShopEvent:
    made: ShopEvent = read_any(value, "type", _ShopEvent)
    return made


_ShopEvent = {
    "paid": PaidShopEvent,
    "refund": RefundShopEvent,
    "not_paid": NotPaidShopEvent,
    "other": OtherShopEvent,
}

AccessToken._readers = {
}
Acknowledgement._readers = {
}
ApiReply._readers = {
}
AttemptEvent._readers = {
}
BillLink._readers = {
}
Check._readers = {
    "error": read_error,
}
CombinePayer._readers = {
}
CombineTransaction._readers = {
    "combine_payer_info": CombinePayer._read,
    "scene_info": TransactionScene._read,
    "sub_orders": read_list(SubOrderTransaction._read),
}
DecryptedText._readers = {
}
EncryptedText._readers = {
}
FaultEvent._readers = {
}
FetchedToken._readers = {
}
FinishedFundFlowSummary._readers = {
    "summary": FundFlowSummary._read,
}
FinishedTradeBillSummary._readers = {
    "summary": TradeBillSummary._read,
}
FundFlowRow._readers = {
}
FundFlowSummary._readers = {
}
Merchant._readers = {
}
NotPaid._readers = {
    "order": OrderReference._read,
}
NotificationEvent._readers = {
}
OrderReference._readers = {
}
OrderStatus._readers = {
    "error": read_error,
    "found": read_found_order,
    "order": OrderReference._read,
}
OtherEvent._readers = {
}
Paid._readers = {
    "orders": read_list(PaidOrder._read),
}
PaidOrder._readers = {
}
PartnerPayer._readers = {
}
PartnerTransaction._readers = {
    "amount": TransactionAmount._read,
    "payer": PartnerPayer._read,
    "promotion_detail": read_list(PromotionDetail._read),
    "scene_info": TransactionScene._read,
}
Payer._readers = {
}
PlacedOrder._readers = {
    "request_payment": RequestPayment._read,
}
PlatformCertificate._readers = {
}
PlatformCertificates._readers = {
    "certificates": read_list(PlatformCertificate._read),
}
ProfitSharing._readers = {
    "receivers": read_list(ProfitSharingReceiver._read),
}
ProfitSharingReceiver._readers = {
}
PromotionDetail._readers = {
    "goods_detail": read_list(PromotionGoods._read),
}
PromotionGoods._readers = {
}
Refund._readers = {
    "amount": RefundAmount._read,
    "promotion_detail": read_list(RefundPromotion._read),
}
RefundAccount._readers = {
}
RefundAmount._readers = {
    "from": read_list(RefundAccount._read),
}
RefundEnded._readers = {
}
RefundNotice._readers = {
    "amount": RefundNoticeAmount._read,
}
RefundNoticeAmount._readers = {
}
RefundPromotion._readers = {
    "goods_detail": read_list(RefundedGoods._read),
}
RefundReference._readers = {
}
RefundedGoods._readers = {
}
RequestPayment._readers = {
}
SecurityEcho._readers = {
}
SelfTestReport._readers = {
    "api_v3_key": Check._read,
    "callback": Check._read,
    "clock": Check._read,
    "encryption": Check._read,
    "qq_app_secret": Check._read,
    "signature": Check._read,
    "verification": Check._read,
}
SubOrderTransaction._readers = {
    "amount": SubOrderTransactionAmount._read,
    "promotion_detail": read_list(PromotionDetail._read),
}
SubOrderTransactionAmount._readers = {
}
TradeBillRow._readers = {
}
TradeBillSummary._readers = {
}
Transaction._readers = {
    "amount": TransactionAmount._read,
    "payer": Payer._read,
    "promotion_detail": read_list(PromotionDetail._read),
    "scene_info": TransactionScene._read,
}
TransactionAmount._readers = {
}
TransactionScene._readers = {
}
UnconfirmedOrder._readers = {
    "error": read_error,
    "order": OrderReference._read,
}
V2Coupon._readers = {
}
V2Refund._readers = {
    "coupons": read_list(V2RefundCoupon._read),
}
V2RefundAccepted._readers = {
    "coupons": read_list(V2RefundCoupon._read),
}
V2RefundCoupon._readers = {
}
V2RefundNotice._readers = {
}
V2Refunds._readers = {
    "refunds": read_list(V2Refund._read),
}
V2Transaction._readers = {
    "coupons": read_list(V2Coupon._read),
}
AttemptClientEvent._readers = {
    **AttemptEvent._readers,
}
NotificationClientEvent._readers = {
    **NotificationEvent._readers,
}
FaultClientEvent._readers = {
    **FaultEvent._readers,
}
DirectFoundOrder._readers = {
    "order": Transaction._read,
}
PartnerFoundOrder._readers = {
    "order": PartnerTransaction._read,
}
CombineFoundOrder._readers = {
    "order": CombineTransaction._read,
}
V2FoundOrder._readers = {
    "order": V2Transaction._read,
}
PaymentOutcome._readers = {
    "payment": Transaction._read,
}
PartnerPaymentOutcome._readers = {
    "payment": PartnerTransaction._read,
}
CombinePaymentOutcome._readers = {
    "payment": CombineTransaction._read,
}
V2PaymentOutcome._readers = {
    "payment": V2Transaction._read,
}
RefundOutcome._readers = {
    "refund": RefundNotice._read,
}
V2RefundOutcome._readers = {
    "refund": V2RefundNotice._read,
}
NotPaidOutcome._readers = {
    "order": OrderReference._read,
}
SecurityEchoOutcome._readers = {
    "echo": SecurityEcho._read,
}
OtherOutcome._readers = {
    "event": OtherEvent._read,
}
StaleOutcome._readers = {
    "error": read_error,
    "order": OrderReference._read,
    "refund": RefundReference._read,
}
UnsignedOutcome._readers = {
    "error": read_error,
    "order": OrderReference._read,
    "refund": RefundReference._read,
}
ProbeOutcome._readers = {
}
RefusedOutcome._readers = {
    "error": read_error,
}
Placed._readers = {
    **PlacedOrder._readers,
}
ToConfirm._readers = {
    **UnconfirmedOrder._readers,
}
PaidShopEvent._readers = {
    "paid": Paid._read,
}
RefundShopEvent._readers = {
    "refund": RefundEnded._read,
}
NotPaidShopEvent._readers = {
    "not_paid": NotPaid._read,
}
OtherShopEvent._readers = {
    "other": OtherEvent._read,
}
