"""A new user's first minutes, by the README of a package alone: in an empty folder it installs the packed package, starts the sandbox, orders, pays, and
is notified. Each step is what the README says; only ports are others than those of the README, so that tests can run beside each other.
"""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
from typing import Dict, List, Tuple

from languages import ROOT, SNIPPETS, run
from registry import Registry
from sandbox import Server, Wrong, free_port
from tasks import LINK, wait_for

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


class Readme:
    """The blocks of a README, by the word of their language."""

    def __init__(self, package: str) -> None:
        text = (ROOT / package / "README.md").read_text("utf-8")
        self.text = text
        self._blocks = re.findall(r"```(\w+)\n(.*?)```", text, re.S)

    def block(self, language: str, word: str) -> str:
        return next(text for name, text in self._blocks if name == language and word in text)

    def said(self, pattern: str) -> str:
        """A command that stands in the text."""
        found = re.search(pattern, self.text)
        if found is None:
            raise Wrong(f"the README does not say {pattern}")
        return found[1]


class Walk:
    """The steps that all languages have."""

    def __init__(self, folder: pathlib.Path, readme: Readme, env: Dict[str, str]) -> None:
        self.folder, self.readme, self.env = folder, readme, env
        self.sandbox_port, self.shop_port = free_port(), free_port()
        self.servers: List[Server] = []
        self._cpu = cpu()
        self.machine = 0.0

    def shell(self, command: str) -> str:
        done = subprocess.run(["sh", "-ec", command], cwd=self.folder, env=self.env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Wrong(f"{command}\n{done.stdout}{done.stderr}")
        return done.stdout

    def serve(self, command: str) -> Server:
        folder = self.folder / f"logs{len(self.servers)}"
        folder.mkdir()
        server = Server(["sh", "-ec", f"cd {self.folder} && {command.strip().removesuffix(';')}"], folder, self.env)
        self.servers.append(server)
        return server

    def go(self, install: str, sandbox: str, settings: str, program: str, shop: str) -> float:
        """The way from nothing to a notification; gives the seconds."""
        begin = time.monotonic()
        self._cpu = cpu()
        self.shell(install)
        self.serve(f"exec {sandbox} --port {self.sandbox_port} --notify-url http://127.0.0.1:{self.shop_port}/notify")
        wait_for(self.sandbox_port)
        self.servers[0].says("[Cc]trl|sandbox.env|http")
        while not (self.folder / "sandbox.env").exists():
            time.sleep(0.02)
        server = self.serve(f"{settings}; exec {shop}")
        wait_for(self.shop_port)
        said = self.shell(f"{settings}; {program}")
        link = LINK.search(said)
        if link is None:
            raise Wrong(f"no link: {said}")
        pay = self.readme.block("sh", "/sandbox/pay").replace("18700", str(self.sandbox_port)).replace("URL", link[0])
        answer = self.shell(pay)
        if '"error"' in answer:
            raise Wrong(f"nothing was paid: {answer}")
        server.says("delivered T20261123000001")
        took = time.monotonic() - begin
        self._pages()
        server.says(r"delivered T20261123000001[\s\S]*delivered T20261123000001")
        return took

    def _pages(self) -> None:
        """What the pages say beside it: the notification once more, bills at once."""
        for name in ("again", "bills-at-once"):
            answer = self.shell(snippet(f"{name}.sh").replace("18700", str(self.sandbox_port)))
            if '"error"' in answer:
                raise Wrong(f"{name}.sh: {answer}")

    def close(self) -> None:
        for server in reversed(self.servers):
            server.close()
        self.machine = cpu() - self._cpu


def cpu() -> float:
    """Seconds of processor time of all programs that have ended: a clock on the wall would measure what else the machine does."""
    times = os.times()
    return times.children_user + times.children_system


def snippet(name: str) -> str:
    """A command of the page that begins with everything."""
    return (SNIPPETS / "start" / name).read_text("utf-8")


def _is_said(language: str, sandbox: str, settings: str, order: str, shop: str) -> None:
    """The page says what the README says."""
    for name, said in (("sandbox", sandbox), ("order", f"{settings}\n{order}"), ("notify", f"{settings}\n{shop}")):
        if snippet(f"{language}-{name}.sh") != f"{said}\n":
            raise Wrong(f"{language}-{name}.sh is not what the README says: {said}")


def check() -> str:
    seconds = {"Node": _node(), "Python": _python()}
    for name, (_, machine) in seconds.items():
        if machine > LIMIT:
            raise Wrong(f"{name} took {machine:.0f} s of machine time")
    return ", ".join(f"{name} {machine:.1f} s of machine time, {took:.1f} s in all" for name, (took, machine) in seconds.items())


def _environment(**more: str) -> Dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if not name.startswith("QQ_WXPAY_")}, **more}


def _node() -> Tuple[float, float]:
    readme = Readme("bindings-node")
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        packed = folder / "packed"
        run(["node", str(ROOT / "bindings-node/scripts/pack.mjs"), "--into", str(packed)])
        registry = Registry(packed)
        shop = folder / "shop"
        shop.mkdir()
        env = _environment(npm_config_registry=registry.address, npm_config_audit="false", npm_config_fund="false", XDG_RUNTIME_DIR=str(folder))
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
        env = _environment(PATH=path, PIP_FIND_LINKS=str(wheels), PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_PRE="0", XDG_RUNTIME_DIR=str(folder))
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
