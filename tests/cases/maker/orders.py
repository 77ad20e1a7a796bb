"""Orders: the exact bytes that leave, and what is refused before anything does."""

import json

from maker.make import (
    APPID, MCHID, NONCE, NOTIFY, QQ_APPID, RELAY, SETTINGS, case, combine_request, compact, direct_order, error,
    order_body, order_request, partner_request, proxy, v2_order_body, v2_request, v2_sign, v2_xml, v3_request,
)


def signed_order(name, operation, path, request, body, **inputs):
    expect = {"request": v3_request("POST", proxy("/v3" + path), "/v3" + path, body)}
    return case(name, operation, expect, request=request, **inputs)


def orders():
    path, partner_path, combine_path = "/pay/transactions/h5", "/pay/partner/transactions/h5", "/combine-transactions/h5"
    plain = order_request()
    rich = order_request(
        description="引号\"和\\反斜杠/&<>",
        time_expire="2024-08-05T18:03:41+08:00",
        attach="a=b&c=<d>",
        goods_tag="WXG",
        support_fapiao=True,
        limit_pay=["no_credit"],
        amount={"total": 9007199254740993, "currency": "CNY"},
        detail={"cost_price": 608800, "invoice_id": "wx123", "goods_detail": [{"merchant_goods_id": "商品1", "wechatpay_goods_id": "1001", "goods_name": "iPhone 6s 16G", "quantity": 1, "unit_price": 528800}]},
        scene_info={"payer_client_ip": "2001:db8::7", "device_id": "013467007045764", "store_info": {"id": "0001", "name": "腾讯大厦分店", "area_code": "440305", "address": "广东省深圳市"}, "h5_info": {"type": "iOS", "app_name": "王者荣耀", "bundle_id": "com.tencent.wzryiOS"}},
        settle_info={"profit_sharing": False},
    )
    mapped = order_request(scene_info={"payer_client_ip": "::ffff:203.0.113.7"})
    straight = order_request(channel="direct", out_trade_no="T|2024*0805")
    own = order_request(notify_url="https://pay.example.com:8443/other")
    query = order_request(notify_url="https://pay.example.com/notify/v3?shop=1&kind=h5")
    cases = [
        signed_order("V3 direct: signed over WeChat Pay's path, sent to QQ", "place_order", path, plain, direct_order(plain)),
        signed_order("V3 direct with every field", "place_order", path, rich, direct_order(rich)),
        *[signed_order(f"a time as {text} is sent in WeChat Pay's form", "place_order", path, order_request(time_expire=text), direct_order(order_request(time_expire="2024-08-05T18:03:41+08:00"))) for text in ("2024-08-05T10:03:41.789Z", "2024-08-05T10:03:41.123456+00:00", "2024-08-05 10:03:41+00:00", "2024-08-05T12:03:41+0200")],
        signed_order("description of 42 Chinese characters, 126 bytes", "place_order", path, order_request(description="好" * 42), direct_order(order_request(description="好" * 42))),
        signed_order("an IPv4 address in IPv6 form is sent as IPv4", "place_order", path, mapped, direct_order(order_request())),
        case("V3 direct, straight to WeChat Pay", "place_order", {"request": v3_request("POST", "https://api.mch.weixin.qq.com/v3" + path, "/v3" + path, direct_order(straight, NOTIFY))}, request=straight),
        case("an own notify_url goes into the query, never into the body", "place_order", {"request": v3_request("POST", proxy("/v3" + path, own["notify_url"]), "/v3" + path, direct_order(own))}, request=own),
        case("real_notify_url is encoded exactly once", "place_order", {"request": v3_request("POST", proxy("/v3" + path, query["notify_url"]), "/v3" + path, direct_order(query))}, request=query, settings={"allow_notify_url_query": True}),
    ]
    # What this library has no field for is put into the body, whose fields then stand in the order of their names.
    extra = {"payer": {"identity": {"type": "IDCARD", "name": "张三"}}, "scene_info": {"h5_info": {"a_new_field": 1}}}
    whole = json.loads(direct_order(plain))
    whole["payer"] = extra["payer"]
    whole["scene_info"]["h5_info"]["a_new_field"] = 1
    cases.append(signed_order("fields that this library does not know are signed and sent", "place_order", path, order_request(extra=compact(extra)), json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)))
    partner = partner_request(sub_appid="wxd678efh567hg6999")
    body = compact({"sp_appid": APPID, "sp_mchid": MCHID, "sub_appid": "wxd678efh567hg6999", "sub_mchid": "1900000109", "notify_url": f"{RELAY}/{MCHID}/{plain['out_trade_no']}", **order_body(plain)})
    cases.append(signed_order("V3 partner: the provider's number in address and signature", "place_partner_order", partner_path, partner, body))
    combine = combine_request()
    body = compact({"combine_appid": APPID, "combine_mchid": MCHID, "notify_url": f"{RELAY}/{MCHID}/{combine['combine_out_trade_no']}", **order_body(combine)})
    cases.append(signed_order("V3 combine: the initiator's number in address and signature", "place_combine_order", combine_path, combine, body))
    v2 = v2_request(attach="a=b&c=<d>'\"")
    cases += [
        case("V2 with HMAC-SHA256: the proxy's path has no /pay", "place_v2_order", {"request": {"method": "POST", "url": proxy("/unifiedorder"), "headers": {"Content-Type": "text/xml; charset=utf-8"}, "body": v2_order_body(v2)}}, request=v2),
        case("V2 with a time of RFC 3339", "place_v2_order", {"request": {"method": "POST", "url": proxy("/unifiedorder"), "headers": {}, "body": v2_order_body(v2_request(time_expire="20240805180341"))}}, request=v2_request(time_expire="2024-08-05T10:03:41Z")),
        case("V2 with a field that this library does not know", "place_v2_order", {"request": {"method": "POST", "url": proxy("/unifiedorder"), "headers": {}, "body": v2_order_body(v2_request(extra={"a_new_field": "新", "another": 7}))}}, request=v2_request(extra='{"a_new_field":"新","another":7}')),
        case("V2 with MD5", "place_v2_order", {"request": {"method": "POST", "url": proxy("/unifiedorder"), "headers": {}, "body": v2_order_body(v2, sign_type="MD5")}}, request=v2, settings={"v2_sign_type": "MD5"}),
        case("V2 straight to WeChat Pay", "place_v2_order", {"request": {"method": "POST", "url": "https://api.mch.weixin.qq.com/pay/unifiedorder", "headers": {}, "body": v2_order_body(v2, NOTIFY)}}, request={**v2, "channel": "direct"}),
        case("getToken", "access_token", {"request": {"method": "GET", "url": f"https://api.q.qq.com/api/getToken?grant_type=client_credential&appid={QQ_APPID}&secret={SETTINGS['qq_app_secret']}", "headers": {"Accept": "application/json"}, "body": ""}}),
    ]

    def get(target):
        return {"request": v3_request("GET", "https://api.mch.weixin.qq.com" + target, target)}

    cases += [
        case("query by order number: the query string is signed", "query_order", get(f"/v3/pay/transactions/out-trade-no/1217752501201407033233368018?mchid={MCHID}"), request={"out_trade_no": "1217752501201407033233368018"}),
        case("query by transaction number", "query_order", get(f"/v3/pay/transactions/id/4200000001?mchid={MCHID}"), request={"transaction_id": "4200000001"}),
        case("query of a number with | and *", "query_order", get(f"/v3/pay/transactions/out-trade-no/T%7C2024%2A0805?mchid={MCHID}"), request={"out_trade_no": "T|2024*0805"}),
        case("partner query", "query_partner_order", get(f"/v3/pay/partner/transactions/out-trade-no/T20240805?sp_mchid={MCHID}&sub_mchid=1900000109"), sub_mchid="1900000109", request={"out_trade_no": "T20240805"}),
        case("combine query", "query_combine_order", get("/v3/combine-transactions/out-trade-no/P20150806125346"), request="P20150806125346"),
    ]
    fields = {"appid": APPID, "mch_id": MCHID, "out_trade_no": "1415659990", "nonce_str": NONCE, "sign_type": "HMAC-SHA256"}
    fields["sign"] = v2_sign(fields)
    cases.append(case("V2 query", "query_v2_order", {"request": {"method": "POST", "url": "https://api.mch.weixin.qq.com/pay/orderquery", "headers": {}, "body": v2_xml(fields, cdata=False)}}, request={"out_trade_no": "1415659990"}))
    return cases


def bad_orders():
    def bad(name, code, field, operation="place_order", kind="invalid_input", settings=None, **changes):
        make = {"place_order": order_request, "place_partner_order": partner_request, "place_combine_order": combine_request, "place_v2_order": v2_request}[operation]
        return case(name, operation, error(kind, code, field), request=make(**changes), **({"settings": settings} if settings else {}))

    def ip(address):
        return {"scene_info": {"payer_client_ip": address}}

    def parts(change, count=2):
        request = combine_request()
        request["sub_orders"][-1].update(change)
        return (request["sub_orders"] * 30)[:count]

    no_ip = order_request()
    del no_ip["scene_info"]
    return [
        bad("amount as text", "WRONG_TYPE", "amount.total", amount={"total": "100"}),
        bad("amount in yuan", "WRONG_TYPE", "amount.total", amount={"total": 19.99}),
        bad("amount as a list", "WRONG_TYPE", "amount", amount=[100]),
        case("order as a list", "place_order", error("invalid_input", "WRONG_TYPE", "(the request)"), request=["mug", "T20240805"]),
        bad("a name of 65 bytes", "UNKNOWN_FIELD", "d" * 64 + "…", **{"d" * 65: 1}),
        bad("amount 0", "AMOUNT_NOT_POSITIVE", "amount.total", amount={"total": 0}),
        bad("amount -1", "AMOUNT_NOT_POSITIVE", "amount.total", amount={"total": -1}),
        bad("no amount", "AMOUNT_NOT_POSITIVE", "amount.total", amount={}),
        bad("currency USD", "CURRENCY_NOT_CNY", "amount.currency", amount={"total": 1, "currency": "USD"}),
        bad("misspelt key", "UNKNOWN_FIELD", "descripton", descripton="x"),
        bad("misspelt inner key", "UNKNOWN_FIELD", "amount.totl", amount={"totl": 1}),
        bad("description missing", "FIELD_MISSING", "description", description=""),
        bad("description of 43 Chinese characters, 129 bytes", "TEXT_TOO_LONG", "description", description="好" * 43),
        bad("description of 128 letters", "TEXT_TOO_LONG", "description", description="a" * 128),
        bad("attach of 60 Chinese characters", "TEXT_TOO_LONG", "attach", attach="好" * 60),
        bad("goods tag of 11 Chinese characters", "TEXT_TOO_LONG", "goods_tag", goods_tag="好" * 11),
        bad("name of a shop of 86 Chinese characters", "TEXT_TOO_LONG", "scene_info.store_info.name", scene_info={"payer_client_ip": "203.0.113.7", "store_info": {"id": "1", "name": "店" * 86}}),
        bad("name of goods of 86 Chinese characters", "TEXT_TOO_LONG", "detail.goods_detail[0].goods_name", detail={"goods_detail": [{"merchant_goods_id": "1", "goods_name": "好" * 86, "quantity": 1, "unit_price": 1}]}),
        bad("V2 body of 50 Chinese characters", "TEXT_TOO_LONG", "body", "place_v2_order", body="好" * 50),
        bad("V2 attach of 43 Chinese characters", "TEXT_TOO_LONG", "attach", "place_v2_order", attach="好" * 43),
        bad("combine part with a description of 43 Chinese characters", "TEXT_TOO_LONG", "sub_orders[1].description", "place_combine_order", sub_orders=parts({"description": "好" * 43})),
        bad("description with emoji", "TEXT_CHARACTERS", "description", description="mug \U0001f375"),
        bad("order number with |", "ORDER_NUMBER_CHARACTERS", "out_trade_no", out_trade_no="T|20240805"),
        bad("order number with *", "ORDER_NUMBER_CHARACTERS", "out_trade_no", out_trade_no="T*20240805"),
        bad("order number with a slash, straight to WeChat Pay", "ORDER_NUMBER_CHARACTERS", "out_trade_no", out_trade_no="T/20240805", channel="direct"),
        bad("order number of 5 characters", "ORDER_NUMBER_LENGTH", "out_trade_no", out_trade_no="T2024"),
        bad("order number of 33 characters", "ORDER_NUMBER_LENGTH", "out_trade_no", out_trade_no="1" * 33),
        bad("no payer address", "FIELD_MISSING", "scene_info.payer_client_ip", scene_info={}),
        bad("payer at loopback", "PAYER_IP_NOT_PUBLIC", "scene_info.payer_client_ip", **ip("127.0.0.1")),
        bad("payer in a private network", "PAYER_IP_NOT_PUBLIC", "scene_info.payer_client_ip", **ip("10.0.0.8")),
        *[bad(f"payer at {address}", "PAYER_IP_NOT_PUBLIC", "scene_info.payer_client_ip", **ip(address)) for address in ("100.97.1.1", "198.18.0.1", "240.0.0.1", "::ffff:100.97.1.1", "64:ff9b::10.0.0.1", "2002:a00:1::1")],
        bad("V2 payer between carriers", "PAYER_IP_NOT_PUBLIC", "spbill_create_ip", "place_v2_order", spbill_create_ip="100.97.1.1"),
        *[bad(f"extra fields: {name}", code, field, extra=text) for name, code, field, text in (
            ("no JSON", "EXTRA_FORM", "extra", "payer=1"),
            ("a list", "EXTRA_FORM", "extra", "[]"),
            ("too long", "EXTRA_FORM", "extra", compact({"a": "b" * 16384})),
            ("one that the library has", "EXTRA_KNOWN", "extra.description", '{"description":"x"}'),
            ("one that the library has, inside", "EXTRA_KNOWN", "extra.amount.total", '{"amount":{"total":1}}'),
            ("one that the library has, and this order has not", "EXTRA_KNOWN", "extra.attach", '{"attach":"x"}'),
            ("the merchant", "EXTRA_KNOWN", "extra.mchid", '{"mchid":"1900000109"}'),
        )],
        bad("extra fields of a partner order: one that the library has", "EXTRA_KNOWN", "order.extra.amount", "place_partner_order", order=order_request(extra='{"amount":1}')),
        *[bad(f"V2 extra fields: {name}", code, field, "place_v2_order", extra=text) for name, code, field, text in (
            ("an object", "EXTRA_FORM", "extra.a", '{"a":{}}'),
            ("an amount in yuan", "EXTRA_FORM", "extra.a", '{"a":1.5}'),
            ("no name of V2", "EXTRA_FORM", "extra.a b", '{"a b":"1"}'),
            ("one that the library has", "EXTRA_KNOWN", "extra.total_fee", '{"total_fee":1}'),
            ("one that the library has, and this order has not", "EXTRA_KNOWN", "extra.goods_tag", '{"goods_tag":"x"}'),
            ("a signature", "EXTRA_KNOWN", "extra.sign", '{"sign":"A"}'),
            ("one that holds another field", "V2_FIELD_INSIDE_TEXT", "extra.a", '{"a":"x&mch_id=1"}'),
        )],
        bad("payer with a port", "PAYER_IP_INVALID", "scene_info.payer_client_ip", **ip("203.0.113.7:443")),
        bad("unknown kind of page", "VALUE_NOT_ALLOWED", "scene_info.h5_info.type", scene_info={"payer_client_ip": "203.0.113.7", "h5_info": {"type": "wap"}}),
        bad("time without offset", "TIME_FORMAT", "time_expire", time_expire="2024-08-05 18:03:41"),
        bad("a day in the place of a time", "TIME_FORMAT", "time_expire", time_expire="2024-08-05"),
        bad("seconds since 1970", "TIME_FORMAT", "time_expire", time_expire="1722852221"),
        bad("V2's form in V3", "TIME_FORMAT", "time_expire", time_expire="20240805180341"),
        bad("unknown limit", "VALUE_NOT_ALLOWED", "limit_pay", limit_pay=["no_cash"]),
        bad("attach of 129 characters", "TEXT_TOO_LONG", "attach", attach="a" * 129),
        bad("goods without quantity", "AMOUNT_NOT_POSITIVE", "detail.goods_detail[0].quantity", detail={"goods_detail": [{"merchant_goods_id": "1", "unit_price": 1}]}),
        bad("http notify_url", "NOTIFY_URL_NOT_HTTPS", "notify_url", kind="config", notify_url="http://pay.example.com/notify"),
        bad("relative notify_url", "NOTIFY_URL_NOT_ABSOLUTE", "notify_url", kind="config", notify_url="/notify"),
        bad("notify_url with a query", "NOTIFY_URL_QUERY", "notify_url", kind="config", notify_url="https://pay.example.com/notify?a=1"),
        bad("notify_url with a fragment", "NOTIFY_URL_FRAGMENT_OR_USER", "notify_url", kind="config", notify_url="https://pay.example.com/notify#a"),
        bad("QQ's relay as notify_url", "NOTIFY_URL_IS_RELAY", "notify_url", kind="config", notify_url="https://api.q.qq.com/wxpay/notify"),
        bad("no notify_url anywhere", "FIELD_MISSING", "notify_url", settings={"notify_url": None}),
        case("no referer configured, through QQ", "place_order", error("config", "SETTINGS_MISSING", "referer"), request=order_request(), settings={"referer": None}),
        case("no QQ mini program configured", "place_order", error("config", "QQ_NOT_CONFIGURED", "qq_appid"), request=order_request(), settings={"qq_appid": None, "qq_app_secret": None}),
        case("no access token", "place_order", error("invalid_input", "ACCESS_TOKEN_MISSING", "access_token"), request=order_request(), access_token=None),
        case("empty access token", "place_order", error("invalid_input", "ACCESS_TOKEN_MISSING", "access_token"), request=order_request(), access_token=""),
        case("access token of 4097 characters", "place_order", error("invalid_input", "ACCESS_TOKEN_FORM", "access_token"), request=order_request(), access_token="t" * 4097),
        case("the whole reply as access token", "place_order", error("invalid_input", "ACCESS_TOKEN_FORM", "access_token"), request=order_request(), access_token='{"access_token":"t","expires_in":7200}'),
        case("access token with a line end", "place_order", error("invalid_input", "ACCESS_TOKEN_FORM", "access_token"), request=order_request(), access_token="token\n"),
        case("V3 without V3 keys", "place_order", error("config", "V3_NOT_CONFIGURED", "merchant_private_key"), request=order_request(), settings={"merchant_private_key": None, "api_v3_key": None, "public_key": None, "public_key_id": None, "platform_certificates": None}),
        case("V2 without a V2 key", "place_v2_order", error("config", "V2_NOT_CONFIGURED", "api_v2_key"), request=v2_request(), settings={"api_v2_key": None}),
        bad("partner order without sub merchant", "FIELD_MISSING", "sub_mchid", "place_partner_order", sub_mchid=""),
        bad("QQ AppID as sub_appid", "QQ_APPID_AS_WECHAT_APPID", "sub_appid", "place_partner_order", sub_appid=QQ_APPID),
        bad("wrong amount in a partner order", "AMOUNT_NOT_POSITIVE", "order.amount.total", "place_partner_order", order=order_request(amount={"total": 0})),
        bad("combine order of one part", "COUNT_OUT_OF_RANGE", "sub_orders", "place_combine_order", sub_orders=parts({}, 1)),
        bad("combine order of a direct merchant, 11 parts", "COUNT_OUT_OF_RANGE", "sub_orders", "place_combine_order", sub_orders=parts({}, 11)),
        bad("combine order of a service provider, no part", "COUNT_OUT_OF_RANGE", "sub_orders", "place_combine_order", sub_orders=[]),
        bad("combine order of a service provider, 51 parts", "COUNT_OUT_OF_RANGE", "sub_orders", "place_combine_order", sub_orders=parts({"sub_mchid": "1900000109"}, 51)),
        bad("combine part without attach", "FIELD_MISSING", "sub_orders[1].attach", "place_combine_order", sub_orders=parts({"attach": ""})),
        bad("combine part with `total`", "UNKNOWN_FIELD", "sub_orders[1].amount.total", "place_combine_order", sub_orders=parts({"amount": {"total": 1, "currency": "CNY"}})),
        bad("combine part above 10 million yuan", "AMOUNT_TOO_LARGE", "sub_orders[1].amount.total_amount", "place_combine_order", sub_orders=parts({"amount": {"total_amount": 1_000_000_001, "currency": "CNY"}})),
        bad("combine number with |", "ORDER_NUMBER_CHARACTERS", "combine_out_trade_no", "place_combine_order", combine_out_trade_no="P|20150806"),
        bad("V2 amount 0", "AMOUNT_NOT_POSITIVE", "total_fee", "place_v2_order", total_fee=0),
        *[bad(f"V2 {name} that holds another field", "V2_FIELD_INSIDE_TEXT", name, "place_v2_order", **{name: "x&mch_id=1"}) for name in ("body", "detail", "attach", "device_info", "goods_tag", "product_id")],
        bad("V2 time without offset", "TIME_FORMAT", "time_expire", "place_v2_order", time_expire="2024-08-05 18:03:41"),
        bad("V2 with V3's field name", "UNKNOWN_FIELD", "description", "place_v2_order", description="x"),
        case("query without a number", "query_order", error("invalid_input", "FIELD_MISSING", "out_trade_no"), request={"out_trade_no": ""}),
        case("query with a strange number", "query_order", error("invalid_input", "ORDER_NUMBER_CHARACTERS", "transaction_id"), request={"transaction_id": "42/../x"}),
    ]
