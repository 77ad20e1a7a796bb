"""Two processes of a shop with one inbox: what one has taken, the other answers without its function."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List, Tuple

from conftest import Shop, failure, until
from frameworks import World, flask
from test_adapters import kept

from qq_wxpay import PaidEvent, QqWxPay


def test_one_handles_it_and_the_other_answers_success(shop: Shop, tmp_path: Path) -> None:
    env = {**shop.env, "QQ_WXPAY_INBOX": f"file:{tmp_path}"}
    number, headers, body = shop.paid()
    calls: List[Tuple[str, bool]] = []
    is_broken = [True]

    def paid(event: PaidEvent) -> None:
        if is_broken[0]:
            raise OSError("the database is away")
        calls.append((event.out_trade_no, event.repeat))

    with QqWxPay.from_env(env=env) as one, QqWxPay.from_env(env=env) as two:
        first, second = (flask(World(), pay, paid=paid) for pay in (one, two))
        assert first(kept(headers), body)[0] == 500
        is_broken[0] = False
        until("it is given back", lambda: second(kept(headers), body)[0] == 200)
        assert calls == [(number, True)]
        assert [send(kept(headers), body)[0] for send in (first, second)] == [200, 200]
        assert len(calls) == 1


def test_by_hand_an_event_is_held_until_it_is_accepted(shop: Shop, tmp_path: Path) -> None:
    env = {**shop.env, "QQ_WXPAY_INBOX": f"file:{tmp_path}"}
    _, headers, body = shop.paid()
    with QqWxPay.from_env(env=env) as one, QqWxPay.from_env(env=env) as two:
        handled = one.receive_notification(headers, body)
        assert handled.event_kind == "paid"
        other: Any = two.receive_notification(headers, body)
        assert (other.event_kind, other.answer.status) == (None, 500), "it is held"
        assert handled.accept("paid").status == 200

        def noted() -> bool:
            answer = two.receive_notification(headers, body).answer
            return answer is not None and answer.status == 200

        until("it is noted", noted)


def test_the_setting_takes_no_memory_of_one_process(shop: Shop) -> None:
    error = failure(lambda: QqWxPay.from_env(env={**shop.env, "QQ_WXPAY_INBOX": "memory"}))
    assert (error.code, error.field) == ("STORE_SETTING", "inbox")
