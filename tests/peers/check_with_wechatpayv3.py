"""Lets the unmodified PyPI package `wechatpayv3` do business with the sandbox: it judges what the sandbox signs.

    python check_with_wechatpayv3.py --base-url http://127.0.0.1:18700
"""

import argparse
import http.server
import json
import queue
import sys
import tempfile
import threading
import time
import uuid

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from wechatpayv3 import WeChatPay, WeChatPayType

from life_with_wechatpayv3 import Life
from peer_tools import Sandbox

GATEWAY = "https://api.mch.weixin.qq.com"
TOTAL = 1999
PATIENCE = 15


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base-url", required=True)
    base_url = parser.parse_args().base_url.rstrip("/")
    if not base_url.startswith(("http://127.0.0.1:", "http://localhost:")):
        stop("--base-url must be on this machine")
    send_everything_to(base_url)
    sandbox = WatchedSandbox(base_url)
    try:
        identity = sandbox.call("GET", "/sandbox/identity")
    except OSError as error:
        stop(f"no sandbox at {base_url}: {error}")
    merchant = Merchant()
    outcomes = []
    try:
        for mode, notification_key in (("public key", "public_key"), ("platform certificate", "certificate")):
            sandbox.call("PUT", "/sandbox/switches", {"notification_key": notification_key})
            checks = Checks(sandbox, merchant, identity, mode)
            outcomes.append(report(f"wechatpayv3, {mode}: order, query, payment, notification, query", checks.payment))
            outcomes.append(report(f"wechatpayv3, {mode}: a changed notification is refused", checks.changed_notification))
            outcomes.append(report(f"wechatpayv3, {mode}: a reply with a wrong signature is refused", checks.wrong_replies))
            outcomes.append(report(f"wechatpayv3, {mode}: the sandbox refuses a wrong key", checks.wrong_key))
            life = Life(checks, expect, order_number)
            outcomes.append(report(f"wechatpayv3, {mode}: close, also what must not be closed", life.closing))
            outcomes.append(report(f"wechatpayv3, {mode}: refund in part, its query, refusals", life.refunds))
            outcomes.append(report(f"wechatpayv3, {mode}: platform certificates", life.certificates))
            outcomes.append(report(f"wechatpayv3, {mode}: trade bill and its digest", life.bills))
    finally:
        merchant.stop()
        sandbox.call("DELETE", "/sandbox/faults")
        sandbox.call("PUT", "/sandbox/switches", {"notification_key": "public_key"})
    sys.exit(0 if all(outcomes) else 1)


def stop(why):
    print(f"FAIL wechatpayv3: {why}")
    sys.exit(1)


def report(name, check):
    try:
        check()
    except Exception as error:  # A peer raises plain exceptions; whatever it is, the check has failed.
        print(f"FAIL {name}: {type(error).__name__} {error}", flush=True)
        return False
    print(f"PASS {name}", flush=True)
    return True


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


class Checks:
    """One peer in one way of verifying; the package is used as its documentation says."""

    def __init__(self, sandbox, merchant, identity, mode):
        self.sandbox = sandbox
        self.merchant = merchant
        self.mode = mode
        self.identity = identity
        self.notification = None

    def peer(self, private_key=None, cert_dir=None):
        keys = {}
        if self.mode == "public key":
            keys = {"public_key": self.identity["public_key"], "public_key_id": self.identity["public_key_id"]}
        return WeChatPay(
            wechatpay_type=WeChatPayType.H5,
            mchid=self.identity["mchid"],
            private_key=private_key or self.identity["merchant_private_key"],
            cert_serial_no=self.identity["merchant_serial"],
            appid=self.identity["wechat_appid"],
            apiv3_key=self.identity["api_v3_key"],
            notify_url=self.merchant.address,
            cert_dir=cert_dir,
            timeout=(5, 10),
            # Without a public key the constructor fetches the platform certificates and decrypts them.
            **keys,
        )

    def order(self, peer, number):
        scene = {"payer_client_ip": "203.0.113.7", "h5_info": {"type": "Wap"}}
        return peer.pay(
            description="蓝色马克杯 \"A&B\" <大>",
            out_trade_no=number,
            amount={"total": TOTAL, "currency": "CNY"},
            attach="店=1&x=\\",
            scene_info=scene,
        )

    def payment(self):
        peer, number = self.peer(), order_number()
        status, text = self.order(peer, number)
        expect(status == 200, f"order: {status} {text}")
        h5_url = json.loads(text)["h5_url"]

        found = self.query(peer, number)
        expect(found["trade_state"] == "NOTPAY", f"before payment: {found}")
        expect("transaction_id" not in found, "an unpaid order has a transaction_id")

        self.merchant.peer = peer
        self.sandbox.call("POST", "/sandbox/pay", {"h5_url": h5_url})
        self.notification = self.merchant.notifications.get(timeout=PATIENCE)
        headers, body, read = self.notification
        expect(read, "the peer refuses the notification")
        expected_serial = "public_key_id" if self.mode == "public key" else "platform_serial"
        expect(headers["Wechatpay-Serial"] == self.identity[expected_serial], "another key signed the notification")
        expect(read["event_type"] == "TRANSACTION.SUCCESS", f"event {read['event_type']}")
        paid = read["resource"]
        self.check_paid(paid, number)
        expect(number.encode() not in body, "the notification is not encrypted")
        self.sandbox.wait_for_event("notification.acknowledged", number)

        found = self.query(peer, number)
        self.check_paid(found, number)
        expect(found["transaction_id"] == paid["transaction_id"], "query and notification differ")
        # 404 is what the peer hands on for an order that is not there.
        status, text = peer.query(out_trade_no=order_number())
        expect(status == 404 and json.loads(text)["code"] == "ORDER_NOT_EXIST", f"unknown order: {status} {text}")

    def query(self, peer, number):
        status, text = peer.query(out_trade_no=number)
        expect(status == 200, f"query: {status} {text}")
        return json.loads(text)

    def check_paid(self, transaction, number):
        expect(transaction["trade_state"] == "SUCCESS", f"state {transaction['trade_state']}")
        expect(transaction["out_trade_no"] == number, "another order number")
        expect(transaction["amount"]["total"] == TOTAL, f"amount {transaction['amount']}")
        expect(transaction["mchid"] == self.identity["mchid"], "another merchant")
        expect(transaction["attach"] == "店=1&x=\\", f"attach {transaction['attach']!r}")

    def changed_notification(self):
        expect(self.notification, "there was no notification")
        peer, (headers, body, _) = self.peer(), self.notification
        expect(peer.callback(headers, body), "the unchanged notification is refused")
        fields = json.loads(body)
        ciphertext = fields["resource"]["ciphertext"]
        other = "B" if ciphertext[40] == "A" else "A"
        changes = {
            "ciphertext": body.replace(ciphertext.encode(), (ciphertext[:40] + other + ciphertext[41:]).encode()),
            "event_type": body.replace(b"TRANSACTION.SUCCESS", b"TRANSACTION.SUCCES5"),
            "white space": body + b" ",
        }
        # As a shop does whose framework has parsed the body: it says the same, and is another text however it is written.
        for sort in (False, True):
            for ascii_only in (False, True):
                for separators in (None, (",", ":"), (",", ": "), (", ", ":")):
                    written = json.dumps(fields, sort_keys=sort, ensure_ascii=ascii_only, separators=separators)
                    changes[f"way of writing {sort} {ascii_only} {separators}"] = written.encode()
        for indent in (1, 2, 4, "\t"):
            changes[f"indent {indent!r}"] = json.dumps(fields, indent=indent, ensure_ascii=False).encode()
        for what, changed in changes.items():
            expect(changed != body, f"{what} was not changed")
            expect(not peer.callback(headers, changed), f"the peer accepts a changed {what}")
        for name in ("Wechatpay-Timestamp", "Wechatpay-Nonce"):
            changed = {**dict(headers.items()), "wechatpay-signature": headers["Wechatpay-Signature"]}
            changed = {key.lower(): value for key, value in changed.items()}
            changed[name.lower()] = "1" + changed[name.lower()][1:] + "0"
            expect(not peer.callback(changed, body), f"the peer accepts a changed {name}")

    def wrong_replies(self):
        """Shows that the peer verifies replies by itself: only then does its success mean anything."""
        peer, number = self.peer(), order_number()
        status, text = self.order(peer, number)
        expect(status == 200, f"order: {status} {text}")
        for kind in ("wrong_signature", "probe_signature", "unknown_serial"):
            for endpoint, call in (("query", lambda: peer.query(out_trade_no=number)), ("order", lambda: self.order(peer, number))):
                self.sandbox.call("POST", "/sandbox/faults", {"endpoint": endpoint, "kind": kind})
                try:
                    status, _ = call()
                except requests.RequestException:
                    raise
                except Exception as error:
                    # For a serial that is no number the peer's look-up of certificates fails before its own refusal.
                    own = "failed to verify" in str(error) or (kind == "unknown_serial" and isinstance(error, ValueError))
                    own = own or (kind == "probe_signature" and "base64" in str(error))
                    expect(own, f"{kind} at {endpoint}: {type(error).__name__} {error}")
                else:
                    raise AssertionError(f"{kind} at {endpoint}: the peer accepts the reply ({status})")
        expect(self.query(peer, number)["trade_state"] == "NOTPAY", "the genuine reply is refused afterwards")

    def wrong_key(self):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        pem = key.private_bytes(*form).decode()
        with tempfile.TemporaryDirectory() as folder:
            if self.mode == "platform certificate":
                # A peer with the right key leaves the certificates there, so that the other one need not fetch them.
                self.peer(cert_dir=folder)
            peer = self.peer(cert_dir=folder, private_key=pem)
            status, text = self.order(peer, order_number())
        expect(status == 401 and json.loads(text)["code"] == "SIGN_ERROR", f"order: {status} {text}")
        detail = json.loads(text)["detail"]
        expect(detail["sign_information"]["url"] == "/v3/pay/transactions/h5", f"detail {detail}")


class WatchedSandbox(Sandbox):
    """The control interface, and what it has logged."""

    def wait_for_event(self, kind, text):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            events = self.call("GET", "/sandbox/events")
            if any(event["kind"] == kind and text in event["summary"] for event in events):
                return
            time.sleep(0.05)
        raise AssertionError(f"the sandbox reports no {kind} of {text}")


class Merchant:
    """The merchant's server: it believes a notification when the peer does."""

    def __init__(self):
        self.peer = None
        self.notifications = queue.Queue()
        merchant = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 1 << 20))
                try:
                    read = merchant.peer.callback(self.headers, body)
                except Exception:  # An unreadable notification is a refused one.
                    read = None
                self.send_response(204 if read else 500)
                self.end_headers()
                merchant.notifications.put((self.headers, body, read))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/notify"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()


def send_everything_to(base_url):
    """Leads the peer's requests to its fixed gateway into the sandbox, and lets none leave this machine.

    `requests` offers adapters for that; the peer opens a session of its own for each call, so the adapter is
    mounted where sessions are made. The peer itself, and what it signs, stays as it is.
    """

    class ToSandbox(requests.adapters.HTTPAdapter):
        def send(self, request, **options):
            if not request.url.startswith(GATEWAY + "/"):
                raise requests.ConnectionError("a test sends nothing to other hosts")
            request.url = base_url + request.url.removeprefix(GATEWAY)
            return super().send(request, **{**options, "proxies": {}})

    class Session(requests.sessions.Session):
        def __init__(self):
            super().__init__()
            self.mount("https://", ToSandbox())
            self.mount("http://", ToSandbox())

    requests.sessions.Session = Session


def order_number():
    return "P" + uuid.uuid4().hex[:20]


if __name__ == "__main__":
    main()
