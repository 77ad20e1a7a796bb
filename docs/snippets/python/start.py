from qq_wxpay import Placed, QqWxPay

pay = QqWxPay.from_env()
placed = pay.place_order(
    out_trade_no="T20261123000001",
    description="Blue mug",
    amount={"total": 1999},  # fen: 19.99 yuan ｜ 分，即 19.99 元
    scene_info={"payer_client_ip": "203.0.113.7"},
)
if isinstance(placed, Placed):
    print(placed.request_payment.to_dict())  # for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
else:
    print(pay.confirm_order(placed.order))  # the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
