"""The way from nothing to a notification, whose steps all languages have."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import time
from typing import Dict, List

from languages import ROOT, SNIPPETS
from sandbox import Server, Wrong, free_port
from tasks import LINK, wait_for


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
        server.says(r"deliver(?:ed)? T20261123000001")
        took = time.monotonic() - begin
        self._pages()
        server.says(r"deliver(?:ed)? T20261123000001[\s\S]*deliver(?:ed)? T20261123000001")
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


def environment(**more: str) -> Dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if not name.startswith("QQ_WXPAY_")}, **more}
