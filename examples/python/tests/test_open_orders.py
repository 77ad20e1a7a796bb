"""The job for open orders as cron runs it, and as Celery does, with its broker: what was lost is made up for, once."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Dict, Iterator

import open_orders
import pytest
from redis import Redis
from test_shops import call

from qq_wxpay import Placed, QqWxPay
from qq_wxpay_sandbox import Sandbox

EXAMPLES = Path(open_orders.__file__).parent


def ago(seconds: int) -> str:
    return (datetime.now(timezone.utc) - timedelta(seconds=seconds)).isoformat()


class Shop:
    """A sandbox that loses every notification, and a database with rows of each kind."""

    def __init__(self, folder: Path) -> None:
        self.sandbox = Sandbox(time_scale=1000, notify_url="http://127.0.0.1:9/notify")
        call(f"{self.sandbox.base_url}/sandbox/switches", {"deliver": "lost", "refund_outcome": "ABNORMAL"}, "PUT")
        self.path = str(folder / "shop.db")
        notify = {"QQ_WXPAY_NOTIFY_URL": "http://127.0.0.1:9/notify"}
        self.env = {**os.environ, **self.sandbox.env, **notify, "SHOP_DATABASE": self.path}
        self.pay = QqWxPay.from_env(env=self.env)
        self.orders = {what: self.order(what) for what in ("paid", "open", "old")}
        self.refund()

    def placed(self, is_paid: bool) -> str:
        number = f"OPEN{time.time_ns()}"
        scene = {"payer_client_ip": "203.0.113.7"}
        request: Any = {"out_trade_no": number, "description": "mug", "amount": {"total": 1999}, "scene_info": scene}
        placed = self.pay.place_order(**request)
        assert isinstance(placed, Placed)
        if is_paid:
            call(f"{self.sandbox.base_url}/sandbox/pay", {"h5_url": placed.h5_url})
        return number

    def order(self, what: str) -> str:
        number = self.placed(what == "paid")
        with closing(open_orders.connect(self.path)) as database:
            insert = "INSERT INTO orders (out_trade_no, family, total, placed_at) VALUES (?, 'direct', 1999, ?)"
            database.execute(insert, [number, ago(7300 if what == "old" else 61)])
        return number

    def refund(self) -> None:
        """One that has ended abnormally."""
        number = self.placed(True)
        self.pay.refund(out_trade_no=number, out_refund_no=f"R{number}", amount={"refund": 1, "total": 1999})
        for seconds in (60, -60):
            call(f"{self.sandbox.base_url}/sandbox/clock", {"advance_seconds": seconds})
        with closing(open_orders.connect(self.path)) as database:
            insert = "INSERT INTO refunds (out_refund_no, version, requested_at) VALUES (?, 'v3', ?)"
            database.execute(insert, [f"R{number}", ago(61)])

    def states(self) -> Dict[str, str]:
        with closing(open_orders.connect(self.path)) as database:
            found = {row["out_trade_no"]: row["state"] for row in database.execute("SELECT * FROM orders")}
            refund: str = database.execute("SELECT state FROM refunds").fetchone()["state"]
        return {**{what: found[number] for what, number in self.orders.items()}, "refund": refund}

    def queries(self) -> int:
        count: int = call(f"{self.sandbox.base_url}/sandbox/statistics")[1]["query_requests"]
        return count


BEFORE = {"paid": "open", "open": "open", "old": "open", "refund": "open"}
AFTER = {"paid": "paid", "open": "open", "old": "closed", "refund": "abnormal"}


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    shop.pay.close()
    shop.sandbox.stop()


def cron(shop: Shop) -> str:
    command = [sys.executable, str(EXAMPLES / "open_orders.py"), shop.path]
    done = subprocess.run(command, env=shop.env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_cron_job_makes_up_for_what_was_lost(lost: Shop) -> None:
    assert lost.states() == BEFORE
    with open(f"{lost.path}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert cron(lost) == "" and lost.states() == BEFORE, "another run is under way"
    told = cron(lost)
    assert lost.states() == AFTER and told.count("deliver") == 1 and "abnormal" in told
    asked = lost.queries()
    assert cron(lost) == "" and lost.queries() == asked, "asked_at is kept: nothing is due"


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = ["--save", "", "--appendonly", "no", "--dir", str(tmp_path), "--loglevel", "warning"]
    server = subprocess.Popen(["redis-server", "--port", str(port), "--bind", "127.0.0.1", *quiet])
    address = f"redis://127.0.0.1:{port}/0"
    with Redis.from_url(address) as redis:
        until("redis", lambda: answers(redis))
    yield address
    server.terminate()
    server.wait(20)


def answers(redis: Any) -> bool:
    try:
        return bool(redis.ping())
    except Exception:
        return False


def until(what: str, is_so: Any) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError(f"not in time: {what}")


def test_celery_does_the_same(lost: Shop, broker: str) -> None:
    env = {**lost.env, "BROKER": broker, "PYTHONPATH": str(EXAMPLES)}
    command = [sys.executable, "-m", "celery", "--app", "tasks", "worker", "--pool", "solo", "--loglevel", "info"]
    log = open(f"{lost.path}.log", "w+")
    worker = subprocess.Popen(command, env=env, cwd=EXAMPLES, stdout=log, stderr=log)
    send = [sys.executable, "-m", "celery", "--app", "tasks", "call", "tasks.confirm_open"]
    try:
        with Redis.from_url(broker) as redis:
            held = redis.lock("shop:open-orders", timeout=60)
            assert held.acquire()
            subprocess.run(send, env=env, cwd=EXAMPLES, check=True, capture_output=True, timeout=60)
            until("the worker says so", lambda: "'locked'" in Path(log.name).read_text())
            assert lost.states() == BEFORE
            held.release()
            subprocess.run(send, env=env, cwd=EXAMPLES, check=True, capture_output=True, timeout=60)
            until("what was lost", lambda: lost.states() == AFTER)
            until("the worker says so", lambda: "'done'" in Path(log.name).read_text())
            assert not redis.exists("shop:open-orders"), "the lock is free again"
    finally:
        worker.terminate()
        worker.wait(30)
        log.close()
