"""The merchant, the order and the notification that both parties work with: those of the conformance cases."""

from __future__ import annotations

import json
import os
import pathlib
from typing import Any, Callable, Dict, List, Mapping, Optional

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
    pay._set_up({"settings": to_json(given)}, {}, None, **fixed)
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


ROUNDS = int(os.environ.get("ROUNDS", "3"))
SECONDS = float(os.environ.get("SECONDS", "3"))


def tell(row: str, unit: str, by: Optional[str], ours: Optional[float], beside: Mapping[str, float] = {}) -> None:
    """Tells a figure, on the screen and as a line in the file of BENCH_FIGURES; what a line says is in xtask/src/bench/figures.rs.

    `by` is "clock", "processor", or None where no time is in the figure; `ours` is None where others stand beside it.
    """
    line = json.dumps({"row": row, "language": "python", "unit": unit, "by": by, "ours": ours, "beside": dict(beside)})
    print(line, flush=True)
    if "BENCH_FIGURES" in os.environ:
        with open(os.environ["BENCH_FIGURES"], "a", encoding="utf-8") as file:
            file.write(line + "\n")


def in_turn(acts: Dict[str, Callable[[], float]], rounds: int) -> Dict[str, List[float]]:
    """The figures of each, taken in turn."""
    found: Dict[str, List[float]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in acts.items():
            found[name].append(act())
    return found
