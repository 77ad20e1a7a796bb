"""The merchant, the order and the notification that both parties work with: those of the conformance cases."""

from __future__ import annotations

import json
import pathlib
import statistics
from typing import Any, Callable, Dict, List, Optional

ROOT = pathlib.Path(__file__).resolve().parents[2]


def cases(name: str) -> Any:
    return json.loads((ROOT / "tests" / "cases" / f"{name}.json").read_text("utf-8"))


SETTINGS: Dict[str, Any] = cases("defaults")["settings"]
NOW: int = cases("defaults")["now"]
PLATFORM_PRIVATE_KEY: str = cases("keys")["wechat_pay_private_key"]
_NOTIFICATION = cases("v3_notifications")["cases"][0]
HEADERS: Dict[str, str] = {**_NOTIFICATION["headers"], "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048"}
BODY: bytes = _NOTIFICATION["body"].encode("utf-8")


def order(number: str) -> Any:
    """Amounts in fen."""
    return {
        "out_trade_no": number,
        "description": "蓝色马克杯",
        "amount": {"total": 1999},
        "scene_info": {"payer_client_ip": "203.0.113.7", "h5_info": {"type": "Wap"}},
    }


def ours(settings: Dict[str, Any], base_url: Optional[str] = None, awaited: bool = False, **fixed: Any) -> Any:
    """Our client, straight to WeChat Pay as the peer goes."""
    from qq_wxpay import AsyncQqWxPay, QqWxPay
    from qq_wxpay._arguments import to_json

    given = {**settings, "channel": "direct", **({"wechat_base_url": base_url, "qq_base_url": base_url} if base_url else {})}
    if isinstance(given.get("link_hosts"), str):
        given["link_hosts"] = given["link_hosts"].split(",")
    kind = AsyncQqWxPay if awaited else QqWxPay
    pay: Any = kind.__new__(kind)
    pay._set_up({"settings": to_json(given)}, None, None, None, **fixed)
    return pay


def peer(settings: Dict[str, Any], base_url: Optional[str] = None, awaited: bool = False) -> Any:
    """The peer, as its documentation says."""
    if awaited:
        from wechatpayv3.async_ import AsyncWeChatPay as Kind
        from wechatpayv3.async_ import WeChatPayType
    else:
        from wechatpayv3 import WeChatPay as Kind
        from wechatpayv3 import WeChatPayType
    client: Any = Kind(
        wechatpay_type=WeChatPayType.H5,
        mchid=settings["mchid"],
        private_key=settings["merchant_private_key"],
        cert_serial_no=settings["merchant_serial"],
        appid=settings["wechat_appid"],
        apiv3_key=settings["api_v3_key"],
        notify_url=settings["notify_url"],
        public_key=settings["public_key"],
        public_key_id=settings["public_key_id"],
    )
    if base_url:
        client._core._gate_way = base_url
    return client


missed: List[str] = []


def judge(what: str, ratio: float, least: float) -> None:
    """Prints a ratio beside what it must be."""
    if ratio < least:
        missed.append(what)
    print(f"{'ok  ' if ratio >= least else 'MISS'}  {what}: {ratio:.2f} x, wanted at least {least:.2f} x")


def in_turn(acts: Dict[str, Callable[[], float]], rounds: int) -> Dict[str, List[float]]:
    """The figures of each, taken in turn."""
    found: Dict[str, List[float]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in acts.items():
            found[name].append(act())
    return found


def ratio(found: Dict[str, List[float]], over: str, under: str) -> float:
    """The median of the ratios, round by round."""
    return statistics.median(a / b for a, b in zip(found[over], found[under]))
