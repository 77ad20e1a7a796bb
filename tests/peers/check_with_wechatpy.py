"""Lets the unmodified PyPI package `wechatpy` do business with the sandbox in V2. It verifies notifications, replies never.

    python check_with_wechatpy.py --base-url http://127.0.0.1:18700
"""

import argparse
import contextlib
import datetime
import pathlib
import sys
import tempfile

import requests
from wechatpy.exceptions import InvalidSignatureException, WeChatPayException
from wechatpy.pay import WeChatPay

from peer_tools import Refused, Sandbox, TakingMerchant, expect, order_number

GATEWAY = "https://api.mch.weixin.qq.com"
PEER = "wechatpy, V2 MD5"
TOTAL = 1999
BODY = "蓝色马克杯 \"A&B\" <大>"
ATTACH = "店=1&x=\\"
SCENE = {"h5_info": {"type": "Wap", "wap_url": "https://pay.example.com", "wap_name": "店"}}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base-url", required=True)
    sandbox = Sandbox(parser.parse_args().base_url.rstrip("/"))
    merchant = TakingMerchant("<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>")
    with tempfile.TemporaryDirectory() as folder:
        checks = Checks(sandbox, merchant, pathlib.Path(folder))
        outcomes = [
            report("V2 order", checks.order),
            report("V2 partner order", checks.partner),
            report("notification", checks.notified),
            report("query", lambda: expect(checks.state(checks.number) == "SUCCESS", "not paid")),
            report("close", checks.closing),
            report("refund", checks.refund),
            report("refund query", checks.refund_query),
            report("bills", checks.bills),
            report("wrong key", checks.wrong_key),
            report("wrong parameter", checks.wrong_parameter),
            report("changed body", checks.changed_body),
            own("changed reply", "it verifies no reply", checks.unverified),
            report("unknown order", lambda: refused("ORDERNOTEXIST", lambda: checks.state(order_number()))),
            report("other amount", checks.other_amount),
        ]
    merchant.stop()
    sandbox.call("DELETE", "/sandbox/faults")
    sandbox.call("PUT", "/sandbox/switches", {"bills_at_once": False})
    sys.exit(0 if all(outcomes) else 1)


def report(operation, check):
    return tell("PASS", operation, operation, check)


def own(operation, why, check):
    """What the package itself gets wrong; the check holds that it does."""
    return tell("OWN", operation, f"{operation}: {why}", check)


def tell(word, operation, text, check):
    try:
        check()
    except Exception as error:  # A peer raises plain exceptions; whatever it is, the check has failed.
        print(f"FAIL {PEER}: {operation}: {type(error).__name__} {error}", flush=True)
        return False
    print(f"{word} {PEER}: {text}", flush=True)
    return True


def refused(code, act):
    try:
        act()
    except WeChatPayException as error:
        expect(error.errcode == code, f"refused by {error.errcode} {error.return_msg}, not {code}")
        return
    raise AssertionError("it was accepted")


class Checks:
    """One merchant; the package is used as its documentation says."""

    def __init__(self, sandbox, merchant, folder):
        self.sandbox, self.merchant = sandbox, merchant
        self.identity = sandbox.call("GET", "/sandbox/identity")
        self.files = {}
        for name in ("merchant_certificate", "merchant_private_key", "root_certificate"):
            self.files[name] = folder / f"{name}.pem"
            self.files[name].write_text(self.identity[name])
        self.pay = self.peer()
        self.number = self.notification = self.day = None

    def peer(self, key=None, sub_mch_id=None):
        peer = WeChatPay(
            appid=self.identity["wechat_appid"],
            api_key=key or self.identity["api_v2_key"],
            mch_id=self.identity["mchid"],
            sub_mch_id=sub_mch_id,
            mch_cert=str(self.files["merchant_certificate"]),
            mch_key=str(self.files["merchant_private_key"]),
            timeout=10,
        )
        # Another address below the signature: its own session leads its fixed gateway to the sandbox.
        peer._http.mount("https://", ToSandbox(self.identity["wechat_mutual_tls_base_url"], str(self.files["root_certificate"])))
        return peer

    def place(self, number, total=TOTAL, peer=None, **more):
        order = {"body": BODY, "client_ip": "203.0.113.7", "attach": ATTACH, **more}
        start = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
        # The times are part of the order: the same one again has the same ones.
        times = self.files.setdefault(f"times of {number}", (start, start + datetime.timedelta(hours=2)))
        return (peer or self.pay).order.create(
            trade_type="MWEB", total_fee=total, notify_url=self.merchant.address, out_trade_no=number, scene_info=SCENE,
            time_start=times[0], time_expire=times[1], **order,
        )

    def state(self, number, peer=None):
        return (peer or self.pay).order.query(out_trade_no=number)["trade_state"]

    def order(self):
        self.number = order_number()
        link = self.place(self.number)["mweb_url"]
        expect(self.state(self.number) == "NOTPAY", "paid already")
        self.sandbox.call("POST", "/sandbox/pay", {"h5_url": link})
        self.notification = self.merchant.next()[1].decode()

    def partner(self):
        peer, number = self.peer(sub_mch_id="1900000002"), order_number()
        self.sandbox.call("POST", "/sandbox/pay", {"h5_url": self.place(number, peer=peer)["mweb_url"]})
        paid = peer.parse_payment_result(self.merchant.next()[1].decode())
        expect(paid["sub_mch_id"] == "1900000002" and paid["out_trade_no"] == number, f"{paid}")
        expect(self.state(number, peer) == "SUCCESS", "not paid")

    def notified(self):
        paid = self.pay.parse_payment_result(self.notification)
        expect(paid["out_trade_no"] == self.number and paid["total_fee"] == TOTAL and paid["attach"] == ATTACH, f"{paid}")
        self.day = paid["time_end"][:8]

    def closing(self):
        number = order_number()
        self.place(number)
        self.pay.order.close(number)
        expect(self.state(number) == "CLOSED", "it is not closed")
        refused("ORDERPAID", lambda: self.pay.order.close(self.number))
        refused("ORDERCLOSED", lambda: self.pay.order.close(number))

    def refund_of(self, number, fen):
        return self.pay.refund.apply(
            total_fee=TOTAL, refund_fee=fen, out_refund_no="R" + number, out_trade_no=number, notify_url=self.merchant.address
        )

    def refund(self):
        made = self.refund_of(self.number, 500)
        expect(made["refund_fee"] == "500", f"{made}")
        self.sandbox.call("POST", f"/sandbox/refunds/R{self.number}/settle", {"as": "SUCCESS"})
        notice = self.pay.parse_refund_notify_result(self.merchant.next()[1].decode())
        expect(notice["out_trade_no"] == self.number and notice["refund_status"] == "SUCCESS", f"{notice}")
        unpaid = order_number()
        self.place(unpaid)
        refused("ORDERNOTEXIST", lambda: self.refund_of(unpaid, 1))

    def refund_query(self):
        found = self.pay.refund.query(out_refund_no="R" + self.number)
        expect(found["refund_status_0"] == "SUCCESS" and found["refund_fee_0"] == "500", f"{found}")
        refused("REFUNDNOTEXIST", lambda: self.pay.refund.query(out_refund_no=order_number()))

    def bills(self):
        self.sandbox.call("PUT", "/sandbox/switches", {"bills_at_once": True})
        expect(f"`{self.number}" in self.pay.tools.download_bill(self.day), "the order is missing")
        with contextlib.suppress(WeChatPayException):
            self.pay.tools.download_bill("20200101")
            raise AssertionError("there is a bill of a day without trade")

    def wrong_key(self):
        other = self.peer(key="0123456789abcdef0123456789abcdef")
        self.fails_with("签名错误", lambda: self.place(order_number(), peer=other))

    def wrong_parameter(self):
        self.fails_with("参数错误：body", lambda: self.place(order_number(), body="长" * 43))
        self.fails_with("invalid spbill_create_ip", lambda: self.place(order_number(), client_ip="somewhere"))

    def fails_with(self, text, act):
        try:
            act()
        except WeChatPayException as error:
            expect(error.return_code == "FAIL" and text in error.return_msg, f"{error.return_code} {error.return_msg}")
            expect(error.errcode is None, f"an error code: {error.errcode}")
            return
        raise AssertionError("it was accepted")

    def changed_body(self):
        for changed in (
            self.notification.replace("[1999]", "[1]"),
            self.notification.replace(self.number, order_number()),
            self.notification.replace("</xml>", "<coupon_fee>1</coupon_fee></xml>"),
        ):
            expect(changed != self.notification, "nothing was changed")
            with Refused(InvalidSignatureException):
                self.pay.parse_payment_result(changed)
        self.pay.parse_payment_result(self.notification)

    def unverified(self):
        self.sandbox.call("POST", "/sandbox/faults", {"endpoint": "query", "kind": "wrong_signature"})
        expect(self.state(self.number) == "REFUND", "it was refused")

    def other_amount(self):
        number = order_number()
        self.place(number)
        self.place(number)
        refused("INVALID_REQUEST", lambda: self.place(number, TOTAL + 1))
        refused("REFUND_FEE_MISMATCH", lambda: self.refund_of(self.number, 501))


class ToSandbox(requests.adapters.HTTPAdapter):
    """Leads requests to the package's fixed gateway to the sandbox, and lets no other one leave this machine."""

    def __init__(self, address, root):
        super().__init__()
        self.address, self.root = address, root

    def send(self, request, **options):
        if not request.url.startswith(GATEWAY + "/"):
            raise requests.ConnectionError("a test sends nothing to other hosts")
        request.url = self.address + request.url.removeprefix(GATEWAY)
        return super().send(request, **{**options, "proxies": {}, "verify": self.root})


if __name__ == "__main__":
    main()
