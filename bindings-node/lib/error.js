'use strict';

const native = require('./native');

const KINDS = Object.freeze([
  'invalid_input',
  'config',
  'key',
  'signature',
  'stale',
  'decrypt',
  'malformed',
  'mismatch',
  'api',
  'transport',
]);

/** The one error of this library. Nothing in it is secret, but for what your own functions threw, in `cause`. */
class QqWxPayError extends Error {
  static KINDS = KINDS;

  constructor(parts, cause) {
    super(parts.message, cause === undefined ? undefined : { cause });
    this.kind = parts.kind;
    this.code = parts.code;
    this.origin = parts.origin;
    this.field = parts.field ?? undefined;
    this.detail = parts.detail;
    this.status = parts.httpStatus ?? undefined;
    this.requestId = parts.requestId ?? undefined;
    this.retry = parts.retry;
    this.reason = parts.cause ?? undefined;
    this.remedy = parts.remedy ?? undefined;
  }

  /** Everything but the stack and the cause, for structured logs. */
  toJSON() {
    const { name, message, stack: _stack, cause: _cause, ...parts } = this;
    return { name: this.name, message: this.message, ...parts };
  }
}
Object.defineProperty(QqWxPayError.prototype, 'name', { value: 'QqWxPayError', configurable: true, writable: true });

/**
 * The place of an async call: its stack without what lies above `method`. It must be taken while the caller is still there. What fails
 * at once needs none: there, the call site is the method itself.
 */
function captureStack(method) {
  const place = {};
  Error.captureStackTrace?.(place, method);
  return place;
}

/** The error with the stack of its call site: a captured stack, or the method that was called. */
function withFrames(error, callSite) {
  const { stack } = typeof callSite === 'function' ? captureStack(callSite) : (callSite ?? {});
  const frames = stack?.slice(stack.indexOf('\n') + 1);
  if (frames) {
    const value = `${error.name}: ${error.message}\n${frames}`;
    Object.defineProperty(error, 'stack', { value, configurable: true, writable: true });
  }
  return error;
}

/** An error of the core, from its parts. */
function errorFrom(parts, { callSite, cause } = {}) {
  return withFrames(new QqWxPayError(parts, cause), callSite);
}

/** The same, from JSON text. */
function errorOf(failure, options) {
  return errorFrom(JSON.parse(failure), options);
}

/** An error that is found on this side; the table of codes explains it. */
function sdkError(code, field, detail, options) {
  return errorOf(native.failure(code, field, detail).failure, options);
}

/** Ties methods to their object, so that they work when they are taken out of it. */
function bindMethods(object, ...names) {
  for (const name of names) Object.defineProperty(object, name, { value: object[name].bind(object), configurable: true, writable: true });
}

module.exports = { QqWxPayError, captureStack, errorFrom, errorOf, sdkError, bindMethods, withFrames };
