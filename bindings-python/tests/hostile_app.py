"""One shop for each framework, to be run by its real server. The functions fail at first, and so does what is told of it."""

from __future__ import annotations

import itertools
import sys
from typing import Any

from qq_wxpay import PaidEvent, QqWxPay

_calls = itertools.count(1)


def paid(event: PaidEvent) -> Any:
    """Raises, then answers like a view, then does its work."""
    call = next(_calls)
    if call == 1:
        raise RuntimeError("the database is down")
    return ("later", 503) if call == 2 else None


def on_error(error: BaseException) -> None:
    raise RuntimeError("my reporter is down")


def flask() -> Any:
    from flask import Flask

    from qq_wxpay.adapters.flask import notifications

    app = Flask(__name__)
    view = notifications(QqWxPay.from_env(), paid=paid, on_error=on_error)
    app.add_url_rule("/notify", view_func=view, methods=["POST"])
    return app


def django() -> Any:
    import django_site

    django_site.configured()
    from django.core.wsgi import get_wsgi_application

    from qq_wxpay.adapters.django import notifications

    django_site.serve("notify", notifications(QqWxPay.from_env(), paid=paid, on_error=on_error))
    return get_wsgi_application()


def async_django() -> Any:
    import django_site

    django_site.configured()
    from django.core.asgi import get_asgi_application

    from qq_wxpay.adapters.django import async_notifications

    django_site.serve("notify", async_notifications(QqWxPay.from_env(), paid=paid, on_error=on_error))
    return get_asgi_application()


def starlette() -> Any:
    from starlette.applications import Starlette
    from starlette.routing import Route

    from qq_wxpay.adapters.starlette import notifications

    endpoint = notifications(QqWxPay.from_env(), paid=paid, on_error=on_error)
    return Starlette(routes=[Route("/notify", endpoint, methods=["POST"])])


def aiohttp(port: int) -> None:
    from aiohttp import web

    from qq_wxpay.adapters.aiohttp import notifications

    app = web.Application()
    app.router.add_post("/notify", notifications(QqWxPay.from_env(), paid=paid, on_error=on_error))
    web.run_app(app, host="127.0.0.1", port=port, print=None)


def sanic(port: int) -> None:
    from sanic import Sanic

    from qq_wxpay.adapters.sanic import notifications

    app = Sanic("hostile")
    app.add_route(notifications(QqWxPay.from_env(), paid=paid, on_error=on_error), "/notify", methods=["POST"])
    app.run("127.0.0.1", port, single_process=True, motd=False, access_log=False)


if __name__ == "__main__":
    globals()[sys.argv[1]](int(sys.argv[2]))
