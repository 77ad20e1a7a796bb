import json
import os
import sys

from flask import Flask, request
from wechatpayv3 import WeChatPay, WeChatPayType

env, number = os.environ, sys.argv[1]
wxpay = WeChatPay(
    wechatpay_type=WeChatPayType.H5,
    mchid=env["QQ_WXPAY_MCHID"],
    private_key=env["QQ_WXPAY_MERCHANT_PRIVATE_KEY"],
    cert_serial_no=env["QQ_WXPAY_MERCHANT_SERIAL"],
    appid=env["QQ_WXPAY_WECHAT_APPID"],
    apiv3_key=env["QQ_WXPAY_API_V3_KEY"],
    notify_url=env["QQ_WXPAY_NOTIFY_URL"],
    public_key=env["QQ_WXPAY_PUBLIC_KEY"],
    public_key_id=env["QQ_WXPAY_PUBLIC_KEY_ID"],
)
app = Flask(__name__)


@app.post("/notify")
def notify():
    event = wxpay.callback(request.headers, request.data)
    if not event or event["event_type"] != "TRANSACTION.SUCCESS":
        return {"code": "FAIL", "message": "失败"}, 500
    paid = event["resource"]
    print("paid", paid["out_trade_no"], paid["amount"]["total"], flush=True)
    status, text = wxpay.refund(
        out_trade_no=number, out_refund_no=f"R{number}", amount={"refund": 500, "total": 1999, "currency": "CNY"}
    )
    print("refund", json.loads(text)["status"], flush=True)
    return {"code": "SUCCESS", "message": "成功"}


# It signs the address that it calls, so the order goes to WeChat Pay, not through QQ. ｜ 它对自己请求的地址签名，所以订单只能直接发给微信支付，不能经过 QQ。
status, text = wxpay.pay(
    description="蓝色马克杯",
    out_trade_no=number,
    amount={"total": 1999, "currency": "CNY"},
    scene_info={"payer_client_ip": "203.0.113.7", "h5_info": {"type": "Wap"}},
)
if status != 200:
    sys.exit(text)
print("link", json.loads(text)["h5_url"], flush=True)
app.run(port=int(env["PORT"]))
