"""One process of the load program (`tests/src/bin/load.rs`): many callers that ask for the access token, and one that places orders."""

import asyncio
import collections
import json
import os
import random
import time

import qq_wxpay

NAME = os.environ["LOAD_NAME"]
END = time.monotonic() + float(os.environ["LOAD_SECONDS"])


async def main() -> None:
    pay = qq_wxpay.AsyncQqWxPay.from_env()
    tokens, orders, failures, seen = 0, 0, collections.Counter[str](), set[str]()

    async def ask() -> None:
        nonlocal tokens
        while time.monotonic() < END:
            try:
                seen.add((await pay.access_token()).access_token)
                tokens += 1
            except qq_wxpay.QqWxPayError as error:
                failures[error.code] += 1
            await asyncio.sleep(2 + random.random() * 2)

    async def order() -> None:
        nonlocal orders
        index = 0
        while time.monotonic() < END:
            index += 1
            try:
                placed = await pay.place_order(
                    out_trade_no=f"{NAME}-{index}",
                    description="load",
                    amount={"total": 1},
                    scene_info={"payer_client_ip": "203.0.113.7"},
                )
                if isinstance(placed, qq_wxpay.Placed):
                    orders += 1
                else:
                    failures[placed.error.code] += 1
            except qq_wxpay.QqWxPayError as error:
                failures[error.code] += 1
            await asyncio.sleep(0.25)

    await asyncio.gather(order(), *(ask() for _ in range(int(os.environ["LOAD_CALLERS"]))))
    print(json.dumps({"tokens": tokens, "orders": orders, "failures": failures, "distinct": len(seen)}))


asyncio.run(main())
