"""Under gevent a call that waits lets the other greenlets go on: here one of them is the server that the call waits for."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any, Dict

from conftest import Shop, fault, order, without_the_sandbox

SERVER = """
from gevent import monkey
monkey.patch_all()
import gevent, json, os, sys
from gevent.event import Event
from gevent.pywsgi import WSGIServer
from qq_wxpay import QqWxPay, QqWxPayError
class Provider:
    def access_token(self, refused):
        return "token"
asked, ordered = [], Event()
def answer(environ, begin):
    asked.append(environ["PATH_INFO"])
    if environ["REQUEST_METHOD"] == "POST":
        ordered.set()
        Event().wait()  # no answer ever
    begin("404 Not Found", [("Content-Type", "application/json")])
    return [b'{"code":"ORDER_NOT_EXIST","message":"none"}']
server = WSGIServer(("127.0.0.1", 0), answer, log=None)
server.start()
address = f"http://127.0.0.1:{server.server_port}"
env = {**os.environ, "QQ_WXPAY_WECHAT_BASE_URL": address, "QQ_WXPAY_QQ_BASE_URL": address}
events = []
pay = QqWxPay.from_env(env=env, token_provider=Provider(), observer=events.append)
given = json.load(sys.stdin)
"""


def run(program: str, env: Dict[str, str], given: Any = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=env, input=json.dumps(given), capture_output=True, text=True, timeout=60)


def test_every_kind_of_call_lets_other_greenlets_go_on(shop: Shop) -> None:
    program = """
def told(call):
    try:
        return call().outcome.type
    except QqWxPayError as error:
        return error.code
headers, body = given
calls = [
    lambda: pay.query_order(out_trade_no="PY-none", timeout=20),
    lambda: pay.trade_bill(bill_date="2026-06-08", timeout=20),
    lambda: pay.confirm_notification(headers, body.encode(), timeout=4),
]
print([told(call) for call in calls], len(asked))
jobs = [gevent.spawn(told, calls[0]) for _ in range(200)]
gevent.joinall(jobs)
print({job.value for job in jobs})
"""
    _, headers, body = shop.paid()
    ran = run(SERVER + program, shop.env, [headers, body.decode()])
    assert ran.stdout == "['ORDER_NOT_EXIST', 'ORDER_NOT_EXIST', 'refused'] 3\n{'ORDER_NOT_EXIST'}\n", ran.stderr
    # The third was refused for what the server said, and is told as the notification that it is.
    assert "notification" in without_the_sandbox(ran.stderr) and "ORDER_NOT_EXIST" in ran.stderr


def test_a_greenlet_that_is_killed_gives_its_order_up(shop: Shop) -> None:
    program = """
waiting = gevent.spawn(pay.place_order, **given)
ordered.wait()
waiting.kill()
while not any(event.type == "fault" and event.code == "CALL_ABANDONED" for event in events):
    gevent.sleep(0.01)
print(type(waiting.value).__name__)
"""
    given = order()
    ran = run(SERVER + program, shop.env, given)
    assert ran.stdout == "GreenletExit\n", ran.stderr
    assert given["out_trade_no"] in ran.stderr and "CALL_ABANDONED" in ran.stderr


def test_a_bill_under_gevent(alone: Shop) -> None:
    day = 24 * 3600
    placed: Any = alone.pay.place_order(**order())
    alone.control("POST", "/sandbox/clock", {"advance_seconds": -2 * day})
    alone.pay_link(placed.h5_url)
    alone.control("POST", "/sandbox/clock", {"advance_seconds": 2 * day})
    program = """
from gevent import monkey
monkey.patch_all()
import gevent, json, sys
from qq_wxpay import QqWxPay
gevent.sleep(0)
with QqWxPay.from_env() as pay:
    bill = pay.trade_bill(bill_date=json.load(sys.stdin))
    print([row.out_trade_no for row in bill], bill.finished.rows)
"""
    two_days_ago = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600 - 2 * day))
    ran = run(program, alone.env, two_days_ago)
    assert ran.stdout == f"['{placed.out_trade_no}'] 1\n", ran.stderr


def test_async_functions_of_the_host_under_gevent(shop: Shop) -> None:
    program = """
from gevent import monkey
monkey.patch_all()
import asyncio, gevent
from gevent.server import StreamServer
from qq_wxpay import QqWxPay
def echo(connection, _):
    while piece := connection.recv(10):
        connection.sendall(piece)
server = StreamServer(("127.0.0.1", 0), echo)
server.start()
class Provider:
    streams = None
    async def access_token(self, refused):
        if self.streams is None:
            self.streams = await asyncio.open_connection("localhost", server.server_port)
        reader, writer = self.streams
        writer.write(b"x")
        assert await reader.readexactly(1) == b"x"
        return "token"
pay = QqWxPay.from_env(token_provider=Provider())
for idle in (0, 0, 0.3):
    gevent.sleep(idle)
    print(pay.access_token(timeout=20).access_token)
"""
    ran = run(program, shop.env)
    assert ran.stdout == "token\n" * 3, ran.stderr


def test_gevent_that_is_only_loaded_changes_nothing(shop: Shop) -> None:
    program = """
import sys, threading
import gevent.hub
from qq_wxpay import QqWxPay, QqWxPayError
pay = QqWxPay.from_env()
def ask():
    try:
        pay.query_order(out_trade_no="PY-none", timeout=0.2)
    except QqWxPayError as error:
        print(error.code, flush=True)
ask()
thread = threading.Thread(target=ask)
thread.start()
thread.join()
"""
    fault(shop, "query", "time_out", 9)
    ran = run(program, shop.env)
    shop.control("DELETE", "/sandbox/faults")
    assert ran.stdout == "TIMED_OUT\nTIMED_OUT\n", ran.stderr
