"""What a client reports, as metrics and spans of the real SDK of OpenTelemetry."""

from __future__ import annotations

import time
from typing import Any, Dict, Iterator, List, Tuple

import pytest
from conftest import Shop, failure, fault, order, until
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from qq_wxpay import CertificateClientEvent, QqWxPay, TokenClientEvent
from qq_wxpay.opentelemetry import opentelemetry_observer


class Recording:
    """An observer, and what it made so far."""

    def __init__(self, **attributes: str) -> None:
        self._reader, self._exporter = InMemoryMetricReader(), InMemorySpanExporter()
        meters, tracers = MeterProvider([self._reader]), TracerProvider()
        tracers.add_span_processor(SimpleSpanProcessor(self._exporter))
        meter, tracer = meters.get_meter("test"), tracers.get_tracer("test")
        self._take = opentelemetry_observer(meter=meter, tracer=tracer, attributes=attributes)
        self.events: List[Any] = []

    def observe(self, event: Any) -> None:
        self._take(event)
        self.events.append(event)

    def count(self, kind: str) -> int:
        return sum(event.type == kind for event in list(self.events))

    def metrics(self) -> Any:
        return self._reader.get_metrics_data()

    def points(self, name: str) -> List[Tuple[Dict[str, Any], Any]]:
        data = self.metrics()
        scopes = [scope for resource in (data.resource_metrics if data else ()) for scope in resource.scope_metrics]
        found = [metric for scope in scopes for metric in scope.metrics if metric.name == name]
        return [(dict(point.attributes), point) for metric in found for point in metric.data.data_points]

    def values(self, name: str) -> List[Tuple[Dict[str, Any], float]]:
        return [(attributes, point.value) for attributes, point in self.points(name)]

    def spans(self) -> Any:
        return self._exporter.get_finished_spans()


@pytest.fixture(scope="module")
def seen(request: pytest.FixtureRequest) -> Iterator[Recording]:
    shop = Shop()
    recording = Recording(merchant="shop")
    fault(shop, "proxy", "status_503", 1)
    with QqWxPay.from_env(env={**shop.env, "QQ_WXPAY_TOKEN_STORE": "memory"}, observer=recording.observe) as pay:
        placed = pay.place_order(**order(out_trade_no="PY-opentelemetry"))
        assert placed.outcome == "placed"
        failure(lambda: pay.query_order(out_trade_no="PY-none"))
        shop.pay_link(placed.h5_url)
        received: Any = until("the notification", lambda: shop.merchant.received)
        for _ in range(3):
            pay.handle_notification(*received[0])
        pay.handle_notification({}, b"{}")
        until("the last event", lambda: recording.count("notification") == 4)
        yield recording
    shop.close()


def test_calls_and_retries(seen: Recording) -> None:
    calls = [(attributes, point.count) for attributes, point in seen.points("qq_wxpay.call.duration")]
    own = {"merchant": "shop"}
    assert calls == [
        ({**own, "operation": "access_token", "upstream": "qq", "code": "ok"}, 1),
        ({**own, "operation": "place_order", "upstream": "qq", "code": "ok"}, 1),
        ({**own, "operation": "query_order", "upstream": "wechat_pay", "code": "ORDER_NOT_EXIST"}, 1),
    ]
    for _, point in seen.points("qq_wxpay.call.duration"):
        assert 0 < point.sum < 60 and point.explicit_bounds[0] == 0.01 and point.explicit_bounds[-1] == 25
    ((attributes, times),) = seen.values("qq_wxpay.retries")
    assert (attributes["operation"], attributes["code"] != "ok", times) == ("place_order", True, 1)


def test_the_access_token_and_certificates(seen: Recording) -> None:
    assert seen.values("qq_wxpay.token.refreshes") == [({"merchant": "shop", "origin": "fetched"}, 1)]
    ((_, waited),) = seen.points("qq_wxpay.token.lease.wait")
    assert (waited.count, waited.sum) == (1, 0)
    ((_, age),) = seen.values("qq_wxpay.token.age")
    assert 0 <= age < 600
    days = [(attributes["whose"], left > 1800) for attributes, left in seen.values("qq_wxpay.certificate.days")]
    assert days == [("merchant", True), ("platform", True)]


def test_notifications_duplicates_and_faults(seen: Recording) -> None:
    outcomes = {(by["outcome"], by["code"]): times for by, times in seen.values("qq_wxpay.notifications")}
    assert outcomes.pop(("payment", "ok")) == 3
    ((refused, times),) = outcomes.items()
    assert (refused[0], refused[1] != "ok", times) == ("refused", True, 1)
    assert seen.values("qq_wxpay.notification.duplicates") == [({"merchant": "shop", "outcome": "payment"}, 2)]
    by = {"merchant": "shop", "kind": "sandbox_client", "level": "warning", "code": "SANDBOX_CLIENT"}
    assert seen.values("qq_wxpay.faults") == [(by, 1)]


def test_a_span_for_each_call_with_its_attempts(seen: Recording) -> None:
    def short(span: Any) -> Any:
        events = [(event.name, event.attributes["attempt"], event.attributes["status"]) for event in span.events]
        return span.name, span.kind.name, span.status.status_code.name, events

    assert [short(span) for span in seen.spans()] == [
        ("qq_wxpay access_token", "CLIENT", "UNSET", [("attempt", 1, 200)]),
        ("qq_wxpay place_order", "CLIENT", "UNSET", [("attempt", 1, 503), ("attempt", 2, 200)]),
        ("qq_wxpay query_order", "CLIENT", "ERROR", [("attempt", 1, 404)]),
    ]
    ordered, (_, call, _) = seen.spans()[1], [event for event in seen.events if event.type == "call"]
    assert ordered.end_time - ordered.start_time == call.elapsed_us * 1000
    said = {"merchant": "shop", "operation": "place_order", "upstream": "qq", "attempts": 2, "code": "ok"}
    assert dict(ordered.attributes) == said


def test_nothing_names_an_order_or_is_secret(seen: Recording) -> None:
    written = seen.metrics().to_json() + "".join(span.to_json() for span in seen.spans())
    assert "place_order" in written
    for secret in ("PY-opentelemetry", "PY-none", "203.0.113.7"):
        assert secret not in written


def test_ages_and_days_go_on_between_two_events_and_the_newest_event_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    own, now = Recording(), time.monotonic()
    own.observe(TokenClientEvent(age_seconds=100, ends_in_seconds=7100, lease_wait_ms=250, origin="store"))
    own.observe(CertificateClientEvent(whose="platform", serial="AB", days_left=40))
    own.observe(CertificateClientEvent(whose="platform_key", serial="PUB_KEY_ID_1", days_left=None))
    monkeypatch.setattr(time, "monotonic", lambda: now + 7000)
    ((_, age),) = own.values("qq_wxpay.token.age")
    assert 7090 < age <= 7100
    assert own.values("qq_wxpay.certificate.days") == [({"whose": "platform"}, 40)]
    monkeypatch.setattr(time, "monotonic", lambda: now + 3.5 * 24 * 3600)
    assert own.values("qq_wxpay.certificate.days") == [({"whose": "platform"}, 37)]
    own.observe(CertificateClientEvent(whose="platform", serial="CD", days_left=1800))
    own.observe(TokenClientEvent(age_seconds=0, ends_in_seconds=7200, lease_wait_ms=0, origin="fetched"))
    assert own.values("qq_wxpay.certificate.days") == [({"whose": "platform"}, 1800)]
    assert own.values("qq_wxpay.token.age") == [({}, 0)]


def test_what_is_no_meter_is_refused() -> None:
    unknown: Any = 7
    for name in ("meter", "tracer"):
        error = failure(lambda: opentelemetry_observer(**{name: unknown}))  # noqa: B023 (called at once)
        assert (error.code, error.field) == ("WRONG_TYPE", name)
    assert callable(opentelemetry_observer())
