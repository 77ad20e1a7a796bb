"""What is given and what comes back: mistakes by name, records, exceptions, settings, amounts."""

from __future__ import annotations

import copy
import enum
import json
import os
import pathlib
import pickle
import subprocess
import sys
import uuid
from datetime import date, datetime, timedelta, timezone
from decimal import Context, Decimal, FloatOperation, Inexact, localcontext
from typing import Any, Dict, List, Tuple
from unittest import mock

import pytest
from conftest import Shop, failure, order

from qq_wxpay import ApiError, ConfigError, InvalidInputError, OrderReference, QqWxPay, StoredToken, fen


class Colour(enum.Enum):
    BLUE = "blue"


def test_mistakes_are_told_by_name_before_anything_is_sent(shop: Shop) -> None:
    before = shop.control("GET", "/sandbox/statistics")
    any_pay: Any = shop.pay
    any_order = any_pay.place_order
    mistakes: List[Tuple[Dict[str, Any], str, str, str]] = [
        ({"out_trad_no": "T20261123000001"}, "UNKNOWN_FIELD", "out_trad_no", "out_trade_no"),
        ({"amount": {"totl": 1}}, "UNKNOWN_FIELD", "amount.totl", "total"),
        ({"amount": {"total": 19.99}}, "WRONG_TYPE", "amount.total", "float"),
        ({"amount": {"total": "1999"}}, "WRONG_TYPE", "amount.total", "fen"),
        ({"amount": {"total": Decimal("19.99")}}, "WRONG_TYPE", "amount.total", "Decimal"),
        ({"amount": {"total": True}}, "WRONG_TYPE", "amount.total", ""),
        ({"amount": {"total": 2**63}}, "WRONG_TYPE", "amount.total", ""),
        ({"description": "\ud800"}, "WRONG_TYPE", "description", "surrogate"),
        ({"out_trade_no": None}, "FIELD_MISSING", "out_trade_no", ""),
        ({"scene_info": {"payer_client_ip": "10.0.0.1"}}, "PAYER_IP_NOT_PUBLIC", "scene_info.payer_client_ip", ""),
    ]
    for change, code, field, words in mistakes:
        error = failure(lambda: any_order(**order(**change)))  # noqa: B023 (called at once)
        assert (error.code, error.field) == (code, field)
        assert isinstance(error, InvalidInputError) and isinstance(error, ValueError)
        assert words in str(error), str(error)
        assert error.remedy is not None and error.remedy.zh
    for key in (1, "\ud800"):
        error = failure(lambda: any_order(**order(amount={key: 1999})))  # noqa: B023
        assert (error.code, error.field) == ("WRONG_TYPE", "amount")
    # The whole of what `access_token()` gives is the likeliest mistake; no error shows it.
    token = shop.pay.access_token()
    for wrong in (token, token.access_token.encode(), 5, "\ud800"):
        error = failure(lambda: any_pay.prepare("place_order", **order(), access_token=wrong))  # noqa: B023
        assert (error.code, error.field) == ("WRONG_TYPE", "access_token")
        assert token.access_token not in str(error)
    before = shop.control("GET", "/sandbox/statistics")
    circle: Dict[str, Any] = {}
    circle["amount"] = circle
    assert failure(lambda: any_order(**order(amount=circle))).code == "WRONG_TYPE"
    assert failure(lambda: shop.pay.query_order(out_trade_no="PY-none", timeout=0)).field == "timeout"
    assert shop.control("GET", "/sandbox/statistics") == before, "nothing was sent"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (19.99, 'fen("19.99")'),
        (Decimal("19.99"), "`fen(...)`"),
        (datetime.now(timezone.utc), ".isoformat()"),
        (date(2026, 6, 8), ".isoformat()"),
        (timedelta(minutes=5), "datetime"),
        (uuid.uuid4(), ".hex"),
        (pathlib.Path("key.pem"), ".read_bytes()"),
        (b"T20261123000001", ".decode()"),
        (Colour.BLUE, ".value"),
        ({"a"}, "a list"),
        (object(), "class object"),
        (True, "expected a string"),
        (20261123000001, "expected a string"),
    ],
)
def test_what_is_refused_says_what_to_give(shop: Shop, value: object, words: str) -> None:
    any_order: Any = shop.pay.place_order
    error = failure(lambda: any_order(**order(out_trade_no=value)))
    assert (error.code, error.field) == ("WRONG_TYPE", "out_trade_no") and words in error.detail, error.detail
    nested = failure(lambda: any_order(**order(scene_info={"payer_client_ip": value})))
    assert (nested.code, nested.field) == ("WRONG_TYPE", "scene_info.payer_client_ip") and words in nested.detail
    for shown in ("key.pem", "T20261123000001", "19.99)"):
        assert shown not in error.detail, "the value itself is not shown"


def test_records_are_frozen_equal_readable_and_show_no_secret(shop: Shop) -> None:
    number, headers, body = shop.paid()
    first, second = (shop.pay.query_order(out_trade_no=number) for _ in range(2))
    assert first == second and hash(first) == hash(second) and first is not second
    assert first != shop.pay.query_order(out_trade_no=shop.pay.place_order(**order()).to_dict()["out_trade_no"])
    assert first.to_dict()["amount"]["total"] == 1999
    with pytest.raises(AttributeError, match="frozen"):
        setattr(first, "mchid", "1")
    with pytest.raises(AttributeError, match="frozen"):
        delattr(first, "mchid")
    assert pickle.loads(pickle.dumps(first)) == first == copy.deepcopy(first)
    payer = first.payer
    assert payer is not None and payer.openid
    token = shop.pay.access_token()
    placed = shop.pay.place_order(**order())
    handled = shop.pay.handle_notification(headers, body)
    shown = repr([first, token, placed, handled, shop.pay, StoredToken(**_stored("a-secret-token"))])
    prepared = shop.pay.prepare("place_order", **order(), access_token=token.access_token)
    shown += repr(prepared.request) + str(prepared.request)
    for secret in (payer.openid, token.access_token, placed.to_dict()["h5_url"], "a-secret-token", "203.0.113.7"):
        assert secret not in shown
    assert number in shown and "Transaction(" in shown
    with pytest.raises(TypeError, match="family"):
        OrderReference(out_trade_no="T1")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="out_trad_no"):
        OrderReference(family="direct", out_trade_no="T1", out_trad_no="T1")  # type: ignore[call-arg]


def _stored(token: str) -> Dict[str, Any]:
    return {"access_token": token, "fetched_at": 1, "refresh_at": 2, "expires_at": 3}


def test_exceptions_are_picklable_and_say_everything(shop: Shop) -> None:
    error = failure(lambda: shop.pay.query_order(out_trade_no="PY-none"))
    assert isinstance(error, ApiError)
    assert (error.kind, error.code, error.status, error.retry) == ("api", "ORDER_NOT_EXIST", 404, error.retry)
    assert error.request_id
    same = pickle.loads(pickle.dumps(error))
    assert type(same) is ApiError and (same.code, same.remedy, str(same)) == (error.code, error.remedy, str(error))
    assert json.dumps(error.to_dict())
    setattr(error, "shop", "north")
    as_json = ApiError(*json.loads(json.dumps(error.args)))  # as Celery keeps it by default
    for whole in (same, copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error, 0)), as_json):
        assert type(whole) is ApiError and whole.to_dict() == error.to_dict() and str(whole) == str(error)
        assert (whole.code, whole.status, whole.detail, whole.remedy) == (error.code, 404, error.detail, error.remedy)
        assert repr(whole) == repr(error) and isinstance(whole.remedy, type(error.remedy))
    assert getattr(copy.copy(error), "shop") == "north"
    shown = str(error) + repr(error) + json.dumps(error.to_dict())
    for name, value in shop.env.items():
        if name.endswith(("SECRET", "KEY")):
            assert value not in shown, name


def test_an_error_for_a_test_of_the_shop() -> None:
    made = ApiError("ORDER_NOT_EXIST", status=404, retry="same_request")
    assert (made.code, made.status, made.retry, made.kind, made.remedy) == ("ORDER_NOT_EXIST", 404, "same_request", "api", None)
    assert str(made) == "api ORDER_NOT_EXIST" and json.dumps(made.to_dict())
    assert pickle.loads(pickle.dumps(made)).to_dict() == made.to_dict()
    pay = mock.create_autospec(QqWxPay, instance=True)
    pay.query_order.side_effect = made
    with pytest.raises(ApiError, match="ORDER_NOT_EXIST"):
        pay.query_order(out_trade_no="T20261123000001")
    pay.query_order.side_effect = ConfigError
    with pytest.raises(ConfigError):
        pay.query_order(out_trade_no="T20261123000001")
    misspelt: Any = ApiError
    with pytest.raises(TypeError, match="stats"):
        misspelt("ORDER_NOT_EXIST", stats=404)


def test_settings_that_are_wrong_are_told_by_name(shop: Shop) -> None:
    error = failure(lambda: QqWxPay.from_env(env={**shop.env, "QQ_WXPAY_API_V3_KEY": "short"}))
    assert isinstance(error, ConfigError) and error.field == "api_v3_key"
    wrong: Any = QqWxPay
    assert failure(lambda: wrong(mch_id="1")).code == "UNKNOWN_FIELD"
    settings = shop.settings()
    settings["merchant_private_key"] = settings["merchant_private_key"].encode()
    with QqWxPay(**settings) as pay:
        assert pay.place_order(**order()).outcome == "placed"


def test_a_variable_that_is_no_text_is_told_by_name(shop: Shop) -> None:
    program = "from qq_wxpay import QqWxPay; QqWxPay.from_env()"

    def told(name: bytes, value: bytes) -> str:
        env = {**{os.fsencode(name): os.fsencode(value) for name, value in shop.env.items()}, name: value}
        ran = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, timeout=30)
        return ran.stderr.decode().splitlines()[-1]

    assert "SANDBOX_CLIENT" in told(b"QQ_WXPAY_REQUIRE_VERIFIED_REPLY", b"true"), "a client was made"
    refused = told(b"QQ_WXPAY_REQUIRE_VERIFIED_REPLY", b"true\xff")
    assert "ConfigError: config VARIABLE_NOT_TEXT at `QQ_WXPAY_REQUIRE_VERIFIED_REPLY`" in refused, refused
    assert "ConfigError: config VARIABLE_UNKNOWN at `QQ_WXPAY_MCHID\ufffd`" in told(b"QQ_WXPAY_MCHID\xff", b"1")
    assert "SANDBOX_CLIENT" in told(b"OTHER_\xff", b"\xff"), "those of others are theirs"
    any_env: Any = QqWxPay.from_env
    for wrong, code, field in (
        ({**shop.env, "QQ_WXPAY_MCHID": 1900000001}, "VARIABLE_NOT_TEXT", "QQ_WXPAY_MCHID"),
        ({**shop.env, "QQ_WXPAY_MCHID": None}, "SETTINGS_MISSING", "mchid"),
        ({b"QQ_WXPAY_MCHID": b"1900000001"}, "WRONG_TYPE", "env"),
        ("sandbox.env", "WRONG_TYPE", "env"),
    ):
        error = failure(lambda: any_env(env=wrong))  # noqa: B023 (called at once)
        assert (error.code, error.field) == (code, field)


@pytest.mark.parametrize("context", [Context(), Context(prec=2, traps=[]), Context(prec=2, traps=[Inexact, FloatOperation])])
def test_fen(context: Context) -> None:
    with localcontext(context):
        assert [fen("19.99"), fen("0.01"), fen(Decimal("100")), fen(7), fen(" 19.990 ")] == [1999, 1, 10000, 700, 1999]
        assert fen("123456789.12") == 12345678912 == fen(Decimal("123456789.12"))
        for wrong in (19.99, "19.999", "19.999999999999999999999999999999999", "mug", True, None, "NaN", "Infinity", "1e999999999"):
            given: Any = wrong
            assert failure(lambda: fen(given)).field == "yuan"  # noqa: B023 (called at once)
