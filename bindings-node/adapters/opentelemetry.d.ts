import type { Attributes, Meter, Tracer } from '@opentelemetry/api';
import type { ClientEvent } from '../index.js';

/** What the observer works with. */
export interface OpenTelemetryOptions {
  /** Makes the metrics; without it that of the global provider of meters. */
  meter?: Meter;
  /** Makes the spans; without it that of the global provider of tracers. */
  tracer?: Tracer;
  /** Stands on every metric and every span beside what the observer says: the name of the merchant, where there are several. */
  attributes?: Attributes;
}

/**
 * The observer of one client, which makes metrics and spans of OpenTelemetry out of what it is told:
 * `QqWxPay.fromEnv({ observer: openTelemetryObserver() })`. Set OpenTelemetry up before. Each client gets one of its own. No order number,
 * payer, key or token is in them. A span is made when its call has ended, and stands by itself.
 *
 * @throws {QqWxPayError} at once, naming it: an option that does not exist or is no meter or tracer.
 * @throws {Error} when `@opentelemetry/api` is needed and not installed.
 */
export declare function openTelemetryObserver(options?: OpenTelemetryOptions): (event: ClientEvent) => void;
