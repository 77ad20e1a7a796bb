"""The adapters in the real frameworks. Each function gives what sends one request to the shop."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import Any, Callable, Dict, List, Tuple

import django_site

from qq_wxpay import PaidEvent

Reply = Tuple[int, str, bytes]
Send = Callable[[Dict[str, str], bytes], Reply]


class World:
    """What the functions do and see."""

    def __init__(self) -> None:
        self.seen: List[str] = []
        self.errors: List[BaseException] = []
        self.behave: Callable[[], Any] = lambda: None

    def paid(self, event: PaidEvent) -> Any:
        self.seen.append(event.type)
        return self.behave()

    async def async_paid(self, event: PaidEvent) -> Any:
        await asyncio.sleep(0)
        return self.paid(event)

    def given(self, waits: bool, options: Dict[str, Any]) -> Dict[str, Any]:
        """The arguments of `notifications`: a function for payments, unless others are given."""
        usual = {"paid": self.async_paid if waits else self.paid, "on_error": self.errors.append}
        return {**usual, **options}


def starlette(world: World, pay: Any, parse: bool = False, **options: Any) -> Send:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.routing import Route
    from starlette.testclient import TestClient

    from qq_wxpay.adapters.starlette import notifications

    endpoint = notifications(pay, **world.given(True, options))

    async def notify(request: Request) -> Any:
        if parse:
            async for _ in request.stream():
                pass
        return await endpoint(request)

    client = TestClient(Starlette(routes=[Route("/notify", notify, methods=["POST"])]))

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        reply = client.post("/notify", content=body, headers=headers)
        return reply.status_code, reply.headers["content-type"], reply.content

    return send


def fastapi(world: World, pay: Any, parse: bool = False, **options: Any) -> Send:
    from fastapi import FastAPI, Request, Response
    from starlette.testclient import TestClient

    from qq_wxpay.adapters.starlette import notifications

    app = FastAPI()
    endpoint = notifications(pay, **world.given(False, options))

    async def notify(request: Request) -> Response:
        if parse:
            async for _ in request.stream():
                pass
        return await endpoint(request)

    app.add_route("/notify", notify, methods=["POST"])
    client = TestClient(app)

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        reply = client.post("/notify", content=body, headers=headers)
        return reply.status_code, reply.headers["content-type"], reply.content

    return send


def flask(world: World, pay: Any, parse: bool = False, **options: Any) -> Send:
    from flask import Flask, request

    from qq_wxpay.adapters.flask import notifications

    app = Flask(__name__)
    if parse:
        app.before_request(lambda: request.stream.read() and None)
    view = notifications(pay, **world.given(False, options))
    app.add_url_rule("/notify", view_func=view, methods=["POST"])
    client = app.test_client()

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        reply = client.post("/notify", data=body, headers=headers)
        return reply.status_code, reply.headers["Content-Type"], reply.data

    return send


def django(world: World, pay: Any, parse: bool = False, **options: Any) -> Send:
    django_site.configured()
    from django.test import Client

    from qq_wxpay.adapters.django import notifications

    django_site.serve("sync", notifications(pay, **world.given(False, options)))

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        django_site.parses_before = parse
        client = Client(enforce_csrf_checks=True)
        reply: Any = client.post("/sync", body, headers["content-type"], headers=headers)
        return reply.status_code, reply.headers["Content-Type"], reply.content

    return send


def async_django(world: World, pay: Any, parse: bool = False, **options: Any) -> Send:
    django_site.configured()
    from django.test import AsyncClient

    from qq_wxpay.adapters.django import async_notifications

    django_site.serve("async", async_notifications(pay, **world.given(True, options)))

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        django_site.parses_before = parse
        client = AsyncClient(enforce_csrf_checks=True)
        reply: Any = asyncio.run(client.post("/async", body, headers["content-type"], headers=headers))
        return reply.status_code, reply.headers["Content-Type"], reply.content

    return send


class OnALoop:
    """A server on an event loop of its own, in a thread."""

    def __init__(self, start: Callable[[], Any]) -> None:
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.stop: Any
        self.address, self.stop = asyncio.run_coroutine_threadsafe(start(), self.loop).result(20)

    def send(self, headers: Dict[str, str], body: bytes) -> Reply:
        import requests

        reply = requests.post(self.address + "/notify", data=body, headers=headers, timeout=20)
        return reply.status_code, reply.headers["Content-Type"], reply.content


def aiohttp(world: World, pay: Any, parse: bool = False, **options: Any) -> Send:
    from aiohttp import web

    from qq_wxpay.adapters.aiohttp import notifications

    endpoint = notifications(pay, **world.given(True, options))

    async def start() -> Any:
        async def notify(request: web.Request) -> web.Response:
            if parse:
                await request.content.read()
            return await endpoint(request)

        app = web.Application()
        app.router.add_post("/notify", notify)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}", runner.cleanup

    return OnALoop(start).send


def sanic(world: World, pay: Any, parse: bool = False, **options: Any) -> Send:
    from sanic import Request, Sanic

    from qq_wxpay.adapters.sanic import notifications

    Sanic.test_mode = True
    app = Sanic(f"shop{id(world)}x{id(options)}", configure_logging=False)
    app.add_route(notifications(pay, **world.given(True, options)), "/notify", methods=["POST"])

    async def reads(request: Request) -> None:
        untyped: Any = request
        await untyped.receive_body()

    if parse:
        app.register_middleware(reads, "request")

    async def start() -> Any:
        own = socket.create_server(("127.0.0.1", 0))
        server: Any = await app.create_server(sock=own, return_asyncio_server=True)
        await server.startup()
        await server.start_serving()
        return f"http://127.0.0.1:{own.getsockname()[1]}", server.close

    return OnALoop(start).send


BLOCKING: Dict[str, Any] = {"flask": flask, "django": django}
AWAITED: Dict[str, Any] = {
    "starlette": starlette,
    "fastapi": fastapi,
    "async_django": async_django,
    "aiohttp": aiohttp,
    "sanic": sanic,
}
ALL = {**BLOCKING, **AWAITED}
