// What the library does, for OpenTelemetry: a span and a duration for each request, a count of notifications.
import { SpanKind, SpanStatusCode, metrics, trace } from '@opentelemetry/api';

/** @import { ClientEvent } from 'qq-wxpay' */

const NAME = 'qq-wxpay';

/** The observer of a client: `QqWxPay.fromEnv({ observer: observer() })`. Set OpenTelemetry up before. */
export function observer() {
  const meter = metrics.getMeter(NAME);
  const tracer = trace.getTracer(NAME);
  const durations = meter.createHistogram('qq_wxpay.request.duration', { unit: 's', description: 'Requests to QQ and WeChat Pay' });
  const notifications = meter.createCounter('qq_wxpay.notifications', { description: 'Notifications by what they turned out to be' });

  const faults = meter.createCounter('qq_wxpay.faults', { description: 'What those who run the shop must look at; the console has the lines' });

  return (/** @type {ClientEvent} */ event) => {
    if (event.type === 'fault') {
      faults.add(1 + event.suppressed, { what: event.what, 'error.type': event.code });
      return;
    }
    if (event.type === 'notification') {
      notifications.add(1, { outcome: event.outcome, 'error.type': event.code ?? '' });
      return;
    }
    const attributes = {
      operation: event.operation,
      peer: event.upstream,
      'error.type': event.code ?? '',
      'http.response.status_code': event.status ?? 0,
    };
    durations.record(event.elapsedUs / 1e6, attributes);
    const end = Date.now();
    const span = tracer.startSpan(`qq-wxpay ${event.operation}`, {
      kind: SpanKind.CLIENT,
      startTime: end - event.elapsedUs / 1000,
      attributes: { ...attributes, attempt: event.attempt, at_backup: event.atBackup, request_id: event.requestId ?? '' },
    });
    if (event.code !== null) span.setStatus({ code: SpanStatusCode.ERROR, message: event.code });
    span.end(end);
  };
}
