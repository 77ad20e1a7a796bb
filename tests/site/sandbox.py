"""A sandbox for the programs of the documentation, and what the payer and the console do in it."""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import threading
import time
import urllib.request
from typing import Any, Optional

PATIENCE = 60
DAY = 24 * 3600
BEIJING = 8 * 3600


class Wrong(Exception):
    """What a program of the documentation does not do."""


class Sandbox:
    """Started by the command of the PyPI package, as the page says."""

    def __init__(self, python: pathlib.Path, folder: pathlib.Path, notify_url: str) -> None:
        env_file = folder / "sandbox.env"
        env_file.unlink(missing_ok=True)
        command = [str(python), "-m", "qq_wxpay", "sandbox", "--port", "0", "--write-env", str(env_file)]
        command += ["--notify-url", notify_url, "--time-scale", "1000"]
        self._process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, start_new_session=True)
        assert self._process.stdout is not None
        for line in self._process.stdout:
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if found:
                break
        else:
            raise Wrong("the sandbox did not start")
        self.base = found[0]
        # What it goes on to say is read, so that it never waits for a reader.
        threading.Thread(target=self._process.stdout.read, daemon=True).start()
        until("the settings of the sandbox", lambda: env_file.exists() and env_file.stat().st_size > 0)
        self.env = {**variables(env_file.read_text()), "QQ_WXPAY_NOTIFY_URL": notify_url, "QQ_WXPAY_TOKEN_STORE": f"file:{folder}/token"}

    def control(self, method: str, path: str, content: Any = None) -> Any:
        data = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE) as reply:
            return json.loads(reply.read() or b"null")

    def pay(self, link: str) -> None:
        self.control("POST", "/sandbox/pay", {"h5_url": link})

    def two_days_ago(self, link: str) -> str:
        """Pays an order two days ago; gives that day, whose bill is there."""
        self.control("POST", "/sandbox/clock", {"advance_seconds": -2 * DAY})
        self.pay(link)
        self.control("POST", "/sandbox/clock", {"advance_seconds": 2 * DAY})
        return time.strftime("%Y-%m-%d", time.gmtime(time.time() + BEIJING - 2 * DAY))

    def close(self) -> None:
        end(self._process)


def variables(text: str) -> dict[str, str]:
    """What a shell reads from an env file."""
    lines = (line for line in text.splitlines() if "=" in line and not line.startswith("#"))
    pairs = ("".join(shlex.split(line)).partition("=") for line in lines)
    return {name: value.replace("\\n", "\n") for name, _, value in pairs}


def environment(sandbox: Sandbox, **more: str) -> dict[str, str]:
    """The variables of a program: none of this machine's own settings."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("QQ_WXPAY_")}
    return {**others, **sandbox.env, **more}


def until(what: str, holds: Any, seconds: float = PATIENCE) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = holds()
        if found:
            return found
        time.sleep(0.02)
    raise Wrong(f"waited for {what} in vain")


def end(process: "subprocess.Popen[Any]") -> None:
    """Ends a program that leads a group of its own, with whatever it started, as Ctrl-C does: `npx` hands no signal on."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)


class Server:
    """A program that goes on, and the lines that it prints."""

    def __init__(self, command: list[str], folder: pathlib.Path, env: dict[str, str]) -> None:
        self.log = folder / "server.log"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=out, start_new_session=True)

    def says(self, pattern: str) -> "re.Match[str]":
        def found() -> Optional["re.Match[str]"]:
            text = self.log.read_text("utf-8", "replace")
            match = re.search(pattern, text, re.M)
            if match is None and self.process.poll() is not None:
                raise Wrong(f"it ended before it said {pattern}:\n{text}")
            return match

        try:
            match: "re.Match[str]" = until(f"/{pattern}/", found)
        except Wrong as wrong:
            raise Wrong(f"{wrong}\n{self.log.read_text('utf-8', 'replace')}") from None
        return match

    def close(self) -> None:
        end(self.process)


def free_port() -> int:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


