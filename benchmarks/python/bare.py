"""No order: what an exchange over HTTP takes by the fastest clients, awaited and blocking. They are asked as the peer is."""

from __future__ import annotations

import http.client
import socket
from typing import Any, Tuple
from urllib.parse import urlsplit

PATH = "/v3/pay/transactions/h5"
BODY = b"x" * 380
HEADERS = {"Content-Type": "application/json"}


class Awaited:
    """aiohttp, which keeps its connections."""

    def __init__(self, _settings: Any, base_url: str, _awaited: bool) -> None:
        self._url = base_url + PATH

    async def __aenter__(self) -> None:
        import aiohttp

        self._session = aiohttp.ClientSession()

    async def pay(self, **_order: Any) -> Tuple[int, str]:
        async with self._session.post(self._url, data=BODY, headers=HEADERS) as reply:
            return reply.status, await reply.text()


class Blocking:
    """One connection of the standard library, kept."""

    def __init__(self, _settings: Any, base_url: str, _awaited: bool) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(base_url).netloc)
        self._connection.connect()
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def pay(self, **_order: Any) -> Tuple[int, str]:
        self._connection.request("POST", PATH, BODY, HEADERS)
        reply = self._connection.getresponse()
        return reply.status, reply.read().decode()
