'use strict';

// What a client reports, as metrics and spans of OpenTelemetry. The repository's docs/metrics.md has the table of names.

const { checkOptionNames } = require('../lib/options');
const { Refusal, attempt } = require('../lib/refusal');

const NAME = 'qq-wxpay';

/** The kind of a span and the status of one that failed: fixed numbers of OpenTelemetry's API, which is loaded only when it is needed. */
const CLIENT = 2;
const ERROR = 2;

/** The upper bounds of the histograms, in seconds. */
const BOUNDARIES = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25];

/** The attempts of so many calls are kept at most: the end of a call may have found no room in the queue. */
const CALLS = 1000;

/** In milliseconds. */
const DAY = 24 * 3600_000;

/** The observer of a client, which makes metrics and spans of what it is told. */
function openTelemetryObserver(given = {}) {
  const [observe, refused] = attempt(() => {
    checkOptionNames(given, ['meter', 'tracer', 'attributes']);
    const meter = checked('meter', given.meter ?? api().metrics.getMeter(NAME), 'createHistogram');
    const tracer = checked('tracer', given.tracer ?? api().trace.getTracer(NAME), 'startSpan');
    const { attributes = {} } = given;
    if (attributes === null || typeof attributes !== 'object') throw new Refusal('WRONG_TYPE', 'attributes', 'expected an object');
    return observerOf(meter, tracer, { ...attributes });
  });
  if (refused) throw refused.error(openTelemetryObserver);
  return observe;
}

const api = () => require('@opentelemetry/api');

function checked(name, value, method) {
  if (typeof value?.[method] !== 'function') throw new Refusal('WRONG_TYPE', name, `expected a ${name} of OpenTelemetry`);
  return value;
}

function observerOf(meter, tracer, own) {
  const by = {
    ...requests(meter, own),
    ...state(meter, own),
    fault: counter(meter, own, 'qq_wxpay.faults', 'What those who run the shop must look at', (add, { what, level, code, suppressed }) => {
      add(1 + suppressed, { kind: what, level, code });
    }),
  };
  const spans = spansOf(tracer, own);
  return (event) => {
    by[event.type]?.(event);
    spans[event.type]?.(event);
  };
}

function counter(meter, own, name, description, take) {
  const made = meter.createCounter(name, { description });
  return (event) => take((value, attributes) => made.add(value, { ...own, ...attributes }), event);
}

const histogram = (meter, name, description) => meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: BOUNDARIES } });

/** Calls, retries and notifications. */
function requests(meter, own) {
  const durations = histogram(meter, 'qq_wxpay.call.duration', 'Calls to QQ and WeChat Pay with all their attempts');
  const retry = counter(meter, own, 'qq_wxpay.retries', 'Attempts after which another one followed', (add, { operation, upstream, code }) => {
    add(1, { operation, upstream, code: code ?? 'ok' });
  });
  const repeat = counter(meter, own, 'qq_wxpay.notification.duplicates', 'Notifications that this process had verified before', (add, { outcome }) => {
    add(1, { outcome });
  });
  const notification = counter(meter, own, 'qq_wxpay.notifications', 'Notifications by what they turned out to be', (add, { outcome, code }) => {
    add(1, { outcome, code: code ?? 'ok' });
  });
  return {
    call({ operation, upstream, code, elapsedUs }) {
      durations.record(elapsedUs / 1e6, { ...own, operation, upstream, code: code ?? 'ok' });
    },
    attempt(event) {
      if (event.repeats) retry(event);
    },
    notification(event) {
      notification(event);
      if (event.repeat) repeat(event);
    },
  };
}

/** The access token and the certificates. */
function state(meter, own) {
  const waits = histogram(meter, 'qq_wxpay.token.lease.wait', 'Waiting until the token store gave the lease');
  const refresh = counter(meter, own, 'qq_wxpay.token.refreshes', 'New access tokens, fetched by this process or found in the store', (add, { origin }) => {
    add(1, { origin });
  });
  let token;
  const certificates = new Map();
  const ages = meter.createObservableGauge('qq_wxpay.token.age', { unit: 's', description: 'How long ago the access token in use was fetched' });
  ages.addCallback((result) => {
    if (token) result.observe(token.age + (Date.now() - token.at) / 1000, own);
  });
  const days = meter.createObservableGauge('qq_wxpay.certificate.days', { description: 'Whole days until a certificate in use ends' });
  days.addCallback((result) => {
    for (const [whose, { daysLeft, at }] of certificates) result.observe(daysLeft - Math.floor((Date.now() - at) / DAY), { ...own, whose });
  });
  return {
    token(event) {
      token = { age: event.ageSeconds, at: Date.now() };
      waits.record(event.leaseWaitMs / 1000, own);
      refresh(event);
    },
    certificate({ whose, daysLeft }) {
      if (daysLeft !== null) certificates.set(whose, { daysLeft, at: Date.now() });
    },
  };
}

/** A span for each call, made at its end, with its attempts as events. */
function spansOf(tracer, own) {
  const attempts = new Map();
  return {
    attempt(event) {
      if (!attempts.has(event.call) && attempts.size >= CALLS) attempts.delete(attempts.keys().next().value);
      attempts.set(event.call, [...(attempts.get(event.call) ?? []), { ...event, at: Date.now() }]);
    },
    call({ call, operation, upstream, code, attempts: sent, elapsedUs }) {
      const end = Date.now();
      const attributes = { ...own, operation, upstream, attempts: sent, code: code ?? 'ok' };
      const span = tracer.startSpan(`qq_wxpay ${operation}`, { kind: CLIENT, startTime: end - elapsedUs / 1000, attributes });
      for (const each of attempts.get(call) ?? []) span.addEvent('attempt', told(each), each.at);
      attempts.delete(call);
      if (code !== null) span.setStatus({ code: ERROR, message: code });
      span.end(end);
    },
  };
}

/** What an event of a span says of an attempt. */
function told({ attempt: number, atBackup, status, code, requestId, elapsedUs }) {
  const said = { attempt: number, at_backup: atBackup, code: code ?? 'ok', elapsed_ms: elapsedUs / 1000 };
  if (status !== null) said.status = status;
  if (requestId !== null) said.request_id = requestId;
  return said;
}

module.exports = { openTelemetryObserver };
