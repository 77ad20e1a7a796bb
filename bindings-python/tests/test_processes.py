"""Forks and threads: gunicorn, Celery's way, multiprocessing. The client goes on in each process, with threads of its own."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any, Dict, List

import pytest
from conftest import Shop, call, free_port, order, until, without_the_sandbox

from qq_wxpay import QqWxPay




def in_child(act: Any) -> int:
    """The exit status of a forked child that does this."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = int(act() or 0)
        except BaseException as error:  # the child must not return into the test
            os.write(2, repr(error).encode())
        finally:
            os._exit(status)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("the child hangs")


def placed(pay: QqWxPay) -> int:
    return 0 if pay.place_order(**order(), timeout=10).outcome == "placed" else 3


def test_fork_before_and_after_first_use(shop: Shop) -> None:
    pay = QqWxPay.from_env(env=shop.env)
    assert in_child(lambda: placed(pay)) == 0, "before the parent has used it"
    assert placed(pay) == 0
    assert in_child(lambda: placed(pay)) == 0, "after the parent has used it"
    assert in_child(lambda: in_child(lambda: placed(pay))) == 0, "a child's child"
    assert placed(pay) == 0, "and the parent goes on"
    pay.close()
    assert in_child(lambda: 5 if _is_closed(pay) else 1) == 5, "closed is closed"


def _is_closed(pay: QqWxPay) -> bool:
    try:
        placed(pay)
    except Exception as error:
        return getattr(error, "code", "") == "CLIENT_CLOSED"
    return False


def test_fork_while_other_threads_are_in_calls(shop: Shop) -> None:
    ended = threading.Event()
    # Straight to WeChat Pay: no access token that the processes would have to share.
    pay = QqWxPay.from_env(env={**shop.env, "QQ_WXPAY_CHANNEL": "direct"})
    made: List[str] = []

    def work() -> None:
        while not ended.is_set():
            made.append(pay.place_order(**order()).outcome)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(300 if os.environ.get("LONG_TESTS") else 20):
            assert in_child(lambda: placed(pay)) == 0
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    assert len(made) > 20 and set(made) == {"placed"}


class HoldingStore:
    """A token store whose functions hold a lock, as a file or a database does."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.kept: Dict[str, Any] = {}

    def load(self, qq_appid: str) -> Any:
        with self.lock:
            time.sleep(0.02)
            return self.kept.get("token")

    def acquire_lease(self, qq_appid: str, owner: str, milliseconds: int) -> bool:
        with self.lock:
            time.sleep(0.02)
            return True

    def save(self, qq_appid: str, owner: str, token: Any) -> bool:
        with self.lock:
            time.sleep(0.02)
            self.kept["token"] = token
            return True

    def release_lease(self, qq_appid: str, owner: str) -> None:
        with self.lock:
            time.sleep(0.02)


def test_a_fork_waits_for_the_functions_of_the_host() -> None:
    shop = Shop()
    for _ in range(5):
        pay = QqWxPay.from_env(env=shop.env, token_store=HoldingStore())
        pay.access_token()  # its lease is released in the background
        assert in_child(lambda: 0 if pay.access_token(timeout=3).access_token else 1) == 0  # noqa: B023 (called at once)
        pay.close()
    shop.close()


def _spawned(env: Dict[str, str], outcomes: Any) -> None:
    with QqWxPay.from_env(env=env) as pay:
        outcomes.put(pay.place_order(**order()).outcome)


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_multiprocessing(shop: Shop, method: str) -> None:
    context = multiprocessing.get_context(method)
    outcomes: Any = context.Queue()
    for _ in range(2):
        worker = context.Process(target=_spawned, args=(shop.env, outcomes))  # type: ignore[attr-defined]
        worker.start()
        assert outcomes.get(timeout=30) == "placed"
        worker.join(10)
        assert worker.exitcode == 0


_WSGI = """
import itertools, json, os
from qq_wxpay import QqWxPay
pay = QqWxPay.from_env()
if os.environ.get("USED_BEFORE_THE_FORK"):
    pay.access_token()
numbers = itertools.count(1)
def app(environ, start_response):
    placed = pay.place_order(out_trade_no=f"GU{os.getpid()}x{next(numbers)}", description="mug", amount={"total": 1},
                             scene_info={"payer_client_ip": "203.0.113.7"})
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({"outcome": placed.outcome, "process": os.getpid()}).encode()]
"""

_ASGI = """
import contextlib, itertools, os
from fastapi import FastAPI, Request
from qq_wxpay import AsyncQqWxPay
numbers = itertools.count(1)
@contextlib.asynccontextmanager
async def lifespan(app):
    async with AsyncQqWxPay.from_env() as app.state.pay:
        yield
app = FastAPI(lifespan=lifespan)
@app.get("/")
async def place(request: Request):
    placed = await request.app.state.pay.place_order(
        out_trade_no=f"UV{os.getpid()}x{next(numbers)}", description="mug", amount={"total": 1},
        scene_info={"payer_client_ip": "203.0.113.7"})
    return {"outcome": placed.outcome, "process": os.getpid()}
"""

_SERVERS = {
    "gunicorn": (["gunicorn", "--workers", "4", "--bind", "127.0.0.1:{port}", "shop_app:app"], _WSGI, {}),
    "gunicorn --preload": (
        ["gunicorn", "--preload", "--workers", "4", "--bind", "127.0.0.1:{port}", "shop_app:app"],
        _WSGI,
        {"USED_BEFORE_THE_FORK": "1"},
    ),
    "uvicorn": (["uvicorn", "--workers", "4", "--port", "{port}", "shop_app:app"], _ASGI, {}),
}


@pytest.mark.parametrize("name", _SERVERS)
def test_the_workers_of_a_server_share_one_token(tmp_path: Any, name: str) -> None:
    arguments, program, variables = _SERVERS[name]
    shop = Shop()
    (tmp_path / "shop_app.py").write_text(program, "utf-8")
    port = free_port()
    command = [sys.executable, "-m", *(argument.format(port=port) for argument in arguments)]
    environment = {**os.environ, **shop.env, "XDG_RUNTIME_DIR": str(tmp_path), **variables}
    log = (tmp_path / "log").open("wb")
    server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}/"
        until(name, lambda: _answers(address))
        with concurrent.futures.ThreadPoolExecutor(16) as callers:
            replies: List[Any] = list(callers.map(call, [address] * 80))
        assert {reply["outcome"] for reply in replies} == {"placed"}
        assert server.pid not in {reply["process"] for reply in replies}
        assert len({reply["process"] for reply in replies}) > 1
        assert shop.control("GET", "/sandbox/statistics")["token_requests"] == 1
        (token,) = (tmp_path / "qq-wxpay").glob("token-*")
        assert token.stat().st_mode & 0o077 == 0, "the token is for its owner alone"
    finally:
        server.terminate()
        assert server.wait(20) == 0
        shop.close()


def _answers(address: str) -> bool:
    try:
        return bool(call(address))
    except OSError:
        return False


def test_a_program_ends_while_a_call_is_under_way(shop: Shop) -> None:
    program = """
import asyncio, sys, threading
from qq_wxpay import AsyncQqWxPay, QqWxPay
pay = QqWxPay.from_env()
threading.Thread(target=lambda: pay.query_order(out_trade_no="PY-none"), daemon=True).start()
threading.Event().wait(0.3)
print("end")
"""
    shop.control("POST", "/sandbox/faults", {"endpoint": "query", "kind": "time_out", "times": 9})
    child = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **shop.env}, capture_output=True, text=True, timeout=20
    )
    shop.control("DELETE", "/sandbox/faults")
    assert (child.stdout.strip(), child.returncode) == ("end", 0), child.stderr


def test_gevent_in_the_place_of_threads(shop: Shop) -> None:
    program = """
from gevent import monkey
monkey.patch_all()
import time
from qq_wxpay import QqWxPay
class Provider:
    def access_token(self, refused):
        time.sleep(0.01)
        return "token"
events = []
pay = QqWxPay.from_env(token_provider=Provider(), observer=events.append)
assert pay.access_token(timeout=5).access_token == "token"
tested = pay.self_test(timeout=10) is not None
for _ in range(1000):
    if any(event.type == "self_test" or event.type == "attempt" for event in events):
        break
    time.sleep(0.01)
else:
    raise RuntimeError("no event of the calls")
print(tested)
"""
    child = subprocess.run([sys.executable, "-c", program], env=shop.env, capture_output=True, text=True, timeout=30)
    assert (child.stdout, without_the_sandbox(child.stderr)) == ("True\n", "")
