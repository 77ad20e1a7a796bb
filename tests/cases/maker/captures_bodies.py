"""Notifications whose body went through a framework, a log or a person: printed, parsed, lost, decrypted, written anew."""

import base64
import json
from urllib.parse import quote

from . import printed
from .capture_parts import BODY, text, v3_notice, v3_request
from .make import TRANSACTION, compact, envelope, signed_headers


def printed_bodies(paid):
    """What is told by name: the printed form of an object."""
    value = json.loads(paid)
    return [
        ("printed by python", printed.python(value)),
        ("printed by java", printed.java(value)),
        ("printed by lombok", printed.lombok(value)),
        ("printed by node", printed.node(value)),
        ("printed by php", printed.php(value)),
        ("printed by go", printed.go(value)),
        ("printed by ruby", printed.ruby(value)),
        ("object Object", "[object Object]"),
        ("promise", "[object Promise]"),
        ("name of a java object", "com.example.pay.Notice@1b2c3d4f"),
        ("coroutine", "<coroutine object Request.body at 0x7f1f0c0a3e40>"),
        ("stream of python", "<_io.BytesIO object at 0x7f1f0c0a3e40>"),
        ("stream of tomcat", "org.apache.catalina.connector.CoyoteInputStream@6b884d57"),
        ("query dict of django", "<QueryDict: {" + repr(paid) + ": ['']}>"),
    ]


def printed_bytes(paid):
    data = paid.encode()
    return [
        ("buffer as json", printed.buffer_json(data)),
        ("buffer in an object", json.dumps({"body": json.loads(printed.buffer_json(data))})),
        ("buffer inspected", printed.buffer_inspected(data)),
        ("buffer cut by the console", printed.buffer_inspected(data[:50])[:-1] + f" ... {len(data) - 50} more bytes>"),
        ("bytes of python", repr(data)),
        ("bytes of java", printed.numbers(data)),
        ("bytes of go", printed.numbers(data, " ")),
        ("hexadecimal", data.hex()),
        ("name of java bytes", "[B@5e91993f"),
    ]


def lost_bodies():
    return [
        ("empty", ""), ("null", "null"), ("undefined", "undefined"), ("none", "None"), ("no object", "{}"), ("no list", "[]"),
        ("no array", "Array\n(\n)\n"), ("no map", "map[]"), ("no text", '""'), ("one blank", " "),
    ]


def rewritten_bodies(paid):
    value = json.loads(paid)
    inner = value["resource"]
    turned = dict(reversed(list(value.items())))
    more = {**value, "resource": {**inner, "nonce": inner["nonce"]}, "received_at": 1722850422, "extra": None}
    return [
        ("written again backwards", ["BODY_REWRITTEN"], compact(turned)),
        ("written again in camel case", ["BODY_REWRITTEN"], compact(printed.camel_json(value))),
        ("written again with more members", ["BODY_REWRITTEN"], compact(more)),
    ]


def fields_lost(paid):
    value = json.loads(paid)
    inner = value["resource"]
    fewer = {"id": value["id"], "event_type": value["event_type"], "resource": {n: inner[n] for n in ("ciphertext", "nonce", "associated_data")}}
    nulls = {**value, "create_time": None, "event_type": None, "resource_type": None}
    camel = {**{"id": value["id"], "summary": value["summary"], "createTime": None, "eventType": None, "resourceType": None}, "resource": {"algorithm": inner["algorithm"], "ciphertext": inner["ciphertext"], "nonce": inner["nonce"], "associatedData": None, "originalType": None}}
    return [
        ("members missing", compact(fewer)),
        ("members null", compact(nulls)),
        ("members null in camel case", compact(camel)),
        ("resource null", compact({**value, "resource": None})),
        ("all members null", compact({name: None for name in value})),
        ("resource a text", compact({**value, "resource": "[object Object]"})),
    ]


def decrypted(paid):
    return [
        ("decrypted", compact(TRANSACTION)),
        ("decrypted written again", json.dumps(TRANSACTION, indent=2)),
        ("decrypted in its envelope", compact({**json.loads(paid), "resource": TRANSACTION})),
        ("decrypted refund", compact({"mchid": "1900007291", "out_trade_no": "1", "out_refund_no": "2", "refund_status": "SUCCESS", "amount": {"refund": 1}})),
    ]


def notifications():
    paid = envelope(TRANSACTION)
    signed = signed_headers(paid)
    of = lambda code, bodies: [(name, [code], v3_notice(body, signed)) for name, body in bodies]
    null = compact({**json.loads(paid), "resource": None})
    return [
        *of("BODY_OBJECT_PRINTED", printed_bodies(paid)),
        *of("BODY_BYTES_PRINTED", printed_bytes(paid)),
        *of("BODY_LOST", lost_bodies()),
        *of("BODY_FIELDS_LOST", fields_lost(paid)),
        *of("BODY_DECRYPTED", decrypted(paid)),
        *of("BODY_AS_KEY", [("post of php", printed.post_of_php(paid)), ("form of node", printed.form_of_node(paid))]),
        *[(name, codes, v3_notice(body, signed)) for name, codes, body in rewritten_bodies(paid)],
        ("resource null and signed so", ["RESOURCE_UNREADABLE"], v3_notice(null, signed_headers(null))),
        ("event of a gateway", ["BODY_IN_A_STRING"], v3_notice(json.dumps({"httpMethod": "POST", "body": paid, "isBase64Encoded": False}), signed)),
        ("base64 of a gateway", ["BODY_IN_A_STRING"], v3_notice(json.dumps({"body": base64.b64encode(paid.encode()).decode(), "isBase64Encoded": True}), signed)),
        ("logged by nginx", ["BODY_BYTES_PRINTED"], v3_notice(nginx(paid), signed)),
        ("class of go", ["BODY_REWRITTEN"], v3_notice(compact(printed.pascal_json(json.loads(paid))), signed)),
        ("something else in json", ["NOT_RECOGNISED"], v3_notice('{"a": 1, "b": [2]}', signed)),
        ("cut by a log", ["BODY_CUT"], v3_notice(paid[:400] + "...(truncated)", signed)),
        ("line of a log", ["BODY_QUOTED"], v3_notice("2024-08-05 17:33:42.001 INFO notify body=" + paid, signed)),
        ("in quotes", ["BODY_QUOTED"], v3_notice("'" + paid + "'", signed)),
        ("typographic quotes", ["BODY_QUOTED"], v3_notice(typographic(paid), signed)),
        ("fenced by a chat", ["BODY_QUOTED"], v3_notice("```json\n" + paid + "\n```\n", signed)),
        ("non-breaking blank", ["BODY_QUOTED"], v3_notice("\u00a0" + paid, signed)),
        ("wrapped by a terminal", ["BODY_LINE_ENDS"], v3_notice("\n".join(paid[at:at + 80] for at in range(0, len(paid), 80)), signed)),
    ]


def nginx(message):
    """As nginx writes `$request_body` into its log."""
    return "".join(chr(one) if 32 <= one < 127 and one not in b'"\\' else f"\\x{one:02X}" for one in message.encode())


def typographic(message):
    """Straight quotes as a chat program turns them."""
    out, is_open = "", True
    for one in message:
        out += ("\u201c" if is_open else "\u201d") if one == '"' else one
        is_open = not is_open if one == '"' else is_open
    return out


def requests():
    right = text()
    value = json.loads(BODY)
    of = lambda code, name, body: (name, [code], v3_request(right, body=body))
    return [
        of("BODY_OBJECT_PRINTED", "sent as python prints it", printed.python(value)),
        of("BODY_OBJECT_PRINTED", "sent as java prints it", printed.java(value)),
        of("BODY_OBJECT_PRINTED", "sent as object Object", "[object Object]"),
        of("BODY_BYTES_PRINTED", "sent as python prints bytes", repr(BODY.encode())),
        of("BODY_BYTES_PRINTED", "sent as a buffer in json", printed.buffer_json(BODY.encode())),
        of("BODY_LOST", "sent as null", "null"),
        of("BODY_LOST", "sent without its body", ""),
        of("BODY_AS_FORM", "sent as a form of the parameters", "appid=1&mchid=2&out_trade_no=3&description=" + quote("茶")),
    ]
