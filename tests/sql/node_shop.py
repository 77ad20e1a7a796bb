"""A process of the shop in Node, with the functions that docs/once.md has for it."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import threading
from typing import Any, Dict

import recipe

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "target" / "sql-node"
DRIVER = "pg@8.23.1"


def missing() -> str:
    """What Node lacks for this; nothing if all is there."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "node and npm are not installed: apt-get install nodejs npm"
    if not list((ROOT / "bindings-node" / "native").glob("qq-wxpay.*.node")):
        return "the addon is not built: node bindings-node/scripts/build.mjs"
    return ""


def install() -> None:
    """Installs the driver."""
    PACKAGES.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", str(PACKAGES), "--no-audit", "--no-fund", "--loglevel", "error", DRIVER]
    subprocess.run(command, check=True, timeout=120, stdout=subprocess.DEVNULL)


class NodeShop:
    """A process that is started again when it was killed."""

    def __init__(self, folder: pathlib.Path, env: Dict[str, str], settings: Dict[str, Any]) -> None:
        own = pathlib.Path(__file__).with_name("node_shop.mjs").read_text("utf-8")
        self._program = PACKAGES / "shop.mjs"
        self._program.write_text(own.replace("// The functions of docs/once.md stand here.", recipe.node()), "utf-8")
        database = dict(part.split("=", 1) for part in settings["DATABASE"].split())
        job = {"folder": str(folder), "account": settings["ACCOUNT"], "database": database, "package": str(ROOT / "bindings-node")}
        self._env = {**os.environ, **env, "JOB": json.dumps(job)}
        self._log = (folder / "node.log").open("wb")
        self._goes_on = True
        self._start("0")
        self.port = int(self._first_line())
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def _start(self, port: str) -> None:
        command = ["node", str(self._program), port]
        self._process = subprocess.Popen(command, env=self._env, stdout=subprocess.PIPE, stderr=self._log)

    def _first_line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().decode()

    def _watch(self) -> None:
        while True:
            self._process.wait()
            if not self._goes_on:
                return
            self._start(str(self.port))
            self._first_line()

    def stop(self) -> None:
        self._goes_on = False
        self._process.kill()
        self._watcher.join(5)
        self._process.kill()
        self._process.wait()
        self._log.close()
