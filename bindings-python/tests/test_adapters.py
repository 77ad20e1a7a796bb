"""The adapters in the real frameworks: raw bytes, the exact answer, a parser that was there before, a handler that raises."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any, Callable, Dict, Iterator, List, Tuple

import django_site
import pytest
from conftest import Shop

from qq_wxpay import AsyncQqWxPay, HandledNotification, QqWxPayError

Reply = Tuple[int, str, bytes]
Send = Callable[[Dict[str, str], bytes], Reply]
JSON = "application/json; charset=utf-8"


class World:
    """What the handler does and sees."""

    def __init__(self) -> None:
        self.seen: List[str] = []
        self.errors: List[BaseException] = []
        self.behave: Callable[[], Any] = lambda: None

    def handler(self, handled: HandledNotification) -> Any:
        self.seen.append(handled.outcome.type)
        return self.behave()

    async def async_handler(self, handled: HandledNotification) -> Any:
        await asyncio.sleep(0)
        return self.handler(handled)


def starlette(shop: Shop, world: World, parse: bool, given: Any) -> Send:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.routing import Route
    from starlette.testclient import TestClient

    from qq_wxpay.adapters.starlette import notifications

    endpoint = notifications(given, world.async_handler, on_error=world.errors.append)

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


def fastapi(shop: Shop, world: World, parse: bool, given: Any) -> Send:
    from fastapi import Depends, FastAPI, Request, Response
    from starlette.testclient import TestClient

    from qq_wxpay.adapters.starlette import notifications, received, respond

    app = FastAPI()
    endpoint = notifications(given, world.handler, on_error=world.errors.append)

    async def notify(request: Request) -> Response:
        if parse:
            async for _ in request.stream():
                pass
        return await endpoint(request)

    app.add_route("/notify", notify, methods=["POST"])
    dependency = received(given)

    async def own(handled: Any = Depends(dependency)) -> Response:
        return respond(handled.acknowledgement)

    app.add_api_route("/own", own, methods=["POST"])
    client = TestClient(app)

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        own = client.post("/own", content=body, headers=headers)
        reply = client.post("/notify", content=body, headers=headers)
        if not world.errors and world.behave() is None and "wechatpay-signature" in {name.lower() for name in headers}:
            assert (own.status_code, own.content) == (reply.status_code, reply.content)
        return reply.status_code, reply.headers["content-type"], reply.content

    return send


def flask(shop: Shop, world: World, parse: bool, given: Any) -> Send:
    from flask import Flask, request

    from qq_wxpay.adapters.flask import notifications

    app = Flask(__name__)
    if parse:
        app.before_request(lambda: request.stream.read() and None)
    view = notifications(given, world.handler, on_error=world.errors.append)
    app.add_url_rule("/notify", view_func=view, methods=["POST"])
    client = app.test_client()

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        reply = client.post("/notify", data=body, headers=headers)
        return reply.status_code, reply.headers["Content-Type"], reply.data

    return send


def _django(name: str, view: Any, parse: bool) -> Send:
    django_site.serve(name, view)
    django_site.parses_before = parse
    from django.test import AsyncClient, Client

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        reply: Any
        kind = headers["content-type"]
        if name == "async":
            reply = asyncio.run(AsyncClient(enforce_csrf_checks=True).post(f"/{name}", body, kind, headers=headers))
        else:
            reply = Client(enforce_csrf_checks=True).post(f"/{name}", body, kind, headers=headers)
        return reply.status_code, reply.headers["Content-Type"], reply.content

    return send


def django(shop: Shop, world: World, parse: bool, given: Any) -> Send:
    from qq_wxpay.adapters.django import notifications

    return _django("sync", notifications(given, world.handler, on_error=world.errors.append), parse)


def async_django(shop: Shop, world: World, parse: bool, given: Any) -> Send:
    from qq_wxpay.adapters.django import async_notifications

    return _django("async", async_notifications(given, world.async_handler, on_error=world.errors.append), parse)


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


def aiohttp(shop: Shop, world: World, parse: bool, given: Any) -> Send:
    from aiohttp import web

    from qq_wxpay.adapters.aiohttp import notifications

    async def start() -> Any:
        endpoint = notifications(given, world.async_handler, on_error=world.errors.append)

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


def sanic(shop: Shop, world: World, parse: bool, given: Any) -> Send:
    from sanic import Sanic
    from sanic.request import Request

    from qq_wxpay.adapters.sanic import notifications

    Sanic.test_mode = True
    app = Sanic(f"shop{id(world)}", configure_logging=False)
    app.add_route(notifications(given, world.async_handler, on_error=world.errors.append), "/notify", methods=["POST"])

    async def start() -> Any:
        server: Any = await app.create_server(host="127.0.0.1", port=0, return_asyncio_server=True)
        await server.startup()
        await server.start_serving()
        return f"http://127.0.0.1:{server.server.sockets[0].getsockname()[1]}", server.close

    return OnALoop(start).send


BLOCKING = {"flask": flask, "django": django}
AWAITED = {"starlette": starlette, "fastapi": fastapi, "async_django": async_django, "aiohttp": aiohttp, "sanic": sanic}


@pytest.fixture(scope="module")
def genuine(shop: Shop) -> Iterator[Tuple[Dict[str, str], bytes]]:
    _, headers, body = shop.paid()
    kept = {name.lower(): value for name, value in headers.items()}
    yield {name: value for name, value in kept.items() if name.startswith("wechatpay-") or name == "content-type"}, body


@pytest.mark.parametrize("name", [*BLOCKING, *AWAITED])
def test_framework(name: str, shop: Shop, genuine: Tuple[Dict[str, str], bytes]) -> None:
    headers, body = genuine
    world = World()
    # A client is made when it is needed first, and may be of either kind on an event loop.
    clients: List[Any] = [lambda: shop.pay]
    if name in AWAITED:
        clients = [AsyncQqWxPay.from_env(env=shop.env), shop.pay]
    start = {**BLOCKING, **AWAITED}[name]
    send = start(shop, world, False, clients[0])
    assert send(headers, body) == (200, JSON, '{"code":"SUCCESS","message":"成功"}'.encode())
    assert world.seen == ["payment"]
    assert send(headers, body + b" ") == (401, JSON, '{"code":"FAIL","message":"失败"}'.encode())
    assert (len(world.seen), world.errors) == (1, []), "a refused notification is not for the handler"
    bare = {"content-type": "application/json"}
    assert send(bare, body)[0] == 200
    assert world.seen == ["payment", "payment"], "what lost its signature is confirmed by a query"

    def down() -> None:
        raise RuntimeError("the database is down")

    world.behave = down
    assert send(headers, body)[0] == 500
    assert [str(error) for error in world.errors] == ["the database is down"]
    world.behave = lambda: False
    assert send(headers, body)[0] == 500
    world.behave = lambda: None
    assert send(headers, body)[0] == 200
    if name != "sanic":  # it has read the body itself, and gives the same bytes to everybody
        world.errors.clear()
        assert start(shop, world, True, clients[-1])(headers, body)[0] == 500
        assert isinstance(world.errors[0], QqWxPayError), world.errors
        assert world.errors[0].code == "RAW_BODY_NEEDED"
        assert "before" in str(world.errors[0])
