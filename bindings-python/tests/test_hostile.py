"""Each adapter in its real server, and a stranger who sends what nobody should: the process lives, its memory is bounded, the log
names what failed, and a genuine notification is accepted afterwards.

`LONG_TESTS=1 python -m pytest -s test_hostile.py` is the long form.
"""

from __future__ import annotations

import os
import pathlib
import socket
import subprocess
import sys
import time
from typing import Any, Dict, Iterable, Iterator, List, Tuple

import pytest
from conftest import Shop, free_port, until

MIB = 1024 if "LONG_TESTS" in os.environ else 32
GROWTH = 24.0
"""So many MB a server may grow, whatever is sent; it loads parts of itself only when they are used."""

HERE = pathlib.Path(__file__).resolve().parent
UVICORN = ["-m", "uvicorn", "--factory", "--log-level", "error"]
GUNICORN = ["-m", "gunicorn", "--threads", "2", "--timeout", "60", "--log-level", "error"]
SERVERS: Dict[str, Any] = {
    "flask": lambda port: [*GUNICORN, "--bind", f"127.0.0.1:{port}", "hostile_app:flask()"],
    "django": lambda port: [*GUNICORN, "--bind", f"127.0.0.1:{port}", "hostile_app:django()"],
    "starlette": lambda port: [*UVICORN, "--port", str(port), "hostile_app:starlette"],
    "async_django": lambda port: [*UVICORN, "--port", str(port), "--lifespan", "off", "hostile_app:async_django"],
    "aiohttp": lambda port: ["hostile_app.py", "aiohttp", str(port)],
    "sanic": lambda port: ["hostile_app.py", "sanic", str(port)],
}


class Server:
    """A server of its own process."""

    def __init__(self, name: str, env: Dict[str, str], log: pathlib.Path) -> None:
        self.port = free_port()
        self.log = log
        environment = {**os.environ, **env, "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, *SERVERS[name](self.port)]
        self.process = subprocess.Popen(command, cwd=HERE, env=environment, stderr=log.open("wb"), stdout=subprocess.DEVNULL)
        until("the server", self._listens)

    def _listens(self) -> bool:
        assert self.process.poll() is None, self.log.read_text("utf-8", "replace")
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def processes(self) -> List[int]:
        """The process and its workers."""
        pid = self.process.pid
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return [pid, *map(int, file.read().split())]

    def resident(self) -> float:
        """Megabytes."""
        total = 0
        for pid in self.processes():
            with open(f"/proc/{pid}/statm", encoding="ascii") as file:
                total += int(file.read().split()[1]) * 4096
        return total / 1e6

    def sends(self, pieces: Iterable[bytes], answers: bool = True) -> int:
        """Sends this, and gives the status of the answer; 0 when there is none."""
        with socket.create_connection(("127.0.0.1", self.port), 20) as stranger:
            try:
                for piece in pieces:
                    stranger.sendall(piece)
                if not answers:
                    return 0
                reply = stranger.recv(1 << 16)
            except OSError:
                return 0
        return int(reply.split(b" ", 2)[1]) if reply.startswith(b"HTTP/1.") else 0

    def posts(self, headers: Dict[str, str], body: bytes) -> int:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"POST /notify HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Length: {len(body)}\r\n{lines}\r\n"
        return self.sends([head.encode("latin-1") + body])

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)


def head(line: str = "", method: str = "POST") -> bytes:
    return f"{method} /notify HTTP/1.1\r\nHost: shop\r\n{line}\r\n\r\n".encode()


def large(chunked: bool) -> Iterator[bytes]:
    size, piece = MIB << 20, b"x" * (1 << 20)
    yield head("Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}")
    for _ in range(MIB):
        yield b"100000\r\n" + piece + b"\r\n" if chunked else piece
    if chunked:
        yield b"0\r\n\r\n"


ATTACKS: Dict[str, Tuple[bytes, ...]] = {
    "malformed chunk": (head("Transfer-Encoding: chunked"), b"ZZZ\r\nabc\r\n"),
    "more than announced": (head("Content-Length: 2"), b"{}" + b"x" * 100),
    "no length": (head("Connection: close"),),
    "a length that is none": (head("Content-Length: abc"),),
    "a negative length": (head("Content-Length: -1"),),
    "both lengths": (head("Content-Length: 2\r\nTransfer-Encoding: chunked"), b"2\r\n{}\r\n0\r\n\r\n"),
    "GET": (head("Connection: close", "GET"),),
    "HEAD": (head("Connection: close", "HEAD"),),
    "no HTTP": (b"\x16\x03\x01\x02\x00" * 50,),
    "an empty body": (head("Content-Length: 0\r\nConnection: close"),),
}


@pytest.mark.parametrize("name", SERVERS)
def test_a_stranger_harms_nobody(name: str, shop: Shop, tmp_path: pathlib.Path) -> None:
    _, headers, body = shop.paid()
    kept = {key: value for key, value in headers.items() if key.lower().startswith("wechatpay-")}
    kept["Content-Type"] = "application/json"
    server = Server(name, shop.env, tmp_path / "log")
    try:
        # A function that fails, with an `on_error` that fails; then one that answers itself; then one that does its work.
        assert [server.posts(kept, body) for _ in range(3)] == [500, 500, 200]
        before, workers = server.resident(), server.processes()
        for what, pieces in ATTACKS.items():
            status = server.sends(pieces)
            assert not 200 <= status < 300, what
        for _ in range(20):
            server.sends([head("Content-Length: 100000"), b"x" * 10], answers=False)
            server.sends([head("Transfer-Encoding: chunked"), b"a0\r\n" + b"x" * 10], answers=False)
        highest = before
        for chunked in (False, True):
            begin, peaks = time.monotonic(), [before]
            status = server.sends(_watched(large(chunked), server, peaks))
            assert not 200 <= status < 300
            highest = max(highest, *peaks, server.resident())
            assert time.monotonic() - begin < 60 + MIB
        print(f"{name}: {before:.0f} MB, with {MIB} MiB sent twice {highest:.0f} MB")
        assert highest - before < GROWTH
        assert server.processes() == workers, "no process has ended"
        assert server.posts(kept, body) == 200
        log = server.log.read_text("utf-8", "replace")
        for line in ("HANDLER_FAILED", "the database is down", "Traceback", "HANDLER_ANSWERED", "on_error failed"):
            assert line in log, "stderr has it, although nobody has set logging up"
        assert "SIGNATURE" not in log, "strangers are quiet"
    finally:
        server.stop()


def _watched(pieces: Iterator[bytes], server: Server, peaks: List[float]) -> Iterator[bytes]:
    for index, piece in enumerate(pieces):
        yield piece
        if index % 16 == 0:
            peaks.append(server.resident())
