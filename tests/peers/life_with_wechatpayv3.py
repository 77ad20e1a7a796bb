"""What `wechatpayv3` does after the order: closing, refunds, certificates and bills. It verifies every signed reply itself."""

import datetime
import gzip
import hashlib
import json
import pathlib
import tempfile

DAY = 24 * 3600
PATIENCE = 15
BEIJING = datetime.timezone(datetime.timedelta(hours=8))


class Life:
    """The checks of one peer; `checks` places its orders."""

    def __init__(self, checks, expect, order_number):
        self.checks, self.expect, self.order_number = checks, expect, order_number
        self.sandbox = checks.sandbox

    def answers(self, reply, status, code, what):
        found, text = reply
        self.expect(found == status and json.loads(text)["code"] == code, f"{what}: {found} {text}")

    def paid(self, peer):
        """Pays an order two days ago: the peer signs with the real time, and bills are there from the next day on."""
        number = self.order_number()
        status, text = self.checks.order(peer, number)
        self.expect(status == 200, f"order: {status} {text}")
        self.checks.merchant.peer = peer
        self.sandbox.call("POST", "/sandbox/clock", {"advance_seconds": -2 * DAY})
        try:
            self.sandbox.call("POST", "/sandbox/pay", {"h5_url": json.loads(text)["h5_url"]})
            self.checks.merchant.notifications.get(timeout=PATIENCE)
        finally:
            self.sandbox.call("POST", "/sandbox/clock", {"advance_seconds": 2 * DAY})
        return number

    def closing(self):
        peer, number = self.checks.peer(), self.order_number()
        self.checks.order(peer, number)
        status, text = peer.close(out_trade_no=number)
        self.expect(status == 204, f"close: {status} {text}")
        self.expect(self.checks.query(peer, number)["trade_state"] == "CLOSED", "it is not closed")
        paid = self.paid(peer)
        status, text = peer.close(out_trade_no=paid)
        self.expect(json.loads(text)["code"] == "ORDERPAID", f"closing a paid order: {status} {text}")
        self.answers(peer.close(out_trade_no=self.order_number()), 404, "ORDER_NOT_EXIST", "closing no order")

    def refunds(self):
        peer = self.checks.peer()
        number, refund_number = self.paid(peer), "R" + self.order_number()
        amount = {"refund": 500, "total": 1999, "currency": "CNY"}
        status, text = peer.refund(out_refund_no=refund_number, out_trade_no=number, amount=amount, reason="坏了")
        self.expect(status == 200 and json.loads(text)["status"] == "PROCESSING", f"refund: {status} {text}")
        self.sandbox.call("POST", f"/sandbox/refunds/{refund_number}/settle", {"as": "SUCCESS"})
        _, _, notice = self.checks.merchant.notifications.get(timeout=PATIENCE)
        self.expect(notice and notice["event_type"] == "REFUND.SUCCESS", "the peer refuses the refund notification")
        status, text = peer.query_refund(refund_number)
        found = json.loads(text)
        self.expect(status == 200 and found["status"] == "SUCCESS", f"refund query: {status} {text}")
        self.expect(found["amount"]["refund"] == 500 and found["out_trade_no"] == number, f"refund query: {text}")
        self.expect(self.checks.query(peer, number)["trade_state"] == "REFUND", "the order does not know of it")
        above = {"refund": 1500, "total": 1999, "currency": "CNY"}
        status, text = peer.refund(out_refund_no=refund_number + "b", out_trade_no=number, amount=above)
        self.expect(400 <= status < 500, f"more than was paid is given back: {status} {text}")
        self.answers(peer.query_refund("R-none"), 404, "RESOURCE_NOT_EXISTS", "query of no refund")
        self.sandbox.call("POST", "/sandbox/faults", {"endpoint": "refund_query", "kind": "wrong_signature"})
        try:
            peer.query_refund(refund_number)
        except Exception as error:  # the peer raises plain exceptions
            self.expect("failed to verify" in str(error), f"another failure: {error}")
        else:
            raise AssertionError("the peer accepts a refund with a wrong signature")

    def certificates(self):
        """Without a public key the peer fetches the certificates, decrypts them and keeps them in a folder."""
        with tempfile.TemporaryDirectory() as folder:
            self.checks.peer(cert_dir=folder)
            kept = {path.stem for path in pathlib.Path(folder).glob("*.pem")}
        serial = self.checks.identity["platform_serial"]
        self.expect(kept == ({serial} if self.checks.mode == "platform certificate" else set()), f"kept: {kept}")

    def bills(self):
        peer = self.checks.peer()
        number = self.paid(peer)
        day = (datetime.datetime.now(BEIJING) - datetime.timedelta(days=2)).strftime("%Y-%m-%d")
        for packed in ("GZIP", ""):
            link = self.link(peer, day, packed)
            rows = self.file(peer, link, packed).decode("utf-8-sig").split("\r\n")
            self.expect(sum(f"`{number}," in row for row in rows) == 1, "the payment is not in the bill")
        self.sandbox.call("POST", "/sandbox/faults", {"endpoint": "bill_file", "kind": "flipped_byte"})
        link = self.link(peer, day, "")
        status, content = peer.download_bill(self.address(link))
        self.expect(status == 200, f"file: {status}")
        self.expect(self.digest(content) != link["hash_value"].lower(), "a changed byte leaves the digest")
        status, text = peer.trade_bill(bill_date="2000-01-01")
        self.expect(400 <= status < 500, f"a bill of another century: {status} {text}")

    def link(self, peer, day, packed):
        status, text = peer.trade_bill(bill_date=day, tar_type="GZIP") if packed else peer._core.request(
            f"/v3/bill/tradebill?bill_date={day}&bill_type=ALL"  # the peer's own method always asks for GZIP or an empty word
        )
        self.expect(status == 200, f"bill: {status} {text}")
        link = json.loads(text)
        self.expect(link["hash_type"] == "SHA1", f"bill: {text}")
        return link

    def file(self, peer, link, packed):
        status, content = peer.download_bill(self.address(link))
        self.expect(status == 200, f"file: {status}")
        content = gzip.decompress(content) if packed else content
        self.expect(self.digest(content) == link["hash_value"].lower(), "the digest does not fit")
        return content if isinstance(content, bytes) else content.encode()

    def address(self, link):
        """The peer calls its fixed gateway; the sandbox names itself."""
        return link["download_url"].replace(self.sandbox.base_url, "https://api.mch.weixin.qq.com")

    @staticmethod
    def digest(content):
        return hashlib.sha1(content if isinstance(content, bytes) else content.encode()).hexdigest()
