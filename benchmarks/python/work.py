"""Each party's own work, without the network."""

from __future__ import annotations

import json
import statistics
import threading
import time
from typing import Any, Callable, Dict

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from fixture import BODY, HEADERS, NOW, SECONDS, SETTINGS, in_turn, order, ours, peer, tell
from wechatpayv3.utils import build_authorization, load_private_key


def timed(act: Callable[[], Any], count: int) -> Callable[[], float]:
    """Microseconds of the processor for one of `count` calls."""

    def measure() -> float:
        begin = time.process_time()
        for _ in range(count):
            act()
        return (time.process_time() - begin) * 1e6 / count

    return measure


def medians(acts: Dict[str, Callable[[], float]], rounds: int) -> Dict[str, float]:
    return {name: statistics.median(figures) for name, figures in in_turn(acts, rounds).items()}


def compare(acts: Dict[str, Callable[[], Any]], count: int) -> Dict[str, float]:
    return medians({name: timed(act, count) for name, act in acts.items()}, max(3, round(SECONDS * 14)))


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


orders = compare({"qq-wxpay": own_order, "wechatpayv3": their_order, "bare": bare}, 40)
tell("order-work", "us", "processor", orders["qq-wxpay"], {"wechatpayv3": orders["wechatpayv3"]})
tell("bare-sign", "us", "processor", None, {"OpenSSL of cryptography": orders["bare"]})


def own_read() -> Any:
    return then.handle_notification(HEADERS, BODY).outcome.payment


def their_read() -> Any:
    return their.callback(HEADERS, BODY)["resource"]


assert own_read().trade_state == their_read()["trade_state"] == "SUCCESS"
read = compare({"qq-wxpay": own_read, "wechatpayv3": their_read}, 200)
tell("notification-work", "us", "processor", read["qq-wxpay"], {"wechatpayv3": read["wechatpayv3"]})


def per_second(act: Callable[[], Any], threads: int) -> Callable[[], float]:
    def measure() -> float:
        done = [0] * threads
        end = time.perf_counter() + max(0.3, SECONDS / 6)

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


acts = {
    "one": per_second(own_order, 1),
    "two": per_second(own_order, 2),
    "wechatpayv3, two": per_second(their_order, 2),
}
threads = medians(acts, max(3, round(SECONDS * 3)))
two = threads.pop("two")
tell("two-threads", "orders/s", "clock", two, threads)
