from flask import Flask
from qq_wxpay.adapters.flask import notifications
from qq_wxpay.testing import client, signed_notification


def test_a_paid_order_is_delivered():
    delivered = []
    app = Flask(__name__)
    view = notifications(client(), paid=lambda event: delivered.append(event.out_trade_no))
    app.add_url_rule("/notify", view_func=view, methods=["POST"])
    sent = signed_notification("payment", {"out_trade_no": "T1", "total": 1999})
    assert app.test_client().post("/notify", data=sent.body, headers=sent.headers).status_code == 200
    assert delivered == ["T1"]
