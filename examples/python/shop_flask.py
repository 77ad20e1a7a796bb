"""A shop in a QQ mini program, with Flask: it places orders, takes the notifications, and asks where none came.

    gunicorn --workers 4 'shop_flask:app()'
"""

from __future__ import annotations

import os
from typing import Optional

import shop
from flask import Flask, Response, jsonify, request

from qq_wxpay import PaidEvent, QqWxPay, QqWxPayError
from qq_wxpay.adapters.flask import notifications


def _answer(answer: shop.Answer) -> Response:
    response = jsonify(answer.content)
    response.status_code = answer.status
    return response


_NO_ORDER = shop.Answer(404, {"error": "no such order"})


def app(pay: Optional[QqWxPay] = None, store: Optional[shop.Store] = None) -> Flask:
    """The whole server. Settings: the variables `QQ_WXPAY_…`.

    Its workers share QQ's access token by themselves; orders in memory are one worker's own, so a real shop keeps them in a database.
    """
    client = pay or QqWxPay.from_env()
    orders = store or shop.Store()
    # With the sandbox the payer too is on this machine, whose own address WeChat Pay would refuse.
    stand_in = "203.0.113.7" if pay is not None or os.environ.get("QQ_WXPAY_QQ_BASE_URL") else None
    server = Flask(__name__)

    def place(order: shop.Order, status: int) -> Response:
        try:
            return _answer(shop.placed(order, client.place_order(**order.request, timeout=10), status))
        except QqWxPayError as error:
            return _answer(shop.failed(order, error))

    @server.post("/orders")
    def create() -> Response:
        wish = request.get_json(silent=True)
        product = shop.PRODUCTS.get(wish.get("product", "")) if isinstance(wish, dict) else None
        if product is None:
            return _answer(shop.Answer(404, {"error": "no such product"}))
        payer = shop.payer_address(request.remote_addr, request.headers.get("X-Forwarded-For"), stand_in)
        return place(orders.new(product, payer), 201)

    @server.post("/orders/<number>/link")
    def fresh_link(number: str) -> Response:
        """The same order again: a link lives 5 minutes, and a reply may have been lost."""
        order = orders.find(number)
        if order is None:
            return _answer(_NO_ORDER)
        if order.state != "open":
            return _answer(shop.Answer(409, {"error": "already settled"}))
        return place(order, 200)

    @server.get("/orders/<number>")
    def show(number: str) -> Response:
        order = orders.find(number)
        if order is None:
            return _answer(_NO_ORDER)
        if order.state == "open":
            shop.settle_found(orders, client, number, client.confirm_order(shop.reference(number), timeout=5))
        return _answer(shop.shown(order))

    def paid(event: PaidEvent) -> None:
        became = orders.settle(event.out_trade_no, lambda number, total: event.expect(out_trade_no=number, total=total))
        if became == "unknown":
            # It is answered with a failure, and comes again: look where that order has gone.
            raise LookupError("a payment of an order that this shop does not have")
        if became == "paid":
            print(f"order {event.out_trade_no} is paid")

    # This shop makes no refunds: one that is made in the console is noticed in the log, and comes again.
    server.add_url_rule("/notify", view_func=notifications(client, paid=paid), methods=["POST"])
    return server
