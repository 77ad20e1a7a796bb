"""Cases for bills: the questions, the links, and the files row by row.

Compressed files are made by hand from stored blocks, so that
every version of zlib gives the same bytes.
"""

import base64
import hashlib
import struct
import zlib

from maker import make

BASE = "https://api.mch.weixin.qq.com"
TARGET = "/v3/billdownload/file?token=a-B_c.d~e&x=%2Fy"
NONE = hashlib.sha1(b"").hexdigest()

TRADE = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
TRADE_TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
FUNDS = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号"
FUNDS_TOTALS = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"


def row(cells):
    return "`" + ",`".join(cells)


PAYMENT = ["2024-08-05 17:33:41", "wx2421b1c4370ec43b", "1900007291", "0", "", "4200000001", "T20240805001", "oUpF8uMEb4qRXf22hE3X68TekukE", "MWEB", "SUCCESS", "OTHERS", "CNY", "19.99", "0.00", "0", "0", "0.00", "0.00", "", "", '杯子, "蓝"', "a,b`c&'", "0.12000", "0.60%", "19.99", "0.00", ""]
REFUND = ["2024-08-05 18:33:41", "wx2421b1c4370ec43b", "1900007291", "1900000109", "", "4200000001", "T20240805001", "oUpF8uMEb4qRXf22hE3X68TekukE", "MWEB", "REFUND", "OTHERS", "CNY", "0.00", "0.00", "50000001", "R20240805001", "5.00", "0.00", "ORIGINAL", "FAIL", "杯子", "", "-0.03000", "0.60%", "0.00", "5.00", ""]
TOTALS = ["2", "19.99", "5.00", "0.00", "0.09000", "19.99", "5.00"]

PAYMENT_VALUE = {
    "trade_time": "2024-08-05 17:33:41", "sub_mchid": None, "transaction_id": "4200000001", "out_trade_no": "T20240805001", "trade_type": "MWEB", "trade_state": "SUCCESS",
    "settlement_amount": 1999, "coupon_amount": 0, "refund_id": None, "out_refund_no": None, "refund_status": None, "description": '杯子, "蓝"', "attach": "a,b`c&'",
    "fee": 12, "fee_rate": "0.60%", "order_amount": 1999, "fee_rate_note": None, "other": {},
}
REFUND_VALUE = {
    "sub_mchid": "1900000109", "trade_state": "REFUND", "refund_id": "50000001", "out_refund_no": "R20240805001", "refund_amount": 500, "refund_type": "ORIGINAL",
    "refund_status": "FAIL", "fee": -3, "order_amount": 0, "requested_refund_amount": 500,
}
SUMMARY = {"count": 2, "settlement_amount": 1999, "refund_amount": 500, "coupon_refund_amount": 0, "fee": 9, "order_amount": 1999, "requested_refund_amount": 500}


def bill(header=TRADE, rows=(PAYMENT, REFUND), totals_header=TRADE_TOTALS, totals=TOTALS, end="\r\n"):
    return "".join(line + end for line in [header, *map(row, rows), totals_header, row(totals)])


def gzip(data, block=65535):
    data = data.encode() if isinstance(data, str) else data
    parts = [data[at:at + block] for at in range(0, len(data), block)] or [b""]
    stored = b"".join(struct.pack("<BHH", at == len(parts) - 1, len(part), 0xFFFF ^ len(part)) + part for at, part in enumerate(parts))
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + stored + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def sha1(data):
    return hashlib.sha1(data.encode() if isinstance(data, str) else data).hexdigest()


def body(data):
    if isinstance(data, str):
        return {"body": data}
    return {"body_base64": base64.b64encode(data).decode()}


def requests():
    case, error = make.case, make.error

    def get(name, operation, target, request):
        return case(name, operation, {"request": make.v3_request("GET", BASE + target, target)}, request=request)

    def bad(name, operation, code, field, **request):
        return case(name, operation, error("invalid_input", code, field), request=request)

    def v2(name, fields, request, sign_type="HMAC-SHA256", **inputs):
        fields = {"appid": make.APPID, "mch_id": make.MCHID, **fields, "nonce_str": make.NONCE, "sign_type": sign_type}
        fields["sign"] = make.v2_sign(fields, sign_type)
        sent = {"method": "POST", "url": BASE + "/pay/downloadbill", "headers": {"Content-Type": "text/xml; charset=utf-8"}, "body": make.v2_xml(fields, cdata=False)}
        return case(name, "v2_trade_bill", {"request": sent}, request=request, **inputs)

    v3_off = {"merchant_private_key": None, "api_v3_key": None, "public_key": None, "public_key_id": None, "platform_certificates": None}
    return [
        get("trade bill", "trade_bill", "/v3/bill/tradebill?bill_date=2024-08-04&bill_type=ALL", {"bill_date": "2024-08-04"}),
        get("trade bill with everything", "trade_bill", "/v3/bill/tradebill?bill_date=2024-08-04&bill_type=REFUND&sub_mchid=1900000109&tar_type=GZIP", {"bill_date": "2024-08-04", "bill_type": "REFUND", "sub_mchid": "1900000109", "gzip": True}),
        get("fund flow bill", "fund_flow_bill", "/v3/bill/fundflowbill?bill_date=2024-02-29&account_type=BASIC", {"bill_date": "2024-02-29"}),
        get("fund flow bill of the fees, compressed", "fund_flow_bill", "/v3/bill/fundflowbill?bill_date=2024-08-04&account_type=FEES&tar_type=GZIP", {"bill_date": "2024-08-04", "account_type": "FEES", "gzip": True}),
        v2("V2 trade bill", {"bill_date": "20240804", "bill_type": "ALL"}, {"bill_date": "20240804"}),
        v2("V2 trade bill with everything", {"sub_mch_id": "1900000109", "bill_date": "20240804", "bill_type": "RECHARGE_REFUND", "tar_type": "GZIP"}, {"bill_date": "20240804", "bill_type": "RECHARGE_REFUND", "sub_mch_id": "1900000109", "gzip": True}),
        v2("V2 trade bill signed with MD5", {"bill_date": "20240804", "bill_type": "SUCCESS"}, {"bill_date": "20240804", "bill_type": "SUCCESS"}, "MD5", settings={"v2_sign_type": "MD5"}),
        bad("trade bill without a day", "trade_bill", "FIELD_MISSING", "bill_date"),
        bad("trade bill of a day that does not exist", "trade_bill", "BILL_DATE_FORM", "bill_date", bill_date="2023-02-29"),
        get("trade bill with V2's form of the day", "trade_bill", "/v3/bill/tradebill?bill_date=2024-08-04&bill_type=ALL", {"bill_date": "20240804"}),
        bad("trade bill with a time", "trade_bill", "BILL_DATE_FORM", "bill_date", bill_date="2024-08-04T00:00:00+08:00"),
        bad("trade bill of a type of V2", "trade_bill", "VALUE_NOT_ALLOWED", "bill_type", bill_date="2024-08-04", bill_type="RECHARGE_REFUND"),
        bad("trade bill of an unknown type", "trade_bill", "WRONG_TYPE", "bill_type", bill_date="2024-08-04", bill_type="all"),
        bad("trade bill with tar_type", "trade_bill", "UNKNOWN_FIELD", "tar_type", bill_date="2024-08-04", tar_type="GZIP"),
        bad("trade bill of an AppID", "trade_bill", "MERCHANT_NUMBER_FORM", "sub_mchid", bill_date="2024-08-04", sub_mchid="wx2421b1c4370ec43b"),
        bad("fund flow bill of a month", "fund_flow_bill", "BILL_DATE_FORM", "bill_date", bill_date="2024-08"),
        bad("fund flow bill of an unknown account", "fund_flow_bill", "WRONG_TYPE", "account_type", bill_date="2024-08-04", account_type="ALL"),
        v2("V2 trade bill with V3's form of the day", {"bill_date": "20240804", "bill_type": "ALL"}, {"bill_date": "2024-08-04"}),
        bad("V2 trade bill of a day with slashes", "v2_trade_bill", "BILL_DATE_FORM", "bill_date", bill_date="2024/08/04"),
        bad("V2 trade bill of a 13th month", "v2_trade_bill", "BILL_DATE_FORM", "bill_date", bill_date="20241301"),
        case("trade bill, V3 not configured", "trade_bill", error("config", "V3_NOT_CONFIGURED", "merchant_private_key"), request={"bill_date": "2024-08-04"}, settings=v3_off),
        case("V2 trade bill, V2 not configured", "v2_trade_bill", error("config", "V2_NOT_CONFIGURED", "api_v2_key"), request={"bill_date": "20240804"}, settings={"api_v2_key": None}),
    ]


def links():
    case, error, compact, reply = make.case, make.error, make.compact, make.reply

    def link(**changes):
        found = {"download_url": BASE + TARGET, "hash_type": "SHA1", "hash_value": NONE, **changes}
        return {name: value for name, value in found.items() if value is not None}

    def answered(name, expect, text, status=200, headers=None, operation="trade_bill", **inputs):
        headers = make.signed_headers(text) if headers is None else headers
        return case(name, operation, expect, request={"bill_date": "2024-08-04"}, reply=reply(text, status, headers), **inputs)

    def refused(name, code, field, **changes):
        expect = error("malformed", code, field, "same_request")
        return [
            answered(f"link: {name}", expect, compact(link(**changes))),
            case(f"file: {name}", "trade_bill_file", error("malformed", code, field, "same_request" if "LINK" in code else "never"), request=link(**changes)),
        ]

    def opened(name, url, target, **inputs):
        base = inputs.get("settings", {}).get("wechat_base_url", BASE)
        return case(f"file: {name}", "trade_bill_file", {"request": make.v3_request("GET", base + target, target)}, request=link(download_url=url), **inputs)

    good = compact(link())
    cases = [
        answered("link of a trade bill", {"result": link()}, good),
        answered("link of a fund flow bill", {"result": link()}, good, operation="fund_flow_bill"),
        answered("link, unsigned", error("signature", "REPLY_UNSIGNED", retry="same_request"), good, headers={}),
        answered("link, changed after signing", error("signature", "SIGNATURE_WRONG", retry="same_request"), good.replace("token=a", "token=b"), headers=make.signed_headers(good)),
        answered("link, stale", error("stale", "MESSAGE_STALE", retry="same_request"), good, headers=make.signed_headers(good, at=make.NOW - 300)),
        answered("link without a digest", error("malformed", "MESSAGE_FIELD", retry="same_request"), compact(link(hash_value=None))),
        answered("no bill", error("api", "NO_STATEMENT_EXIST"), '{"code":"NO_STATEMENT_EXIST","message":"请求的账单文件不存在"}', 400, {}),
        answered("bill in the making", error("api", "STATEMENT_CREATING", retry="same_request"), '{"code":"STATEMENT_CREATING","message":"账单生成中"}', 400, {}),
        opened("path and query stay byte for byte", BASE + TARGET, TARGET),
        opened("another host of WeChat Pay: sent to the configured one", "https://api2.mch.weixin.qq.com" + TARGET, TARGET),
        opened("without a query", BASE + "/v3/billdownload/file", "/v3/billdownload/file"),
        opened("at the configured address", "http://127.0.0.1:18701" + TARGET, TARGET, settings={"wechat_base_url": "http://127.0.0.1:18701", "qq_base_url": "http://127.0.0.1:18701"}),
    ]
    tables = [
        ("of another host", "BILL_LINK_REFUSED", "download_url", {"download_url": "https://api.mch.weixin.qq.com.evil.example" + TARGET}),
        ("with a user name", "BILL_LINK_REFUSED", "download_url", {"download_url": "https://api.mch.weixin.qq.com@evil.example" + TARGET}),
        ("with a user name before the right host", "BILL_LINK_REFUSED", "download_url", {"download_url": "https://u:p@api.mch.weixin.qq.com" + TARGET}),
        ("at another port", "BILL_LINK_REFUSED", "download_url", {"download_url": "https://api.mch.weixin.qq.com:8443" + TARGET}),
        ("without TLS", "BILL_LINK_REFUSED", "download_url", {"download_url": "http://api.mch.weixin.qq.com" + TARGET}),
        ("on this machine", "BILL_LINK_REFUSED", "download_url", {"download_url": "http://127.0.0.1:18701" + TARGET}),
        ("with a fragment", "BILL_LINK_REFUSED", "download_url", {"download_url": BASE + TARGET + "#a"}),
        ("with blanks", "BILL_LINK_REFUSED", "download_url", {"download_url": BASE + "/v3/billdownload/file?token=a b"}),
        ("that would be sent otherwise than signed", "BILL_LINK_REFUSED", "download_url", {"download_url": BASE + "/v3/x/../billdownload/file?token=a"}),
        ("relative", "BILL_LINK_REFUSED", "download_url", {"download_url": TARGET}),
        ("digest of another kind", "BILL_DIGEST_UNSUPPORTED", "hash_type", {"hash_type": "SHA256"}),
        ("digest too short", "BILL_DIGEST_UNSUPPORTED", "hash_value", {"hash_value": NONE[1:]}),
        ("digest that is no hex", "BILL_DIGEST_UNSUPPORTED", "hash_value", {"hash_value": "g" * 40}),
    ]
    for name, code, field, changes in tables:
        cases += refused(name, code, field, **changes)
    return cases


def files():
    case, error = make.case, make.error

    def file(name, expect, data, digest=None, kind="trade", status=200):
        link = {"download_url": BASE + TARGET, "hash_type": "SHA1", "hash_value": digest or sha1(data)}
        return case(name, f"{kind}_bill_file", expect, request=link, reply={"status": status, "headers": {}, **body(data)})

    def v2(name, expect, data, status=200):
        return case(name, "v2_trade_bill", expect, request={"bill_date": "20240804"}, reply={"status": status, "headers": {}, **body(data)})

    def read(rows, summary, data, verified=True):
        size = len(data.encode())
        return {"rows": rows, "result": {"rows": len(rows), "bytes": size, "verified": verified, "summary": summary}}

    def bad(code, field=None, retry="same_request", kind="malformed"):
        return error(kind, code, field, retry)

    def other(at, value):
        cells = list(PAYMENT)
        cells[at] = value
        return bill(rows=[cells, REFUND])

    plain = bill()
    good = read([PAYMENT_VALUE, REFUND_VALUE], SUMMARY, plain)
    new = bill("商户订单号,新的列,订单金额", [["T1", "x,y", "1.00"]], "总交易单数,新合计", ["1", "z"])
    old = bill("交易时间,子商户号,总金额,企业红包金额,企业红包退款金额", [["2014-11-10 16:33:45", "0", "0.01", "0.0", "0"]], "总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额", ["1", "0.01", "0.0", "0.0", "0"])
    old_v2 = bill("交易时间,子商户号,总金额,手续费,费率", [["2018-08-20 16:33:51", "0", "0.01", "0.00000", "1.00%"]], "总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额", ["1", "0.01", "0.00", "0.00", "0.00000"]).removesuffix("\r\n")
    lines = bill("商品名称,订单金额", [["a\nb", "1.00"]], "总交易单数", ["1"])
    funds = bill(FUNDS, [["2024-08-05 04:21:23", "50000305742018020103387128253", "1900009231201802015884652186", "退款", "退款", "支出", "0.02", "0.17", "system", '缺货, "x"', "REF1"]], FUNDS_TOTALS, ["1.0", "0.0", "0.00", "1.0", "0.02"])
    flow = {"booking_time": "2024-08-05 04:21:23", "flow_id": "1900009231201802015884652186", "direction": "支出", "amount": 2, "balance": 17, "note": '缺货, "x"', "voucher_id": "REF1"}
    flows = {"count": 1, "income_count": 0, "income_amount": 0, "expense_count": 1, "expense_amount": 2}
    wide = bill(funds.split("\r\n")[0].replace("(元)", "（元）"), [funds.split("\r\n")[1][1:].split(",`")], FUNDS_TOTALS, ["1.0", "0.0", "0.00", "1.0", "0.02"])
    packed = gzip(plain)

    def funds_counting(rows, income, expense):
        return bill(FUNDS, [funds.split("\r\n")[1][1:].split(",`")], FUNDS_TOTALS, [str(rows), str(income), "0.00", str(expense), "0.02"])

    xml = "<xml><return_code><![CDATA[FAIL]]></return_code>\n<return_msg><![CDATA[{}]]></return_msg>\n<error_code><![CDATA[{}]]></error_code>\n</xml>"
    cases = [
        file("payments and refunds", good, plain),
        file("the same with line feeds alone", read([PAYMENT_VALUE, REFUND_VALUE], SUMMARY, bill(end="\n")), bill(end="\n")),
        file("the same with a byte-order mark", read([PAYMENT_VALUE, REFUND_VALUE], SUMMARY, "\ufeff" + plain), "\ufeff" + plain),
        file("the same without the last line feed", read([PAYMENT_VALUE, REFUND_VALUE], SUMMARY, plain.rstrip()), plain.rstrip()),
        file("the same compressed: the digest is of the file", good, packed, sha1(plain)),
        file("the same compressed in two members", good, gzip(plain[:500]) + gzip(plain[500:]), sha1(plain)),
        file("a digest in capitals", good, plain, sha1(plain).upper()),
        file("a bill without rows", read([], {"count": 0, "fee": 0}, bill(rows=[], totals=["0", "0.00", "0.00", "0.00", "0.00000", "0.00", "0.00"])), bill(rows=[], totals=["0", "0.00", "0.00", "0.00", "0.00000", "0.00", "0.00"])),
        file("unknown and missing columns", read([{"out_trade_no": "T1", "order_amount": 100, "fee": None, "other": {"新的列": "x,y"}}], {"count": 1, "fee": None, "other": {"新合计": "z"}}, new), new),
        file("older names", read([{"sub_mchid": None, "settlement_amount": 1, "coupon_amount": 0, "coupon_refund_amount": 0, "order_amount": None}], {"settlement_amount": 1, "coupon_refund_amount": 0}, old), old),
        file("a text with a line feed", read([{"description": "a\nb", "order_amount": 100}], {"count": 1}, lines), lines),
        file("fund flow", read([flow], flows, funds), funds, kind="fund_flow"),
        file("fund flow with wide brackets", read([flow], flows, wide), wide, kind="fund_flow"),
        v2("V2: payments and refunds, not verified", read([PAYMENT_VALUE, REFUND_VALUE], SUMMARY, plain, verified=False), plain),
        v2("V2: compressed", read([PAYMENT_VALUE, REFUND_VALUE], SUMMARY, plain, verified=False), packed),
        file("another digest", bad("BILL_DIGEST_WRONG", kind="signature"), plain, NONE),
        file("the digest of the compressed bytes", bad("BILL_DIGEST_WRONG", kind="signature"), packed, sha1(packed)),
        file("a changed amount", bad("BILL_DIGEST_WRONG", kind="signature"), plain.replace("19.99", "99.99"), sha1(plain)),
        file("a row less", bad("BILL_DIGEST_WRONG", kind="signature"), bill(rows=[PAYMENT]), sha1(plain)),
        file("a fund flow bill where a trade bill belongs", bad("BILL_UNREADABLE"), funds),
        file("a trade bill where a fund flow bill belongs", bad("BILL_UNREADABLE"), plain, kind="fund_flow"),
        file("no totals", bad("BILL_INCOMPLETE"), plain[:plain.index("总交易单数")]),
        file("totals named but not given", bad("BILL_INCOMPLETE"), plain[:plain.index("`2,")]),
        file("an empty file", bad("BILL_INCOMPLETE"), "", NONE),
        file("something after the totals", bad("BILL_UNREADABLE"), plain + "`1\n"),
        file("a row of one cell more", bad("BILL_UNREADABLE"), bill(rows=[PAYMENT + [""]])),
        file("a row of one cell less", bad("BILL_UNREADABLE"), bill(rows=[PAYMENT[1:], REFUND])),
        file("a row without backquotes", bad("BILL_UNREADABLE"), plain.replace("`2024-08-05 17:33:41", "2024-08-05 17:33:41")),
        file("a column twice", bad("BILL_UNREADABLE"), bill(TRADE.replace("设备号", "商户号"))),
        file("a line of 70,000 bytes", bad("BILL_TOO_LARGE", retry="never"), other(21, "a" * 70_000)),
        file("201 columns", bad("BILL_TOO_LARGE", retry="never"), bill(TRADE + "".join(f",c{n}" for n in range(174)))),
        file("compressed and cut", bad("BILL_GZIP_BROKEN"), packed[:-1], sha1(plain)),
        file("compressed with a wrong check sum", bad("BILL_GZIP_BROKEN"), packed[:-8] + b"\0\0\0\0" + packed[-4:], sha1(plain)),
        file("compressed with something behind", bad("BILL_GZIP_BROKEN"), packed + b"\0", sha1(plain)),
        file("not UTF-8", bad("BILL_UNREADABLE"), plain.encode().replace("杯子".encode(), b"\xff\xfe")),
        file("a refusal in place of the file", error("api", "PARAM_ERROR"), '{"code":"PARAM_ERROR","message":"token"}', status=400),
        file("a refusal with 200", error("api", "NO_AUTH"), '{"code":"NO_AUTH"}'),
        file("a page in place of the file", error("transport", "UNEXPECTED_REPLY", retry="same_request"), "<html></html>"),
        file("a gateway's page", error("transport", "UNEXPECTED_REPLY", retry="same_request"), "<html></html>", status=502),
        file("too many requests", error("transport", "TOO_MANY_REQUESTS", retry="same_request"), "", NONE, status=429),
        v2("V2: no bill", error("api", "20002"), xml.format("No Bill Exist", "20002")),
        v2("V2: bill in the making", error("api", "20003", retry="same_request"), xml.format("Bill Creating", "20003")),
        v2("V2: wrong sign", error("api", "20001"), xml.format("sign error", "20001")),
        v2("V2: wrong day", error("api", "20001"), xml.format("invalid bill_date", "20001")),
        v2("V2: XML that is no refusal", error("transport", "UNEXPECTED_REPLY", retry="same_request"), "<xml><return_code>SUCCESS</return_code></xml>"),
        v2("V2: cut", bad("BILL_INCOMPLETE"), plain[:plain.index("`2,")]),
        *(v2(f"V2: cut in the totals, `{cut[-6:]}`", bad("BILL_INCOMPLETE"), plain[:plain.rindex("`2,")] + cut) for cut in (
            "`2,`19.99,`5.00", "`2,`19.99,`5.00,`0.00,`0.09000,`19.99", "`2,`19.99,`5.00,`0.00,`0.09000,`19.99,", "`2,`19.99,`5.00,`0.00,`0.09000,`19.99,`",
            "`2,`19.99,`5.00,`0.00,`0.09000,`19.99,`5", "`2,`19.99,`5.00,`0.00,`0.09000,`19.99,`5.", "`2,`19.99,`5.00,`0.00,`0.09000,`19.99,`5.0")),
        v2("V2: whole, without a line feed at the end", read([PAYMENT_VALUE, REFUND_VALUE], SUMMARY, plain.removesuffix("\r\n"), verified=False), plain.removesuffix("\r\n")),
        v2("V2: whole, with half a line end", read([PAYMENT_VALUE, REFUND_VALUE], SUMMARY, plain.removesuffix("\n"), verified=False), plain.removesuffix("\n")),
        v2("V2: older names, whole, without a line feed at the end", read([{"settlement_amount": 1}], {"fee": 0}, old_v2, verified=False), old_v2),
        v2("V2: older names, cut in the last cell", bad("BILL_INCOMPLETE"), old_v2[:-1]),
        v2("V2: compressed, without a line feed at the end", read([PAYMENT_VALUE, REFUND_VALUE], SUMMARY, plain.removesuffix("\r\n"), verified=False), gzip(plain.removesuffix("\r\n"))),
        v2("V2: a row less than the totals count", bad("BILL_INCOMPLETE"), bill(rows=[PAYMENT])),
        v2("V2: a row more than the totals count", bad("BILL_INCOMPLETE"), bill(rows=[PAYMENT, PAYMENT, REFUND])),
        v2("V2: totals without a number of rows", bad("BILL_INCOMPLETE"), bill(totals=["", *TOTALS[1:]])),
        v2("V2: totals that do not name the number of rows", bad("BILL_INCOMPLETE"), bill(totals_header=TRADE_TOTALS.removeprefix("总交易单数,"), totals=TOTALS[1:])),
        file("a row less than the totals count", bad("BILL_INCOMPLETE"), bill(rows=[PAYMENT])),
        file("a row more than the totals count", bad("BILL_INCOMPLETE"), bill(rows=[PAYMENT, REFUND, REFUND])),
        file("compressed, and a row less than the totals count", bad("BILL_INCOMPLETE"), gzip(bill(rows=[PAYMENT])), sha1(bill(rows=[PAYMENT]))),
        file("fund flow: a row less than the totals count", bad("BILL_INCOMPLETE"), funds_counting(2, 1, 1), kind="fund_flow"),
        file("fund flow: a row more than the totals count", bad("BILL_INCOMPLETE"), funds_counting(0, 0, 0), kind="fund_flow"),
        file("fund flow: the totals count other directions", bad("BILL_INCOMPLETE"), funds_counting(1, 1, 0), kind="fund_flow"),
    ]
    for value in ["19.999", "-19.99", "+19.99", "1,999.00", "19.9.9", ".99", "19.", "1e2", "abc", " 19.99", "１９.99", "99999999999999999999.00"]:
        cases.append(file(f"amount `{value}`", bad("BILL_UNREADABLE", "应结订单金额"), other(12, value)))
    for value, fen in [("0", 0), ("0.1", 10), ("007.10", 710), ("19.990000000", 1999), ("92233720368547758.07", 9223372036854775807)]:
        data = other(12, value)
        cases.append(file(f"amount `{value}` is {fen} fen", read([{"settlement_amount": fen}, REFUND_VALUE], SUMMARY, data), data))
    cases.append(file("a fraction of a fen in a fee", bad("BILL_UNREADABLE", "手续费"), other(22, "0.11994")))
    cases.append(file("a number of rows with a fraction", bad("BILL_UNREADABLE", "总交易单数"), bill(totals=["2.5", *TOTALS[1:]])))
    return cases


def cases():
    return requests() + links() + files()
