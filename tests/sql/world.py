"""QQ, WeChat Pay, and what stands before the shop: a balancer that sends each notification to several processes at once."""

from __future__ import annotations

import http.client
import http.server
import json
import random
import socket
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from qq_wxpay import QqWxPay
from qq_wxpay_sandbox import Sandbox

TOTAL = 1999

Answer = Tuple[int, bytes]


class Balancer:
    """The address of the shop. A success of any copy is the answer: the harshest for what is lost, as copies are for what is done twice."""

    def __init__(self, seed: str) -> None:
        self.targets: Sequence[int] = ()
        self.copies: Sequence[int] = (1,)
        self.under_way = 0
        self._dice = random.Random(seed)
        self._lock = threading.Lock()
        self._senders = ThreadPoolExecutor(64)
        balancer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, content = balancer._answer(dict(self.headers.items()), body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class HttpServer(http.server.ThreadingHTTPServer):
            request_queue_size = 256

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # the sandbox did not wait any longer

        self._server = HttpServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/notify"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _answer(self, headers: Dict[str, str], body: bytes) -> Answer:
        with self._lock:
            self.under_way += 1
            chosen = [self._dice.choice(self.targets) for _ in range(self._dice.choice(self.copies))] if self.targets else []
        sent = [self._senders.submit(_post, port, headers, body) for port in chosen]
        answer = (503, b"")
        for copy in as_completed(sent):
            answer = copy.result()
            if answer[0] == 200:
                break  # the others go on
        threading.Thread(target=self._ends, args=(sent,), daemon=True).start()
        return answer

    def _ends(self, sent: Sequence[Future[Answer]]) -> None:
        wait(sent)
        with self._lock:
            self.under_way -= 1

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._senders.shutdown(wait=False)


def _post(port: int, headers: Dict[str, str], body: bytes) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=12)
    try:
        connection.request("POST", "/notify", body, headers)
        reply = connection.getresponse()
        return reply.status, reply.read()
    except (OSError, http.client.HTTPException):
        return 502, b""  # it was killed
    finally:
        connection.close()


class World:
    """One sandbox, its payer and its merchant."""

    def __init__(self, seed: str) -> None:
        self.balancer = Balancer(seed)
        self.sandbox = Sandbox(notify_url=self.balancer.address)
        self.env = {**self.sandbox.env, "QQ_WXPAY_NOTIFY_URL": self.balancer.address, "QQ_WXPAY_TOKEN_STORE": "memory"}
        self.pay = QqWxPay.from_env(env=self.env)
        self._callers = ThreadPoolExecutor(8)
        # No notification is sent by itself: `deliver` has them sent and repeated, without the minutes between the tries.
        self._control("PUT", "/sandbox/switches", {"duplicate_each": True, "deliver": "lost", "refund_outcome": "PROCESSING"})

    def _control(self, method: str, path: str, content: Optional[object] = None) -> Any:
        data = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(self.sandbox.base_url + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.loads(reply.read() or b"null")

    def each(self, act: Callable[[Any], Any], things: Sequence[Any]) -> List[Any]:
        """Does something with each, several at once."""
        return list(self._callers.map(act, things))

    def place(self, numbers: List[str]) -> Dict[str, str]:
        """Places these orders; gives the link of each."""

        def place(number: str) -> Tuple[str, str]:
            scene: Any = {"payer_client_ip": "203.0.113.7"}
            placed = self.pay.place_order(out_trade_no=number, description="mug", amount={"total": TOTAL}, scene_info=scene)
            assert placed.outcome == "placed", placed.outcome
            return number, placed.h5_url

        return dict(self.each(place, numbers))

    def pay_links(self, links: Sequence[str]) -> None:
        self.each(lambda link: self._control("POST", "/sandbox/pay", {"h5_url": link}), links)

    def refund(self, orders: Dict[str, str], status: str) -> None:
        """Refunds orders, by the numbers of the refunds, and lets the refunds end like this."""

        def refund(number: str) -> None:
            amount: Any = {"refund": TOTAL, "total": TOTAL}
            self.pay.refund(out_trade_no=orders[number], out_refund_no=number, amount=amount)
            self._control("POST", f"/sandbox/refunds/{number}/settle", {"as": status})

        self.each(refund, list(orders))

    def deliver(self, kind: str, numbers: List[str], seconds: float = 40) -> List[str]:
        """Sends the notifications of these orders or refunds until each was answered with success; gives those that were not."""

        def send(number: str) -> bool:
            try:
                return bool(self._control("POST", f"/sandbox/{kind}/{number}/deliver-again"))
            except urllib.error.HTTPError:
                return False

        end = time.monotonic() + seconds
        while numbers and time.monotonic() < end:
            numbers = [number for number, done in zip(numbers, self.each(send, numbers)) if not done]
        return numbers

    def quiet(self) -> None:
        """Waits until no copy of a notification is under way."""
        end = time.monotonic() + 15
        while self.balancer.under_way and time.monotonic() < end:
            time.sleep(0.02)

    def payments(self, prefix: str) -> Dict[str, str]:
        """The ledger of WeChat Pay: the paid orders of a scenario with the number of their payment."""
        orders = self._control("GET", "/sandbox/orders")
        paid = [order for order in orders if order["payment"] and order["out_trade_no"].lower().startswith(prefix.lower())]
        return {order["out_trade_no"]: order["payment"]["transaction_ids"][0] for order in paid}

    def refunds(self, prefix: str) -> Dict[str, str]:
        """The refunds of a scenario, and how they ended."""
        refunds = self._control("GET", "/sandbox/refunds")
        own = [refund for refund in refunds if refund["out_refund_no"].startswith(prefix)]
        return {refund["out_refund_no"]: refund["status"].lower() for refund in own}

    def close(self) -> None:
        self._callers.shutdown(wait=False)
        self.pay.close()
        self.sandbox.stop()
        self.balancer.close()


def listener() -> socket.socket:
    """A socket that listens on a port of its own."""
    found = socket.socket()
    found.bind(("127.0.0.1", 0))
    found.listen(256)
    found.set_inheritable(True)
    return found
