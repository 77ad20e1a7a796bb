"""Each party's own work, without the network."""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
from typing import Any, Callable, Dict

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from fixture import BODY, HEADERS, NOW, SETTINGS, in_turn, judge, missed, order, ours, peer, ratio
from wechatpayv3.utils import build_authorization, load_private_key


def timed(act: Callable[[], Any], count: int) -> Callable[[], float]:
    """Microseconds for one of `count` calls."""

    def measure() -> float:
        begin = time.perf_counter()
        for _ in range(count):
            act()
        return (time.perf_counter() - begin) * 1e6 / count

    return measure


def compare(title: str, acts: Dict[str, Callable[[], Any]], count: int) -> Any:
    found = in_turn({name: timed(act, count) for name, act in acts.items()}, 41)
    print(f"\n{title}")
    for name, times in found.items():
        print(f"  {name:<14} {statistics.median(times):8.1f} us")
    return found


pay = ours(SETTINGS)
then = ours(SETTINGS, now=NOW)
their = peer(SETTINGS)
their_key = load_private_key(SETTINGS["merchant_private_key"])
key: Any = load_pem_private_key(SETTINGS["merchant_private_key"].encode(), None)
MESSAGE = b"POST\n/v3/pay/transactions/h5\n" + b"x" * 380
PATH = "/v3/pay/transactions/h5"


def own_order() -> Any:
    return pay.prepare("place_order", **order("T20261123000001")).request


def their_order() -> Any:
    data = {
        **order("T20261123000001"),
        "appid": SETTINGS["wechat_appid"],
        "mchid": SETTINGS["mchid"],
        "notify_url": SETTINGS["notify_url"],
    }
    header = build_authorization(PATH, "POST", SETTINGS["mchid"], SETTINGS["merchant_serial"], their_key, data=data)
    return header, json.dumps(data)


def bare() -> Any:
    return key.sign(MESSAGE, PKCS1v15(), hashes.SHA256())


orders = compare("build and sign an order", {"qq-wxpay": own_order, "wechatpayv3": their_order, "bare RSA": bare}, 40)
judge("order, bare RSA beside it", ratio(orders, "bare RSA", "qq-wxpay"), 1 / 1.03)
judge("order, wechatpayv3 beside it", ratio(orders, "wechatpayv3", "qq-wxpay"), 1.0)


def own_read() -> Any:
    return then.handle_notification(HEADERS, BODY).outcome.payment


def their_read() -> Any:
    return their.callback(HEADERS, BODY)["resource"]


assert own_read().trade_state == their_read()["trade_state"] == "SUCCESS"
read = compare("verify, decrypt and read a notification", {"qq-wxpay": own_read, "wechatpayv3": their_read}, 200)
judge("notification, wechatpayv3 beside it", ratio(read, "wechatpayv3", "qq-wxpay"), 1.9)


def per_second(act: Callable[[], Any], threads: int) -> Callable[[], float]:
    def measure() -> float:
        done = [0] * threads
        end = time.perf_counter() + 0.5

        def work(index: int) -> None:
            while time.perf_counter() < end:
                act()
                done[index] += 1

        begin = time.perf_counter()
        workers = [threading.Thread(target=work, args=(index,)) for index in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sum(done) / (time.perf_counter() - begin)

    return measure


print("\nthreads that build and sign")
acts = {
    "qq-wxpay, one": per_second(own_order, 1),
    "qq-wxpay, two": per_second(own_order, 2),
    "wechatpayv3, two": per_second(their_order, 2),
}
threads = in_turn(acts, 9)
for name, rates in threads.items():
    print(f"  {name:<18} {statistics.median(rates):8.0f} orders/s")
judge("two threads beside one", ratio(threads, "qq-wxpay, two", "qq-wxpay, one"), 1.8)
judge("two threads beside wechatpayv3's two", ratio(threads, "qq-wxpay, two", "wechatpayv3, two"), 1.0)
sys.exit(1 if missed else 0)
