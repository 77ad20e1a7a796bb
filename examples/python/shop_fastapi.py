"""A shop in a QQ mini program, with FastAPI: it places orders, takes the notifications, and asks where none came.

    uvicorn --factory shop_fastapi:app --port 8000
"""

from __future__ import annotations

import os
from typing import Optional

import shop
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from qq_wxpay import AsyncQqWxPay, PaidEvent, QqWxPayError
from qq_wxpay.adapters.starlette import notifications


class Wish(BaseModel):
    """What the client wants: a product, and not its price."""

    product: str


def _answer(answer: shop.Answer) -> JSONResponse:
    return JSONResponse(answer.content, answer.status)


_NO_ORDER = shop.Answer(404, {"error": "no such order"})


def app(pay: Optional[AsyncQqWxPay] = None, store: Optional[shop.Store] = None) -> FastAPI:
    """The whole server. Settings: the variables `QQ_WXPAY_…`."""
    client = pay or AsyncQqWxPay.from_env()
    orders = store or shop.Store()
    # With the sandbox the payer too is on this machine, whose own address WeChat Pay would refuse.
    stand_in = "203.0.113.7" if pay is not None or os.environ.get("QQ_WXPAY_QQ_BASE_URL") else None
    server = FastAPI()

    async def place(order: shop.Order, status: int) -> JSONResponse:
        try:
            return _answer(shop.placed(order, await client.place_order(**order.request, timeout=10), status))
        except QqWxPayError as error:
            return _answer(shop.failed(order, error))

    @server.post("/orders")
    async def create(wish: Wish, request: Request) -> JSONResponse:
        product = shop.PRODUCTS.get(wish.product)
        if product is None:
            return _answer(shop.Answer(404, {"error": "no such product"}))
        peer = request.client.host if request.client else None
        payer = shop.payer_address(peer, request.headers.get("x-forwarded-for"), stand_in)
        return await place(orders.new(product, payer), 201)

    @server.post("/orders/{number}/link")
    async def fresh_link(number: str) -> JSONResponse:
        """The same order again: a link lives 5 minutes, and a reply may have been lost."""
        order = orders.find(number)
        if order is None:
            return _answer(_NO_ORDER)
        if order.state != "open":
            return _answer(shop.Answer(409, {"error": "already settled"}))
        return await place(order, 200)

    @server.get("/orders/{number}")
    async def show(number: str) -> JSONResponse:
        order = orders.find(number)
        if order is None:
            return _answer(_NO_ORDER)
        if order.state == "open":
            status = await client.confirm_order(shop.reference(number), timeout=5)
            shop.settle_found(orders, client, number, status)
        return _answer(shop.shown(order))

    def paid(event: PaidEvent) -> None:
        became = orders.settle(event.out_trade_no, lambda number, total: event.expect(out_trade_no=number, total=total))
        if became == "unknown":
            # It is answered with a failure, and comes again: look where that order has gone.
            raise LookupError("a payment of an order that this shop does not have")
        if became == "paid":
            print(f"order {event.out_trade_no} is paid")

    # This shop makes no refunds: one that is made in the console is noticed in the log, and comes again.
    server.add_route("/notify", notifications(client, paid=paid), methods=["POST"])
    return server
