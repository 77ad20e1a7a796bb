"""What a client reports, as metrics and spans of OpenTelemetry: `pip install "qq-wxpay[opentelemetry]"`.

    pay = QqWxPay.from_env(observer=opentelemetry_observer())

The repository's `docs/metrics.md` has the table of names.
"""

from __future__ import annotations

import time
from typing import Callable, Dict, Iterable, List, Mapping, Optional, Tuple, Union

from opentelemetry.metrics import CallbackOptions, Meter, Observation, get_meter
from opentelemetry.trace import SpanKind, Status, StatusCode, Tracer, get_tracer

from ._errors import facade_error
from ._generated import replies
from ._observing import Observer

__all__ = ["opentelemetry_observer"]

_NAME = "qq-wxpay"

_BOUNDARIES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0)
"""The upper bounds of the histograms, in seconds."""

_CALLS = 1000
"""The attempts of so many calls are kept at most: the end of a call may have found no room in the queue."""

_DAY = 24 * 3600
"""In seconds."""

_Value = Union[str, bool, int, float]
_Attributes = Mapping[str, _Value]


def opentelemetry_observer(
    *, meter: Optional[Meter] = None, tracer: Optional[Tracer] = None, attributes: Optional[_Attributes] = None
) -> Observer:
    """The observer of one client, which makes metrics and spans out of what it is told. Set OpenTelemetry up before.

    Without `meter` and `tracer` those of the global providers are used. `attributes` stand on every metric and span beside what the
    observer says: the name of the merchant, where there are several. Each client gets an observer of its own. No order number, payer,
    key or token is in them. A span is made when its call has ended, and stands by itself.
    """
    for name, given, kind in (("meter", meter, Meter), ("tracer", tracer, Tracer)):
        if given is not None and not isinstance(given, kind):
            raise facade_error("WRONG_TYPE", name, f"expected a {name} of OpenTelemetry")
    own = dict(attributes or {})
    used = meter or get_meter(_NAME)
    requests, state, spans = _Requests(used, own), _State(used, own), _Spans(tracer or get_tracer(_NAME), own)

    def observe(event: replies.ClientEvent) -> None:
        requests.take(event)
        state.take(event)
        spans.take(event)

    return observe


def _counter(meter: Meter, own: _Attributes, name: str, description: str) -> Callable[..., None]:
    counter = meter.create_counter(name, description=description)

    def add(value: int = 1, **attributes: str) -> None:
        counter.add(value, {**own, **attributes})

    return add


class _Requests:
    """Calls, retries, notifications and faults."""

    def __init__(self, meter: Meter, own: _Attributes) -> None:
        self._own = own
        self._durations = meter.create_histogram(
            "qq_wxpay.call.duration",
            unit="s",
            description="Calls to QQ and WeChat Pay with all their attempts",
            explicit_bucket_boundaries_advisory=_BOUNDARIES,
        )
        self._retry = _counter(meter, own, "qq_wxpay.retries", "Attempts after which another one followed")
        self._notification = _counter(
            meter, own, "qq_wxpay.notifications", "Notifications by what they turned out to be"
        )
        self._repeat = _counter(
            meter, own, "qq_wxpay.notification.duplicates", "Notifications that this process had verified before"
        )
        self._fault = _counter(meter, own, "qq_wxpay.faults", "What those who run the shop must look at")

    def take(self, event: replies.ClientEvent) -> None:
        if isinstance(event, replies.CallEvent):
            by = {"operation": event.operation, "upstream": event.upstream, "code": event.code or "ok"}
            self._durations.record(event.elapsed_us / 1e6, {**self._own, **by})
        elif isinstance(event, replies.AttemptEvent):
            if event.repeats:
                self._retry(operation=event.operation, upstream=event.upstream, code=event.code or "ok")
        elif isinstance(event, replies.NotificationEvent):
            self._notification(outcome=event.outcome, code=event.code or "ok")
            if event.repeat:
                self._repeat(outcome=event.outcome)
        elif isinstance(event, replies.FaultEvent):
            self._fault(1 + event.suppressed, kind=event.what, level=event.level, code=event.code)


class _State:
    """The access token and the certificates."""

    def __init__(self, meter: Meter, own: _Attributes) -> None:
        self._own = own
        self._token: Optional[Tuple[int, float]] = None
        self._certificates: Dict[str, Tuple[int, float]] = {}
        self._waits = meter.create_histogram(
            "qq_wxpay.token.lease.wait",
            unit="s",
            description="Waiting until the token store gave the lease",
            explicit_bucket_boundaries_advisory=_BOUNDARIES,
        )
        self._refresh = _counter(
            meter, own, "qq_wxpay.token.refreshes", "New access tokens, fetched by this process or found in the store"
        )
        meter.create_observable_gauge(
            "qq_wxpay.token.age", [self._age], unit="s", description="How long ago the access token in use was fetched"
        )
        meter.create_observable_gauge(
            "qq_wxpay.certificate.days", [self._days], description="Whole days until a certificate in use ends"
        )

    def take(self, event: replies.ClientEvent) -> None:
        if isinstance(event, replies.TokenEvent):
            self._token = event.age_seconds, time.monotonic()
            self._waits.record(event.lease_wait_ms / 1000, self._own)
            self._refresh(origin=event.origin)
        elif isinstance(event, replies.CertificateEvent) and event.days_left is not None:
            self._certificates[event.whose] = event.days_left, time.monotonic()

    def _age(self, _: CallbackOptions) -> Iterable[Observation]:
        if self._token is not None:
            age, at = self._token
            yield Observation(age + time.monotonic() - at, self._own)

    def _days(self, _: CallbackOptions) -> Iterable[Observation]:
        for whose, (days, at) in list(self._certificates.items()):
            yield Observation(days - int((time.monotonic() - at) // _DAY), {**self._own, "whose": whose})


class _Spans:
    """A span for each call, made at its end, with its attempts as events."""

    def __init__(self, tracer: Tracer, own: _Attributes) -> None:
        self._tracer = tracer
        self._own = own
        self._attempts: Dict[int, List[Tuple[replies.AttemptEvent, int]]] = {}

    def take(self, event: replies.ClientEvent) -> None:
        if isinstance(event, replies.AttemptEvent):
            if event.call not in self._attempts and len(self._attempts) >= _CALLS:
                self._attempts.pop(next(iter(self._attempts)))
            self._attempts.setdefault(event.call, []).append((event, time.time_ns()))
        elif isinstance(event, replies.CallEvent):
            self._end(event, self._attempts.pop(event.call, []))

    def _end(self, call: replies.CallEvent, attempts: List[Tuple[replies.AttemptEvent, int]]) -> None:
        end = time.time_ns()
        said: Dict[str, _Value] = {
            **self._own,
            "operation": call.operation,
            "upstream": call.upstream,
            "attempts": call.attempts,
            "code": call.code or "ok",
        }
        begin = end - call.elapsed_us * 1000
        span = self._tracer.start_span(
            f"qq_wxpay {call.operation}", kind=SpanKind.CLIENT, attributes=said, start_time=begin
        )
        for attempt, at in attempts:
            span.add_event("attempt", _told(attempt), at)
        if call.code is not None:
            span.set_status(Status(StatusCode.ERROR, call.code))
        span.end(end)


def _told(attempt: replies.AttemptEvent) -> Dict[str, _Value]:
    """What an event of a span says of an attempt."""
    said: Dict[str, _Value] = {
        "attempt": attempt.attempt,
        "at_backup": attempt.at_backup,
        "code": attempt.code or "ok",
        "elapsed_ms": attempt.elapsed_us / 1000,
    }
    if attempt.status is not None:
        said["status"] = attempt.status
    if attempt.request_id is not None:
        said["request_id"] = attempt.request_id
    return said
