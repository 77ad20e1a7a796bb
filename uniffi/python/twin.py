"""The PyPI package over the other border: a plugin for pytest that puts what UniFFI generates in the place of the extension.

What the tests of the package then see must be the same. It has what they need, and no more.
"""

from __future__ import annotations

import asyncio
import atexit
import base64
import json
import threading
from typing import Any, Callable, List, Optional

import qq_wxpay_native as uniffi

from qq_wxpay import _native


def _reply(act: Callable[[], Any]) -> Any:
    """As the extension says it: `(True, result, None)`, or `(False, error as JSON, number of the failed question)`."""
    try:
        return True, act(), None
    except uniffi.NativeFailure.Failed as failure:
        return False, failure.error, failure.question


class _Bordered:
    """An object whose methods may fail."""

    def __init__(self, own: Any) -> None:
        self._own = own

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)


class _Notification(_Bordered):
    def accept(self, event: str) -> Any:
        return _reply(lambda: self._own.accept(event))

    def settle(self, result: str, detail: str) -> Any:
        return _reply(lambda: self._own.settle(result, detail))

    def expect(self, expected: str) -> Any:
        return _reply(lambda: self._own.expect(expected))


class _Prepared(_Bordered):
    def finish(self, *reply: Any) -> Any:
        return _reply(lambda: self._own.finish(*_with_text(*reply)))

    def request(self) -> Any:
        parts = json.loads(self._own.request())
        headers = [(header["name"], header["value"]) for header in parts["headers"]]
        body = base64.b64decode(parts["body_base64"])
        return parts["method"], parts["url"], headers, body, parts["client_certificate"]

    def begin(self, *reply: Any) -> None:
        self._own.begin(*_with_text(*reply))

    def next_rows(self, maximum: int) -> Any:
        return _reply(lambda: self._own.next_rows(maximum))


def _with_text(*reply: Any) -> Any:
    """A reply whose headers are JSON text; the end of a bill has none."""
    return (reply[0], json.dumps(reply[1]), *reply[2:]) if reply else ()


class _Host(uniffi.NativeHost):
    def __init__(self, ask: Any, observe: Any) -> None:
        self._ask = ask
        self._observe = observe

    def ask(self, number: int, question: str, arguments: str) -> None:
        self._ask(number, question, arguments)

    def observe(self, event: str) -> None:
        level = json.loads(event).get("level", "debug")
        self._observe(type("Event", (), {"level": level, "record": staticmethod(lambda: event)}))


class _Client:
    def __init__(self, own: Any) -> None:
        self._own = own

    @classmethod
    def create(
        cls,
        settings: Optional[str] = None,
        variables: Optional[str] = None,
        source: Optional[str] = None,
        ask: Any = None,
        observe: Any = None,
        now: Optional[int] = None,
        nonce: Optional[str] = None,
    ) -> Any:
        parts = uniffi.NativeParts(
            camel=False,
            settings=settings,
            variables=variables,
            token_source=source,
            sends=False,
            observes=observe is not None,
            now=now,
            nonce=nonce,
        )
        host = None if observe is None and ask is None else _Host(ask, observe)
        return _reply(lambda: cls(uniffi.NativeClient.create(parts, host, None)))

    def call(self, operation: str, arguments: str, timeout: Optional[float]) -> Any:
        milliseconds = None if timeout is None else int(timeout * 1000)
        return _reply(lambda: asyncio.run(self._own.call(operation, arguments, milliseconds)))

    def begin_call(
        self, number: int, operation: str, arguments: str, timeout: Optional[float], done: Callable[[Any], None]
    ) -> None:
        milliseconds = None if timeout is None else int(timeout * 1000)

        def work() -> None:
            done(_reply(lambda: asyncio.run(self._own.call(operation, arguments, milliseconds, number))))

        threading.Thread(target=work).start()

    def abandon(self, number: int) -> None:
        self._own.abandon(number)

    def now(self, operation: str, arguments: str) -> Any:
        return _reply(lambda: self._own.now(operation, arguments))

    def prepare(self, operation: str, arguments: str, access_token: Optional[str]) -> Any:
        return _reply(lambda: _Prepared(self._own.prepare(operation, arguments, access_token)))

    def prepare_bill(self, operation: str, arguments: str) -> Any:
        return _reply(lambda: _Prepared(self._own.prepare_bill(operation, arguments)))

    def handle_notification(self, headers: List[str], body: bytes) -> Any:
        return _reply(lambda: _Notification(self._own.handle_notification(json.dumps(headers), body)))

    def await_notification(self, confirm: bool, headers: List[str], body: bytes, timeout: Optional[float]) -> Any:
        milliseconds = None if timeout is None else int(timeout * 1000)
        handle = self._own.await_notification
        return _reply(lambda: _Notification(asyncio.run(handle(confirm, json.dumps(headers), body, milliseconds))))

    def answer(self, number: int, answer: Optional[str]) -> None:
        self._own.answer(number, answer)

    def close(self) -> None:
        self._own.shut_down()


def _operations() -> str:
    return json.dumps([[name, ""] for name in uniffi.operations(False)])


# Python takes itself down while threads of the library are still running, and those that wait for it then end the process.
atexit.register(uniffi.host_leaves, 1_000)
_native.NativeClient = _Client  # type: ignore[misc, assignment]
_native.own_error = lambda code, field, detail: uniffi.own_error(code, field, detail, False)
_native.operations = _operations
