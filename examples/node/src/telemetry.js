// What the library does, for OpenTelemetry: docs/metrics.md of the repository has the names, and a dashboard of them.
import { metrics, trace } from '@opentelemetry/api';
import { openTelemetryObserver } from 'qq-wxpay/opentelemetry';

/** The observer of a client: `QqWxPay.fromEnv({ observer: observer() })`. Set OpenTelemetry up before. */
export function observer() {
  return openTelemetryObserver({ meter: metrics.getMeter('shop'), tracer: trace.getTracer('shop') });
}
