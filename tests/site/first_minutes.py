"""A new user's first minutes, by the README of a package alone: in an empty folder it installs the packed package, starts the sandbox, orders, pays, and
is notified. Each step is what the README says; only ports are others than those of the README, so that tests can run beside each other.
"""

from __future__ import annotations

import os
import pathlib
import sys
import tempfile
from typing import Tuple

import first_minutes_by_page as by_page
from languages import ROOT, is_there, run
from registry import Registry
from sandbox import Wrong
from walk import Readme, Walk, environment, snippet

#: Machine time in which the whole way must be gone.
LIMIT = 60.0

#: What the README calls "your own database".
NODE_SHOP = """
import { QqWxPay } from 'qq-wxpay';
const pay = QqWxPay.fromEnv();
const orders = {
  find: async (number) => ({ number, total: 1999 }),
  deliverOnce: async (number) => console.log('delivered', number),
  refundEnded: async () => {},
};
"""
PYTHON_SHOP = """
from types import SimpleNamespace
from flask import Flask
from qq_wxpay import QqWxPay
app, pay = Flask(__name__), QqWxPay.from_env()
find_order = lambda number: SimpleNamespace(number=number, total=1999)
mark_paid_once = lambda order: print("delivered", order.number, flush=True)
mark_refund = print
"""


def _is_said(language: str, sandbox: str, settings: str, order: str, shop: str) -> None:
    """The page says what the README says."""
    for name, said in (("sandbox", sandbox), ("order", f"{settings}\n{order}"), ("notify", f"{settings}\n{shop}")):
        if snippet(f"{language}-{name}.sh") != f"{said}\n":
            raise Wrong(f"{language}-{name}.sh is not what the README says: {said}")


def check() -> str:
    ways = {"Node": _node, "Python": _python, "Go": by_page.go, "PHP": by_page.php}
    seconds = {name: way() for name, way in ways.items() if name not in ("Go", "PHP") or is_there(name.lower())}
    for name, (_, machine) in seconds.items():
        if machine > LIMIT:
            raise Wrong(f"{name} took {machine:.0f} s of machine time")
    return ", ".join(f"{name} {machine:.1f} s of machine time, {took:.1f} s in all" for name, (took, machine) in seconds.items())


def _node() -> Tuple[float, float]:
    readme = Readme("bindings-node")
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        packed = folder / "packed"
        run(["node", str(ROOT / "bindings-node/scripts/pack.mjs"), "--into", str(packed)])
        registry = Registry(packed)
        shop = folder / "shop"
        shop.mkdir()
        env = environment(npm_config_registry=registry.address, npm_config_audit="false", npm_config_fund="false", XDG_RUNTIME_DIR=str(folder))
        walk = Walk(shop, readme, env)
        try:
            (shop / "start.mjs").write_text(readme.block("js", "placeOrder"), "utf-8")
            notified = readme.block("js", "qq-wxpay/express")
            (shop / "notify.mjs").write_text(f"{NODE_SHOP}{notified}\napp.listen({walk.shop_port}, '127.0.0.1');\n", "utf-8")
            sandbox = readme.said(r"`(npx qq-wxpay sandbox --write-env sandbox\.env)`")
            settings = readme.said(r"`(set -a; [^`]+; set \+a)`")
            _is_said("node", sandbox, settings, "node start.mjs", "node notify.mjs")
            took = walk.go(readme.block("sh", "npm install"), sandbox, settings, "node start.mjs", "node notify.mjs")
        finally:
            walk.close()
            registry.close()
        return took, walk.machine


def _python() -> Tuple[float, float]:
    readme = Readme("bindings-python")
    wheels = ROOT / "target/python-wheel"
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        run([sys.executable, "-m", "venv", str(folder / "venv")])
        shop = folder / "shop"
        shop.mkdir()
        path = f"{folder / 'venv/bin'}{os.pathsep}{os.environ['PATH']}"
        env = environment(PATH=path, PIP_FIND_LINKS=str(wheels), PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_PRE="0", XDG_RUNTIME_DIR=str(folder))
        walk = Walk(shop, readme, env)
        try:
            (shop / "start.py").write_text(readme.block("python", "place_order"), "utf-8")
            notified = readme.block("python", "adapters.flask")
            (shop / "notify.py").write_text(f"{PYTHON_SHOP}{notified}\napp.run(port={walk.shop_port})\n", "utf-8")
            sandbox = readme.said(r"`(python -m qq_wxpay sandbox --write-env sandbox\.env)`")
            settings = readme.said(r"`(set -a; [^`]+; set \+a)`")
            _is_said("python", sandbox, settings, "python start.py", "python notify.py")
            took = walk.go(readme.block("sh", "pip install"), sandbox, settings, "python start.py", "python notify.py")
        finally:
            walk.close()
        return took, walk.machine
