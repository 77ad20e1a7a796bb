# Written by `cargo xtask generate` from the models in Rust. Do not edit.
"""What is given to a call. Every field is explained; amounts are whole fen."""

from __future__ import annotations

from datetime import date, datetime
from typing import List, Optional, TypedDict, Union

from .._compat import Literal
from . import replies

__all__ = [
    "AbnormalRefundRequest",
    "AbnormalRefundType",
    "ApiRequest",
    "Channel",
    "CipherText",
    "CloseCombineOrderRequest",
    "CloseOrderRequest",
    "ClosePartnerOrderRequest",
    "CloseV2OrderRequest",
    "ClosedSubOrder",
    "CombineAmount",
    "CombineOrderQuery",
    "CombineOrderRequest",
    "CombineSceneInfo",
    "CombineSettleInfo",
    "Expected",
    "ExpectedPart",
    "FundAccount",
    "FundFlowBillRequest",
    "GoodsDetail",
    "H5Info",
    "H5Type",
    "Method",
    "OrderAmount",
    "OrderDetail",
    "OrderId",
    "OrderRequest",
    "PartnerOrderQuery",
    "PartnerOrderRequest",
    "PaymentToExpect",
    "PlainText",
    "ProfitSharingQuery",
    "RefundFrom",
    "RefundGoods",
    "RefundQuery",
    "RefundRequest",
    "RefundRequestAmount",
    "RefusedAccessToken",
    "SceneInfo",
    "SelfTest",
    "Settings",
    "SettleInfo",
    "StoreInfo",
    "SubOrder",
    "TradeBillRequest",
    "TradeBillType",
    "UnfreezeRequest",
    "V2OrderQuery",
    "V2OrderRequest",
    "V2RefundQuery",
    "V2RefundRequest",
    "V2SignType",
    "V2TradeBillRequest",
]


AbnormalRefundType = Literal["USER_BANK_CARD", "MERCHANT_BANK_CARD"]
"""Where the money of an abnormal refund goes.
- `USER_BANK_CARD`: To another bank card of the payer.
- `MERCHANT_BANK_CARD`: To the merchant's own bank account; the merchant then gives it to the payer.
"""


Channel = Literal["qq_proxy", "direct"]
"""The way an order takes to WeChat Pay.
- `qq_proxy`: Through QQ's proxy: for `qq.requestWxPayment` in a mini program.
- `direct`: Straight to WeChat Pay: for an H5 site of the same merchant.
"""


FundAccount = Literal["BASIC", "OPERATION", "FEES"]
"""Which account of the merchant a fund flow bill is about.
- `BASIC`: The basic account.
- `OPERATION`: The operation account.
- `FEES`: The account of fees.
"""


H5Type = Union[Literal["Wap", "iOS", "Android"], str]
"""Kind of page that asks for payment. V2 writes `IOS`."""


Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
"""The HTTP method of a request.
- `GET`: `GET`
- `POST`: `POST`
- `PUT`: `PUT`
- `PATCH`: `PATCH`
- `DELETE`: `DELETE`
"""


TradeBillType = Literal["ALL", "SUCCESS", "REFUND", "RECHARGE_REFUND"]
"""Which transactions a trade bill lists.
- `ALL`: Payments and refunds.
- `SUCCESS`: Payments.
- `REFUND`: Refunds.
- `RECHARGE_REFUND`: Refunds of recharges; V2 only.
"""


V2SignType = Literal["HMAC-SHA256", "MD5"]
"""How V2 messages are signed.
- `HMAC-SHA256`: HMAC-SHA256, sent as `sign_type`.
- `MD5`: MD5, for merchants whose other systems still use it.
"""


class _AbnormalRefundRequest(TypedDict):
    """What is required."""

    out_refund_no: str
    """The merchant's number of the refund. Required."""

    refund_id: str
    """WeChat Pay's number of the refund. Required."""


class AbnormalRefundRequest(_AbnormalRefundRequest, total=False):
    """What to do with a refund that is `ABNORMAL`: the payer's account could not take the money.

    Account and name are given as they are; the library encrypts them for WeChat Pay.
    """

    bank_account: Optional[str]
    """Number of the account; needed for the payer's bank card."""

    bank_type: Optional[str]
    """The bank, as in WeChat Pay's list (`CMB_DEBIT`), up to 16 bytes of UTF-8; needed for the payer's bank card.
    """

    real_name: Optional[str]
    """Name of its owner; needed for the payer's bank card."""

    sub_mchid: Optional[str]
    """Number of the sub merchant, for service providers."""

    type: AbnormalRefundType
    """Where the money goes; to the payer's bank card when left out."""


class _ApiRequest(TypedDict):
    """What is required."""

    method: Method
    """The method."""

    path: str
    """Path and query, percent-encoded, beginning with `/v3/`; up to 2048 bytes."""


class ApiRequest(_ApiRequest, total=False):
    """A call of any V3 interface, straight to WeChat Pay. Uploads of files are not possible this way."""

    body: Optional[str]
    """JSON text, sent and signed byte for byte; up to 1 MiB. `GET` and `DELETE` take none."""


class _CipherText(TypedDict):
    """What is required."""

    ciphertext: str
    """The text, in base64."""


class CipherText(_CipherText, total=False):
    """A text that WeChat Pay encrypted for the merchant."""


class _CloseCombineOrderRequest(TypedDict):
    """What is required."""

    combine_out_trade_no: str
    """Number of the whole. Required."""

    sub_orders: List[ClosedSubOrder]
    """Every part of the order. Required."""


class CloseCombineOrderRequest(_CloseCombineOrderRequest, total=False):
    """The closing of a combine order, with exactly the parts that it has."""


class _CloseOrderRequest(TypedDict):
    """What is required."""

    out_trade_no: str
    """The merchant's order number."""


class CloseOrderRequest(_CloseOrderRequest, total=False):
    """A direct merchant's order to be closed."""


class _ClosePartnerOrderRequest(TypedDict):
    """What is required."""

    out_trade_no: str
    """The merchant's order number."""

    sub_mchid: str
    """Number of the sub merchant."""


class ClosePartnerOrderRequest(_ClosePartnerOrderRequest, total=False):
    """A sub merchant's order to be closed."""


class _CloseV2OrderRequest(TypedDict):
    """What is required."""

    out_trade_no: str
    """The merchant's order number."""


class CloseV2OrderRequest(_CloseV2OrderRequest, total=False):
    """An order to be closed over V2."""

    sub_mch_id: Optional[str]
    """Number of the sub merchant, for service providers."""


class _ClosedSubOrder(TypedDict):
    """What is required."""

    mchid: str
    """Merchant number of this part. Required."""

    out_trade_no: str
    """Number of this part. Required."""


class ClosedSubOrder(_ClosedSubOrder, total=False):
    """One part of a combine order that is closed."""

    sub_appid: Optional[str]
    """The sub merchant's WeChat AppID, for service providers."""

    sub_mchid: Optional[str]
    """The sub merchant's number, for service providers."""


class _CombineAmount(TypedDict):
    """What is required."""

    total_amount: int
    """Whole fen, 1 to 1,000,000,000 (10 million yuan). Required."""


class CombineAmount(_CombineAmount, total=False):
    """The amount of a part. Mind `total_amount`: a single order calls it `total`."""

    currency: str
    """`CNY`."""


class _CombineOrderQuery(TypedDict):
    """What is required."""

    combine_out_trade_no: str
    """The number of the whole."""


class CombineOrderQuery(_CombineOrderQuery, total=False):
    """A combine order."""


class _CombineOrderRequest(TypedDict):
    """What is required."""

    combine_out_trade_no: str
    """Number of the whole, 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat Pay also `|` and `*`. Required."""

    scene_info: CombineSceneInfo
    """Where and by whom it is paid. Required."""

    sub_orders: List[SubOrder]
    """What the merchants sell: 2 to 10 parts; 1 to 50 of a service provider, whose parts name a `sub_mchid`. Required.
    """


class CombineOrderRequest(_CombineOrderRequest, total=False):
    """A V3 H5 combine order: all sub orders are paid, or none.

    `combine_appid` and `combine_mchid` are the configured `wechat_appid` and `mchid`.
    """

    channel: Optional[Channel]
    """The way this order takes; the configured one when left out."""

    extra: Optional[str]
    """Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
    sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
    """

    limit_pay: List[str]
    """Ways of paying that are excluded: `no_balance`, `no_debit`, `balance_only`."""

    notify_url: Optional[str]
    """Your own address for the notification of this order; the configured one when left out."""

    time_expire: Optional[Union[str, datetime]]
    """Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`."""

    time_start: Optional[Union[str, datetime]]
    """First moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`."""


class _CombineSceneInfo(TypedDict):
    """What is required."""

    payer_client_ip: str
    """The **payer's** public IPv4 or IPv6 address. Required."""


class CombineSceneInfo(_CombineSceneInfo, total=False):
    """Where and by whom a combine order is paid."""

    device_id: Optional[str]
    """Device number, up to 32 bytes of UTF-8."""

    h5_info: H5Info
    """Kind of page; `Wap` when left out."""


class CombineSettleInfo(TypedDict, total=False):
    """How the money of a part is settled."""

    profit_sharing: Optional[bool]
    """Whether the money is shared with others later."""

    subsidy_amount: Optional[int]
    """What the platform adds, fen."""


class _Expected(TypedDict):
    """What is required."""

    out_trade_no: str
    """The order number (of a combine order: `combine_out_trade_no`)."""

    total: int
    """The amount in fen (of a combine order: the sum of its parts), in `CNY`."""


class Expected(_Expected, total=False):
    """What your own stored order says: its number and its total, and whatever else you want compared. Every given value must be
    equal.

    The order must be paid, whatever is given, and not refunded unless that is allowed.
    """

    allow_refunded: bool
    """Whether an order may have been refunded, in part or whole, after it was paid."""

    appid: Optional[str]
    """The WeChat AppID."""

    mchid: Optional[str]
    """The merchant number (in partner use: the sub merchant's; combine: the initiator's)."""

    parts: List[ExpectedPart]
    """The parts of a combine order, all of them and in any order; not compared when empty."""


class _ExpectedPart(TypedDict):
    """What is required."""

    out_trade_no: str
    """Number of the part."""

    total: int
    """Its amount in fen, in `CNY`."""


class ExpectedPart(_ExpectedPart, total=False):
    """What your own stored order says of one part of a combine order."""

    mchid: Optional[str]
    """Its merchant number (of a sub merchant's part: the sub merchant's)."""


class _FundFlowBillRequest(TypedDict):
    """What is required."""

    bill_date: Union[str, date]
    """The day in Beijing: `2026-06-08` or `20260608`. Required."""


class FundFlowBillRequest(_FundFlowBillRequest, total=False):
    """Which fund flow bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back."""

    account_type: FundAccount
    """Which account; the basic one when left out."""

    gzip: bool
    """Whether the file travels compressed; the rows are the same."""


class _GoodsDetail(TypedDict):
    """What is required."""

    merchant_goods_id: str
    """The merchant's number of the goods, up to 32 of letters, digits, `-`, `_`. Required."""

    quantity: int
    """How many, at least 1. Required."""

    unit_price: int
    """Price of one, fen. Required."""


class GoodsDetail(_GoodsDetail, total=False):
    """One kind of goods of an order."""

    goods_name: Optional[str]
    """Name, up to 256 bytes of UTF-8."""

    wechatpay_goods_id: Optional[str]
    """WeChat Pay's number of the goods, up to 32 bytes of UTF-8."""


class H5Info(TypedDict, total=False):
    """The page or app that asks for payment."""

    app_name: Optional[str]
    """Name of the app or site, up to 64 bytes of UTF-8."""

    app_url: Optional[str]
    """Address of the site, up to 128 bytes of UTF-8."""

    bundle_id: Optional[str]
    """iOS bundle, up to 128 bytes of UTF-8."""

    package_name: Optional[str]
    """Android package, up to 128 bytes of UTF-8."""

    type: H5Type
    """Kind of page."""


class _OrderAmount(TypedDict):
    """What is required."""

    total: int
    """Whole fen, at least 1. Required."""


class OrderAmount(_OrderAmount, total=False):
    """The amount of an order."""

    currency: Optional[str]
    """`CNY`, also when left out."""


class OrderDetail(TypedDict, total=False):
    """What is sold, for WeChat Pay's own discounts."""

    cost_price: Optional[int]
    """Price before discounts, fen."""

    goods_detail: List[GoodsDetail]
    """The goods, at most 6000."""

    invoice_id: Optional[str]
    """Receipt number, up to 32 bytes of UTF-8."""


class OrderId(TypedDict, total=False):
    """One order, by the merchant's number or by WeChat Pay's."""

    out_trade_no: str
    """The merchant's own order number, 6 to 32 of `0-9 A-Z a-z _ - | *`. The only one that an unpaid order has.
    """

    transaction_id: str
    """WeChat Pay's order number, up to 32 letters and digits; exists once the order is paid."""


class _OrderRequest(TypedDict):
    """What is required."""

    amount: OrderAmount
    """How much. Required."""

    description: str
    """What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required."""

    out_trade_no: str
    """The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat
    Pay also `|` and `*`. Required.
    """

    scene_info: SceneInfo
    """Where and by whom it is paid. Required."""


class OrderRequest(_OrderRequest, total=False):
    """A V3 H5 order of a direct merchant.

    `appid` and `mchid` come from the configuration, and the `notify_url` of the body is computed.
    """

    attach: Optional[str]
    """Comes back in queries and notifications; up to 128 bytes of UTF-8."""

    channel: Optional[Channel]
    """The way this order takes; the configured one when left out."""

    detail: Optional[OrderDetail]
    """What is sold, for discounts."""

    extra: Optional[str]
    """Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
    sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
    """

    goods_tag: Optional[str]
    """Mark for discounts, up to 32 bytes of UTF-8."""

    limit_pay: List[str]
    """Ways of paying that are excluded: `no_balance`, `no_credit`, `no_debit`, `balance_only`."""

    notify_url: Optional[str]
    """Your own address for the notification of this order; the configured one when left out."""

    settle_info: Optional[SettleInfo]
    """How the money is settled."""

    support_fapiao: Optional[bool]
    """Whether the payer may ask for an electronic invoice."""

    time_expire: Optional[Union[str, datetime]]
    """Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. WeChat Pay's default is 7 days.
    """


class _PartnerOrderQuery(TypedDict):
    """What is required."""

    sub_mchid: str
    """Number of the sub merchant."""


class PartnerOrderQuery(_PartnerOrderQuery, total=False):
    """A sub merchant's order, by one of its two numbers."""

    out_trade_no: Optional[str]
    """The merchant's own order number. The only one that an unpaid order has."""

    transaction_id: Optional[str]
    """WeChat Pay's order number, instead."""


class _PartnerOrderRequest(TypedDict):
    """What is required."""

    order: OrderRequest
    """Everything else, as in an order of a direct merchant. Required."""

    sub_mchid: str
    """Number of the sub merchant that sells. Required."""


class PartnerOrderRequest(_PartnerOrderRequest, total=False):
    """A V3 H5 order of a service provider.

    `sp_appid` and `sp_mchid` are the configured `wechat_appid` and `mchid`.
    """

    sub_appid: Optional[str]
    """WeChat AppID of the sub merchant, up to 32 bytes of UTF-8."""


class _PaymentToExpect(TypedDict):
    """What is required."""

    expected: Expected
    """What your own stored order says."""

    found: replies.FoundOrder
    """The order as a query or `confirm_order` found it."""


class PaymentToExpect(_PaymentToExpect, total=False):
    """A payment, and what your own order says."""


class _PlainText(TypedDict):
    """What is required."""

    text: str
    """The text, up to 214 bytes of UTF-8."""


class PlainText(_PlainText, total=False):
    """A text to be encrypted for WeChat Pay."""


class _ProfitSharingQuery(TypedDict):
    """What is required."""

    out_order_no: str
    """The merchant's number of the sharing or unfreezing. Required."""

    transaction_id: str
    """WeChat Pay's number of the order. Required."""


class ProfitSharingQuery(_ProfitSharingQuery, total=False):
    """A sharing or an unfreezing to ask for."""

    sub_mchid: Optional[str]
    """Number of the sub merchant that sold, for service providers."""


class _RefundFrom(TypedDict):
    """What is required."""

    account: str
    """`AVAILABLE` or `UNAVAILABLE`. Required."""

    amount: int
    """Fen, at least 1. Required."""


class RefundFrom(_RefundFrom, total=False):
    """An account that a refund is taken from."""


class _RefundGoods(TypedDict):
    """What is required."""

    merchant_goods_id: str
    """The merchant's number of the goods, up to 32 bytes of UTF-8. Required."""

    refund_amount: int
    """What goes back for them, fen. Required."""

    refund_quantity: int
    """How many come back, at least 1. Required."""

    unit_price: int
    """Price of one, fen. Required."""


class RefundGoods(_RefundGoods, total=False):
    """Goods that come back."""

    goods_name: Optional[str]
    """Name, up to 256 bytes of UTF-8."""

    wechatpay_goods_id: Optional[str]
    """WeChat Pay's number of the goods, up to 32 bytes of UTF-8."""


class _RefundQuery(TypedDict):
    """What is required."""

    out_refund_no: str
    """The merchant's refund number."""


class RefundQuery(_RefundQuery, total=False):
    """A refund."""

    sub_mchid: Optional[str]
    """Number of the sub merchant, for service providers."""


class _RefundRequest(TypedDict):
    """What is required."""

    amount: RefundRequestAmount
    """How much. Required."""

    out_refund_no: str
    """The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\\-|*@]`. Required."""


class RefundRequest(_RefundRequest, total=False):
    """A refund, whole or in part. It goes straight to WeChat Pay, also for orders that went through QQ.

    `out_refund_no` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
    """

    funds_account: Optional[str]
    """The account that the money is taken from: `AVAILABLE` or `UNSETTLED`."""

    goods_detail: List[RefundGoods]
    """The goods that come back."""

    notify_url: Optional[str]
    """Your own address for the notification of this refund; the configured one when left out."""

    out_trade_no: Optional[str]
    """The merchant's number of the order; of a combine order the number of the part."""

    reason: Optional[str]
    """Shown to the payer; up to 80 bytes of UTF-8."""

    sub_mchid: Optional[str]
    """Number of the sub merchant that sold, for service providers."""

    transaction_id: Optional[str]
    """WeChat Pay's number of the order. Exactly one of this and `out_trade_no`."""


class _RefundRequestAmount(TypedDict):
    """What is required."""

    refund: int
    """What goes back, at least 1. Required."""

    total: int
    """What the whole order cost. Required."""


_RefundRequestAmountFrom = TypedDict("_RefundRequestAmountFrom", {"from": "List[RefundFrom]"}, total=False)
"""The accounts that the money is taken from; together they give `refund`."""


class RefundRequestAmount(_RefundRequestAmount, _RefundRequestAmountFrom, total=False):
    """Amounts of a refund, in fen."""

    currency: Optional[str]
    """`CNY`, also when left out."""


class _RefusedAccessToken(TypedDict):
    """What is required."""

    access_token: str
    """The token."""


class RefusedAccessToken(_RefusedAccessToken, total=False):
    """An access token that QQ refused."""


class _SceneInfo(TypedDict):
    """What is required."""

    payer_client_ip: str
    """The **payer's** public IPv4 or IPv6 address, never the server's. Required."""


class SceneInfo(_SceneInfo, total=False):
    """Where and by whom an order is paid."""

    device_id: Optional[str]
    """The merchant's device number, up to 32 bytes of UTF-8."""

    h5_info: H5Info
    """Kind of page; `Wap` when left out, which is right for a QQ mini program."""

    store_info: Optional[StoreInfo]
    """The shop."""


class SelfTest(TypedDict, total=False):
    """What to test."""

    callback_seconds: int
    """How long the client waits for the callback, in seconds; at most 60 are waited."""

    notify_url: Optional[str]
    """Your own public https address: WeChat Pay sends a callback there. Without it the callback is not tested.
    """


class Settings(TypedDict, total=False):
    """The settings as text. Which ones are needed depends on what is used: V3 needs the merchant key, the APIv3 key
    and WeChat Pay's public key; V2 needs the V2 key; ordering through QQ needs the two QQ settings.
    """

    allow_notify_url_query: bool
    """Allows a query in `notify_url`: whether QQ keeps one is not known. Environment: `QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY`.
    """

    api_v2_key: Optional[str]
    """V2 API key, 32 characters.
    Environment: `QQ_WXPAY_API_V2_KEY`.
    """

    api_v3_key: Optional[str]
    """APIv3 key, exactly 32 characters.
    Environment: `QQ_WXPAY_API_V3_KEY`.
    """

    api_v3_key_previous: Optional[str]
    """A second APIv3 key, which opens notifications, too, while the key is changed: the next one before the change, the former
    one after it.
    Environment: `QQ_WXPAY_API_V3_KEY_PREVIOUS`.
    """

    channel: Channel
    """The way that orders take unless the order says otherwise. Environment: `QQ_WXPAY_CHANNEL`."""

    inbox: Optional[str]
    """Where the processes of the shop note which notifications are handled, so that none is handed to two of them: `file` (all processes of
    this user on this machine), `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines, with the
    forms of `token_store`). Nothing is noted when left out: take that where your function does its work in one transaction of a database.
    Environment: `QQ_WXPAY_INBOX`.
    """

    link_hosts: List[str]
    """Hosts (with a port, if not 443) that an H5 link may have; only `wx.tenpay.com` when empty.
    Environment: `QQ_WXPAY_LINK_HOSTS`, comma-separated.
    """

    mchid: Optional[str]
    """Merchant number; of a service provider its own, of a combine order the initiator's.
    Environment: `QQ_WXPAY_MCHID`.
    """

    merchant_certificate: Optional[str]
    """Merchant API certificate, `apiclient_cert.pem`.
    Environment: `QQ_WXPAY_MERCHANT_CERTIFICATE`.
    """

    merchant_p12: Optional[str]
    """Both in one file, `apiclient_cert.p12`, as base64; in place of the two above.
    Environment: `QQ_WXPAY_MERCHANT_P12`.
    """

    merchant_p12_password: Optional[str]
    """Password of `merchant_p12`; the merchant number when left out.
    Environment: `QQ_WXPAY_MERCHANT_P12_PASSWORD`.
    """

    merchant_private_key: Optional[str]
    """Merchant private key, `apiclient_key.pem`.
    Environment: `QQ_WXPAY_MERCHANT_PRIVATE_KEY`.
    """

    merchant_serial: Optional[str]
    """Serial of the merchant API certificate, 40 hex digits; not needed beside `merchant_certificate`.
    Environment: `QQ_WXPAY_MERCHANT_SERIAL`.
    """

    notify_url: Optional[str]
    """Your own address for payment notifications: https, no query, at most 256 characters.
    Environment: `QQ_WXPAY_NOTIFY_URL`.
    """

    platform_certificates: Optional[str]
    """Platform certificates, one PEM after the other.
    Environment: `QQ_WXPAY_PLATFORM_CERTIFICATES`.
    """

    public_key: Optional[str]
    """WeChat Pay's public key, `pub_key.pem`.
    Environment: `QQ_WXPAY_PUBLIC_KEY`.
    """

    public_key_id: Optional[str]
    """ID of WeChat Pay's public key, `PUB_KEY_ID_…`.
    Environment: `QQ_WXPAY_PUBLIC_KEY_ID`.
    """

    public_key_id_previous: Optional[str]
    """ID of a second public key of WeChat Pay, whose signatures are taken, too, while the key is changed: the next one's before
    the change, the former one's after it. Given together with `public_key_previous`, or neither.
    Environment: `QQ_WXPAY_PUBLIC_KEY_ID_PREVIOUS`.
    """

    public_key_previous: Optional[str]
    """The key of `public_key_id_previous`.
    Environment: `QQ_WXPAY_PUBLIC_KEY_PREVIOUS`.
    """

    qq_app_secret: Optional[str]
    """AppSecret of the QQ mini program.
    Environment: `QQ_WXPAY_QQ_APP_SECRET`.
    """

    qq_appid: Optional[str]
    """AppID of the QQ mini program, from q.qq.com.
    Environment: `QQ_WXPAY_QQ_APPID`.
    """

    qq_base_url: Optional[str]
    """Base address of QQ, `https://api.q.qq.com` when left out; another one only for the sandbox.
    Environment: `QQ_WXPAY_QQ_BASE_URL`.
    """

    referer: Optional[str]
    """Domain authorised for H5 payment, with its scheme: what `qq.requestWxPayment` gets as `referer`.
    Environment: `QQ_WXPAY_REFERER`.
    """

    require_verified_reply: bool
    """Refuses the link of an order whose reply lacks WeChat Pay's signature.
    Environment: `QQ_WXPAY_REQUIRE_VERIFIED_REPLY`.
    """

    root_certificate: Optional[str]
    """Root certificate of the sandbox's TLS listener, PEM; refused with any address but one of this machine.
    Environment: `QQ_WXPAY_ROOT_CERTIFICATE`.
    """

    token_refused_codes: List[str]
    """Codes of the proxy that are taken for "the access token is bad", besides the known ones.
    Environment: `QQ_WXPAY_TOKEN_REFUSED_CODES`, comma-separated.
    """

    v2_former_sign_type: Optional[V2SignType]
    """How V2 messages were signed before `v2_sign_type` was changed: payment notifications signed so are taken, too, until
    `v2_former_sign_type_until`. Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE`.
    """

    v2_former_sign_type_until: Optional[Union[str, datetime]]
    """Until when `v2_former_sign_type` counts, by the client's clock: RFC 3339, such as `2026-06-08T00:00:00+08:00`. Both are
    given, or neither.
    Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL`.
    """

    v2_sign_type: V2SignType
    """How V2 messages are signed. Environment: `QQ_WXPAY_V2_SIGN_TYPE`."""

    wechat_appid: Optional[str]
    """WeChat AppID (`wx…`) that is bound to the merchant number.
    Environment: `QQ_WXPAY_WECHAT_APPID`.
    """

    wechat_backup_base_url: Optional[str]
    """Base address that is tried when WeChat Pay's cannot be reached. When left out: `https://api2.mch.weixin.qq.com` if
    `wechat_base_url` is left out too, else none.
    Environment: `QQ_WXPAY_WECHAT_BACKUP_BASE_URL`.
    """

    wechat_base_url: Optional[str]
    """Base address of WeChat Pay, `https://api.mch.weixin.qq.com` when left out; another one only for the sandbox.
    Environment: `QQ_WXPAY_WECHAT_BASE_URL`.
    """

    wechat_mutual_tls_base_url: Optional[str]
    """Where V2 refunds go, on whose connection the merchant certificate is shown; `wechat_base_url` when left out.
    Another one only for the sandbox.
    Environment: `QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL`.
    """


class SettleInfo(TypedDict, total=False):
    """How the money of an order is settled."""

    profit_sharing: Optional[bool]
    """Whether the money is shared with others later."""


class _StoreInfo(TypedDict):
    """What is required."""

    id: str
    """Number of the shop, up to 32 bytes of UTF-8. Required."""


class StoreInfo(_StoreInfo, total=False):
    """A shop."""

    address: Optional[str]
    """Address, up to 512 bytes of UTF-8."""

    area_code: Optional[str]
    """Area code, up to 32 bytes of UTF-8."""

    name: Optional[str]
    """Name, up to 256 bytes of UTF-8."""


class _SubOrder(TypedDict):
    """What is required."""

    amount: CombineAmount
    """How much. Required."""

    attach: str
    """Comes back in queries and notifications, up to 128 bytes of UTF-8. Unlike in a single order it is needed. Required.
    """

    description: str
    """What is bought, up to 127 bytes of UTF-8, 42 Chinese characters. Required."""

    mchid: str
    """Merchant number of this part (in partner use the service provider's). Required."""

    out_trade_no: str
    """Number of this part, unique for `mchid`, 6 to 32 characters. Required."""


class SubOrder(_SubOrder, total=False):
    """What one merchant sells in a combine order."""

    goods_tag: Optional[str]
    """Mark for discounts, up to 32 bytes of UTF-8."""

    settle_info: Optional[CombineSettleInfo]
    """How the money is settled."""

    sub_appid: Optional[str]
    """Sub merchant's WeChat AppID."""

    sub_mchid: Optional[str]
    """Sub merchant's number; service providers must give it."""


class _TradeBillRequest(TypedDict):
    """What is required."""

    bill_date: Union[str, date]
    """The day in Beijing: `2026-06-08` or `20260608`. Required."""


class TradeBillRequest(_TradeBillRequest, total=False):
    """Which trade bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back."""

    bill_type: TradeBillType
    """Which transactions; all of them when left out."""

    gzip: bool
    """Whether the file travels compressed; the rows are the same."""

    sub_mchid: Optional[str]
    """One sub merchant, for service providers; all of them when left out."""


class _UnfreezeRequest(TypedDict):
    """What is required."""

    description: str
    """Why, up to 80 bytes of UTF-8; it stands in the bills. Required."""

    out_order_no: str
    """The merchant's own number of this unfreezing: 1 to 64 of `[0-9A-Za-z_\\-|*@]`; another one than those of sharings of the order. Required.
    """

    transaction_id: str
    """WeChat Pay's number of the order. Required."""


class UnfreezeRequest(_UnfreezeRequest, total=False):
    """Money that is not shared any more goes to the merchant of the order.

    An order that was placed with `settle_info.profit_sharing` holds its money back until it is shared or unfrozen.
    """

    sub_mchid: Optional[str]
    """Number of the sub merchant that sold, for service providers."""


class V2OrderQuery(TypedDict, total=False):
    """An order as V2 asks for it, by one of its two numbers."""

    out_trade_no: Optional[str]
    """The merchant's own order number. The only one that an unpaid order has."""

    sub_mch_id: Optional[str]
    """Number of the sub merchant, for service providers."""

    transaction_id: Optional[str]
    """WeChat Pay's order number, instead."""


class _V2OrderRequest(TypedDict):
    """What is required."""

    body: str
    """What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required."""

    out_trade_no: str
    """The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_\\-|*]`. Required.
    """

    spbill_create_ip: str
    """The **payer's** public IPv4 or IPv6 address. Required."""

    total_fee: int
    """Whole fen, at least 1. Required."""


class V2OrderRequest(_V2OrderRequest, total=False):
    """A V2 H5 unified order.

    `appid` and `mch_id` come from the configuration; `trade_type`, `notify_url`, `nonce_str` and `sign` are computed.
    """

    attach: Optional[str]
    """Comes back in queries and notifications; up to 127 bytes of UTF-8. No `&name=` with a field name of V2 in it, as in
    all texts of a V2 order: V2 signs without escaping.
    """

    channel: Optional[Channel]
    """The way this order takes; the configured one when left out."""

    detail: Optional[str]
    """Goods detail, JSON text of up to 6000 bytes of UTF-8."""

    device_info: Optional[str]
    """Device, for example `WEB`; up to 32 bytes of UTF-8."""

    extra: Optional[str]
    """Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
    sent with the others and replace none of them; values are texts or whole numbers. Experts only: nothing in it is checked.
    """

    fee_type: Optional[str]
    """`CNY`, also when left out."""

    goods_tag: Optional[str]
    """Mark for discounts, up to 32 bytes of UTF-8."""

    limit_pay: Optional[str]
    """`no_credit` excludes credit cards."""

    notify_url: Optional[str]
    """Your own address for the notification of this order; the configured one when left out."""

    product_id: Optional[str]
    """Number of the goods, up to 32 bytes of UTF-8."""

    profit_sharing: Optional[str]
    """`Y` or `N`: whether the money is shared later."""

    receipt: Optional[str]
    """`Y` lets the payer ask for an electronic invoice."""

    scene_info: H5Info
    """Kind of page, name and site; `Wap` when left out. `app_url`/`app_name` are sent as `wap_url`/`wap_name`, and
    when left out the configured `referer` and its host take their place.
    """

    sub_appid: Optional[str]
    """Sub merchant's WeChat AppID, for service providers."""

    sub_mch_id: Optional[str]
    """Sub merchant's number, for service providers."""

    time_expire: Optional[Union[str, datetime]]
    """Last moment to pay, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form; cannot be changed by ordering again.
    """

    time_start: Optional[Union[str, datetime]]
    """First moment, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form.
    """


class V2RefundQuery(TypedDict, total=False):
    """A refund, or the refunds of an order, by exactly one of four numbers."""

    offset: int
    """The number of the first refund in the reply, which holds 10 at the most; 0 when left out."""

    out_refund_no: Optional[str]
    """The merchant's refund number."""

    out_trade_no: Optional[str]
    """The merchant's order number."""

    refund_id: Optional[str]
    """WeChat Pay's refund number."""

    sub_mch_id: Optional[str]
    """Number of the sub merchant, for service providers."""

    transaction_id: Optional[str]
    """WeChat Pay's order number."""


class _V2RefundRequest(TypedDict):
    """What is required."""

    out_refund_no: str
    """The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\\-|*@]`. Required."""

    refund_fee: int
    """What goes back, fen, at least 1. Required."""

    total_fee: int
    """What the whole order cost, fen. Required."""


class V2RefundRequest(_V2RefundRequest, total=False):
    """A V2 refund. It needs the merchant certificate on the connection: `merchant_certificate` with
    `merchant_private_key`, or `merchant_p12`.

    `out_refund_no` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
    """

    notify_url: Optional[str]
    """Your own address for the notification of this refund; the configured one when left out."""

    out_trade_no: Optional[str]
    """The merchant's number of the order."""

    refund_account: Optional[str]
    """`REFUND_SOURCE_UNSETTLED_FUNDS` (WeChat Pay's default) or `REFUND_SOURCE_RECHARGE_FUNDS`."""

    refund_desc: Optional[str]
    """Shown to the payer; up to 80 bytes of UTF-8."""

    refund_fee_type: Optional[str]
    """`CNY`, also when left out."""

    sub_appid: Optional[str]
    """WeChat AppID of the sub merchant, for service providers."""

    sub_mch_id: Optional[str]
    """Number of the sub merchant, for service providers."""

    transaction_id: Optional[str]
    """WeChat Pay's number of the order. Exactly one of this and `out_trade_no`."""


class _V2TradeBillRequest(TypedDict):
    """What is required."""

    bill_date: Union[str, date]
    """The day in Beijing: `2026-06-08` or `20260608`. Required."""


class V2TradeBillRequest(_V2TradeBillRequest, total=False):
    """Which trade bill is wanted over V2. V2 gives no digest: nothing proves that such a bill is whole and genuine.
    """

    bill_type: TradeBillType
    """Which transactions; all of them when left out."""

    gzip: bool
    """Whether the file travels compressed; the rows are the same."""

    sub_mch_id: Optional[str]
    """One sub merchant, for service providers."""
