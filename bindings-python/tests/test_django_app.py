"""The app of Django in real sites, with the newest and the oldest Django that it supports: payments, checks, the command."""

from __future__ import annotations

import importlib.util
import itertools
import os
import pathlib
import sys
from typing import Dict, List

import pytest
from conftest import Shop, until
from django_app import ASYNC, BLOCKING, OLDEST, SHOP, Site

GUNICORN = ["gunicorn", "--preload", "--workers", "2", "--bind", "127.0.0.1:{port}", "--log-level", "warning", "django.core.wsgi:get_wsgi_application()"]
UVICORN = ["uvicorn", "--port", "{port}", "--lifespan", "off", "--log-level", "warning", "--factory", "django.core.asgi:get_asgi_application"]

PREFIX = "QQ_WXPAY_"
"""Names that do not exist are put together of it: a test looks for those that are written down."""

_numbers = itertools.count(1)

versions = pytest.mark.parametrize("oldest", [False, True], ids=["newest", "oldest"])


@pytest.fixture(autouse=True)
def has_both() -> None:
    if not OLDEST.exists():
        assert "CI" not in os.environ, f"there is no Django in {OLDEST}"
        pytest.skip("`cargo xtask test python` installs the oldest Django")


def number(end: str = "") -> str:
    return f"DJ{os.getpid()}x{next(_numbers)}{end}"


def without(env: Dict[str, str], *names: str) -> Dict[str, str]:
    return {name: value for name, value in env.items() if name not in names}


@versions
@pytest.mark.parametrize("server", [GUNICORN, UVICORN], ids=["gunicorn", "uvicorn"])
def test_a_payment(server: List[str], oldest: bool, shop: Shop, tmp_path: pathlib.Path) -> None:
    env, names = shop.env, ("QQ_WXPAY_MCHID", "QQ_WXPAY_API_V3_KEY", "QQ_WXPAY_LINK_HOSTS", "QQ_WXPAY_PUBLIC_KEY")
    (tmp_path / "pub_key.pem").write_text(env[names[3]], "utf-8")
    own = f"QQ_WXPAY = {{'MCHID': {int(env[names[0]])}, 'LINK_HOSTS': {env[names[2]].split(',')}, 'PUBLIC_KEY_FILE': BASE_DIR / 'pub_key.pem'}}\n"
    own += f"QQ_WXPAY_API_V3_KEY = {env[names[1]]!r}\n"
    site = Site(tmp_path, without(env, *names), own, ASYNC if server is UVICORN else BLOCKING, oldest)
    with site.serve(server) as served:
        good, bad = number(), number("F")
        placed = [served.order(one) for one in (good, bad)]
        assert [one["outcome"] for one in placed] == ["placed"] * 2
        for one in placed:
            shop.pay_link(one["url"])
        until("the delivery", lambda: good in served.delivered())
        until("the failure", lambda: f"notification of order {bad}" in site.log())
        assert [served.status({}), served.status("x")] == [400, 400]
        if server is GUNICORN:
            assert served.delivered() == [good], "what a failing function wrote is rolled back"
            processes = until("both workers", lambda: len({served.order(number())["process"] for _ in range(8)}) == 2)
            assert processes
    assert env[names[1]] not in site.log()


@versions
def test_checks(oldest: bool, shop: Shop, tmp_path: pathlib.Path) -> None:
    fine = Site(tmp_path, shop.env, oldest=oldest)
    status, said = fine.manage("check")
    assert (status, "no issues" in said) == (0, True), said
    assert fine.python("-c", "import django; django.setup(); print(django.VERSION[:2])")[1].strip() == str((4, 2) if oldest else (5, 2))
    wrong = {
        "QQ_WXPAY = {'MCH_ID': 1}": ["qq_wxpay.E001", PREFIX + "MCH_ID", "did you mean QQ_WXPAY_MCHID?", "HINT"],
        PREFIX + "MERCHANT_KEY = 'MARKER'": ["VARIABLE_UNKNOWN", PREFIX + "MERCHANT_KEY"],
        "QQ_WXPAY = {'API_V3_KEY': 'MARKER'}": ["qq_wxpay.E001", "api_v3_key"],
        "QQ_WXPAY = {'API_V3_KEY': b'MARKER'}": ["WRONG_TYPE", "QQ_WXPAY_API_V3_KEY", "class bytes"],
        "QQ_WXPAY = {'OBSERVER': 'shop.MARK'}": ["WRONG_TYPE", PREFIX + "OBSERVER"],
        "QQ_WXPAY = {'PUBLIC_KEY_FILE': 'gone.pem'}": ["qq_wxpay.E001", "QQ_WXPAY_PUBLIC_KEY"],
        "QQ_WXPAY = []": ["WRONG_TYPE", "class list"],
    }
    for line, parts in wrong.items() if not oldest else list(wrong.items())[:1]:
        status, said = Site(tmp_path, shop.env, line, oldest=oldest).manage("check")
        assert status == 1 and not [part for part in parts if part not in said], (line, said)
        assert "MARKER" not in said


def test_a_site_without_settings_goes_on_with_a_warning(tmp_path: pathlib.Path) -> None:
    site = Site(tmp_path, {})
    status, said = site.manage("check")
    assert status == 0 and "qq_wxpay.W001" in said, said
    status, said = site.python("-c", "import django; django.setup(); from qq_wxpay.django import client; client()")
    assert status == 1 and "SETTINGS_MISSING" in said


MALL = """
from qq_wxpay.django import merchants, notification_path

def paid(event):
    mark_paid_once(find_order(f"{event.notification.merchant} {event.out_trade_no}"))

def client():
    return merchants().get("mugs")

urlpatterns = [notification_path("notify", paid=paid)]
"""


def mall(tmp_path: pathlib.Path, env: Dict[str, str], oldest: bool = False, more: str = "") -> Site:
    """A site with two mini programs of one merchant, of which the second one takes orders."""
    own = {"QQ_WXPAY_QQ_APPID": "QQ_APPID", "QQ_WXPAY_WECHAT_APPID": "WECHAT_APPID"}
    mugs = {name: env[variable] for variable, name in own.items()}
    cups = {"QQ_APPID": "1110000099", "WECHAT_APPID": "wx00000000000000bb"}
    settings = f"QQ_WXPAY = {{'MERCHANTS': {{'cups': {cups}, 'mugs': {mugs}{more}}}}}\n"
    site = Site(tmp_path, without(env, *own), settings, SHOP + MALL, oldest)
    urls = site.folder / "urls.py"
    urls.write_text(urls.read_text("utf-8").replace("from qq_wxpay.django import client\n", "from shop import client\n"), "utf-8")
    return site


@versions
def test_several_merchants(oldest: bool, shop: Shop, tmp_path: pathlib.Path) -> None:
    site = mall(tmp_path, shop.env, oldest)
    status, said = site.manage("check")
    assert (status, "no issues" in said) == (0, True), said
    with site.serve(GUNICORN) as served:
        one = number()
        placed = served.order(one)
        assert placed["outcome"] == "placed"
        shop.pay_link(placed["url"])
        until("the delivery", lambda: served.delivered() == [f"mugs {one}"])
    status, said = alone(site).manage("qq_wxpay_check")
    assert (said.count("settings: holds"), "cups:" in said, "mugs:" in said) == (2, True, True), (status, said)


def test_what_is_wrong_with_merchants_is_named(shop: Shop, tmp_path: pathlib.Path) -> None:
    wrong = {
        ", 'pots': {'MCH_ID': 1}": ["qq_wxpay.E001", "pots: ", PREFIX + "MCH_ID", "did you mean QQ_WXPAY_MCHID?"],
        ", 'pots': 7": ["WRONG_TYPE", "MERCHANTS['pots']", "class int"],
        ", 'pots': {'QQ_APPID': '1110000099', 'WECHAT_APPID': 'wx00000000000000bb'}": ["MERCHANT_GIVEN_TWICE"],
        ", 'pots': {'QQ_APPID': '1110000098', 'WECHAT_APPID': 'wx00000000000000cc', 'API_V3_KEY': 'MARKER'}": ["qq_wxpay.E001", "pots: ", "api_v3_key"],
        ", 'pots': {'API_V3_KEY': 'MARKER'}, 'jars': {}": ["pots: ", "jars: ", "2 issues"],
    }
    for more, parts in wrong.items():
        status, said = mall(tmp_path, shop.env, more=more).manage("check")
        assert status == 1 and not [part for part in parts if part not in said], (more, said)
        assert "MARKER" not in said
    for line, part in {"QQ_WXPAY = {'MERCHANTS': []}": "WRONG_TYPE", "QQ_WXPAY = {'MERCHANTS': {}}": "no merchant is named"}.items():
        status, said = Site(tmp_path, shop.env, line).manage("check")
        assert status == 1 and part in said, said


PROGRAM = """
import django; django.setup()
from django.test import override_settings
from qq_wxpay import QqWxPayError
from qq_wxpay.django import async_client, client
first, other = client(), async_client()
assert client() is first and async_client() is other and first is not other
with override_settings(DEBUG=True):
    assert client() is first
with override_settings(QQ_WXPAY={"CHANNEL": "x"}):
    try:
        client()
    except QqWxPayError as error:
        print(error.code, error.field)
assert client() is not first
print("fine")
"""


def test_there_is_one_client_until_settings_change(shop: Shop, tmp_path: pathlib.Path) -> None:
    status, said = Site(tmp_path, shop.env).python("-c", PROGRAM)
    assert (status, "fine" in said, "SETTING_VALUE QQ_WXPAY_CHANNEL" in said) == (0, True, True), said


def alone(site: Site) -> Site:
    """As where `qq-wxpay-sandbox`, and so the command line, is not installed."""
    program = site.folder / "manage.py"
    program.write_text("import sys\nsys.modules['qq_wxpay_sandbox'] = None\n" + program.read_text("utf-8"), "utf-8")
    return site


def test_the_command(shop: Shop, tmp_path: pathlib.Path) -> None:
    status, said = alone(Site(tmp_path, shop.env)).manage("qq_wxpay_check")
    assert (status, "settings: holds" in said, "signature: holds" in said) == (0, True, True), said
    env = without(shop.env, "QQ_WXPAY_MERCHANT_CERTIFICATE")
    status, said = alone(Site(tmp_path, {**env, "QQ_WXPAY_MERCHANT_SERIAL": "1" * 40})).manage("qq_wxpay_check")
    assert status == 1 and "signature: fails (" in said and "SIGN_ERROR" in said, said
    status, said = alone(Site(tmp_path, shop.env, "QQ_WXPAY = {'MCH_ID': 1}")).manage("qq_wxpay_check")
    assert status == 1 and "did you mean QQ_WXPAY_MCHID?" in said and "Traceback" not in said, said


@pytest.mark.skipif(importlib.util.find_spec("qq_wxpay_sandbox") is None, reason="the command line is not installed")
def test_the_command_hands_over_to_the_command_line(shop: Shop, tmp_path: pathlib.Path) -> None:
    site = Site(tmp_path, without(shop.env, "QQ_WXPAY_MCHID"), f"QQ_WXPAY = {{'MCHID': '{shop.env['QQ_WXPAY_MCHID']}'}}")
    status, said = site.manage("qq_wxpay_check", "--", "--help")
    assert (status, site.python("-m", "qq_wxpay", "check", "--help")) == (0, (0, said))
