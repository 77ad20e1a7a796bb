"""Tries every query of docs/grafana-dashboard.json, and the alerts of docs/metrics.md, on a real Prometheus.

    cargo xtask test dashboard

A client of the Python package works on a sandbox, OpenTelemetry's exporter shows what it measures on loopback, a Prometheus of this
test's own scrapes it into a temporary folder. Each query must give a number.
"""

from __future__ import annotations

import http.server
import json
import logging
import math
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Callable, Dict, Iterator, List, Tuple

from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from prometheus_client import start_http_server

from qq_wxpay import QqWxPay, QqWxPayError, SceneInfo
from qq_wxpay.opentelemetry import opentelemetry_observer
from qq_wxpay_sandbox import Sandbox

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
ROUNDS = 12
"""So often something of everything happens, once a second: a rate needs two samples."""
PATIENCE = 60.0
"""Seconds."""


def main() -> int:
    program = shutil.which("prometheus")
    if program is None:
        print("prometheus is not installed: on Debian, apt-get install prometheus", file=sys.stderr)
        return 1
    logging.getLogger("qq_wxpay").setLevel(logging.CRITICAL)  # the faults here are made on purpose
    reader = PrometheusMetricReader()
    meter = MeterProvider([reader]).get_meter("dashboard")
    exporter, thread = start_http_server(0, "127.0.0.1")
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = begin(program, pathlib.Path(folder), port, exporter.server_port)
        try:
            make_traffic(opentelemetry_observer(meter=meter), pathlib.Path(folder))
            failed = [fault for query in [*panels(), *alerts()] for fault in check(query, port)]
        finally:
            server.terminate()
            server.wait(20)
            exporter.shutdown()
            thread.join(20)
    print("\n".join(failed) or "every query of the dashboard and every alert gives numbers")
    return 1 if failed else 0


def begin(program: str, folder: pathlib.Path, port: int, target: int) -> "subprocess.Popen[bytes]":
    """A Prometheus on loopback that scrapes this process each second."""
    configuration = {
        "global": {"scrape_interval": "1s", "scrape_timeout": "1s"},
        "scrape_configs": [{"job_name": "qq-wxpay", "static_configs": [{"targets": [f"127.0.0.1:{target}"]}]}],
    }
    (folder / "prometheus.yml").write_text(json.dumps(configuration))  # JSON is YAML
    command = [program, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data"]
    command += [f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]
    server = subprocess.Popen(command, cwd=folder)
    until("Prometheus", lambda: server.poll() is not None or reached(f"http://127.0.0.1:{port}/-/ready"))
    assert server.poll() is None, "Prometheus has ended"
    return server


class Merchant:
    """An address on loopback that keeps the notifications it gets."""

    def __init__(self) -> None:
        received: List[Tuple[Dict[str, str], bytes]] = []
        self.received = received

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                received.append((dict(self.headers.items()), self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/notify"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def make_traffic(observer: Any, folder: pathlib.Path) -> None:
    """Orders, placed and refused; queries that fail; repetitions; notifications that come twice or are forged; tokens of other processes."""
    merchant = Merchant()
    with Sandbox(time_scale=1000, notify_url=merchant.address) as sandbox:
        env = {**sandbox.env, "QQ_WXPAY_NOTIFY_URL": merchant.address}
        with QqWxPay.from_env(env={**env, "QQ_WXPAY_TOKEN_STORE": "memory"}, observer=observer) as pay:
            for index in range(ROUNDS):
                begun = time.monotonic()
                pay.handle_notification({}, b"{}")  # forged
                work(pay, sandbox, merchant, index)
                store = f"file:{folder / str(index)}"
                with QqWxPay.from_env(env={**env, "QQ_WXPAY_TOKEN_STORE": store}, observer=observer) as another:
                    another.access_token()
                time.sleep(max(0.0, 1 - (time.monotonic() - begun)))
            spoil(pay, env, observer, merchant)
            time.sleep(3)  # the last samples
    merchant.server.shutdown()
    merchant.server.server_close()


def spoil(pay: QqWxPay, env: Dict[str, str], observer: Any, merchant: Merchant) -> None:
    """What somebody must look at: a wrong key, and a token that is ended in the midst of its life."""
    wrong = {**env, "QQ_WXPAY_API_V3_KEY": "x" * 32, "QQ_WXPAY_TOKEN_STORE": "memory"}
    with QqWxPay.from_env(env=wrong, observer=observer) as other:
        for _ in range(3):
            other.handle_notification(*merchant.received[-1])
    token = pay.access_token().access_token
    time.sleep(11)  # one that is refused earlier says nothing
    pay.invalidate_access_token(access_token=token)


def work(pay: QqWxPay, sandbox: Sandbox, merchant: Merchant, index: int) -> None:
    control(sandbox, "/sandbox/faults", {"endpoint": "proxy", "kind": "status_503", "times": 1})
    placed = place(pay, f"DASH{index:04}")
    control(sandbox, "/sandbox/pay", {"h5_url": placed.h5_url})
    again = place(pay, f"DASH{index:04}", total=1998)  # it is paid: an order that is to be confirmed, and a call that failed
    assert again.outcome == "to_confirm", again.outcome
    refused(lambda: pay.query_order(out_trade_no="DASH-none"))
    until("a notification", lambda: merchant.received)
    for _ in range(2):
        pay.handle_notification(*merchant.received[-1])


def control(sandbox: Sandbox, path: str, content: Any) -> None:
    data, headers = json.dumps(content).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(sandbox.base_url + path, data, headers, method="POST")
    with urllib.request.urlopen(request, timeout=20) as reply:
        reply.read()


def refused(act: Callable[[], object]) -> None:
    try:
        act()
    except QqWxPayError:
        return
    raise AssertionError("it must be refused")


def place(pay: QqWxPay, number: str, total: int = 1999) -> Any:
    scene: SceneInfo = {"payer_client_ip": "203.0.113.7"}
    return pay.place_order(out_trade_no=number, description="mug", amount={"total": total}, scene_info=scene)


def panels() -> Iterator[str]:
    """The queries of the dashboard."""
    for panel in json.loads((DOCS / "grafana-dashboard.json").read_text("utf-8"))["panels"]:
        for target in panel["targets"]:
            yield target["expr"].replace("$__rate_interval", "1m")


def alerts() -> Iterator[str]:
    """What the alerts look at, without the limit."""
    text = (DOCS / "metrics.md").read_text("utf-8")
    found = re.findall(r"\| `(.*?) [<>] [\d.]+` \|$", text, re.MULTILINE)
    assert len(found) >= 7, found
    yield from found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def reached(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError):
        return False


def until(what: str, condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"not in time: {what}"
        time.sleep(0.05)


def check(query: str, port: int) -> Iterator[str]:
    """What is wrong with a query; after a moment, when the last sample is still on its way."""
    found = ask(query, port)
    if not found:
        time.sleep(3)
        found = ask(query, port)
    if not found:
        yield f"no number: {query}"


def ask(query: str, port: int) -> List[float]:
    address = f"http://127.0.0.1:{port}/api/v1/query?{urllib.parse.urlencode({'query': query})}"
    try:
        with urllib.request.urlopen(address, timeout=20) as reply:
            answer = json.load(reply)
    except urllib.error.HTTPError as refused:
        raise AssertionError(f"{query}: {refused.read().decode()}") from None
    values = [float(series["value"][1]) for series in answer["data"]["result"]]
    return [value for value in values if math.isfinite(value)]


if __name__ == "__main__":
    sys.exit(main())
