'use strict';

const native = require('./native');

/** The test kit was called wrongly: a name that does not exist, a value of another kind. */
class TestingError extends Error {
  constructor({ code, field, nearest, en, zh }) {
    super(`${code}${field ? ` at \`${field}\`` : ''}: ${en} / ${zh}`);
    this.code = code;
    this.field = field;
    this.nearest = nearest ?? undefined;
    this.explanation = { en, zh };
  }
}
Object.defineProperty(TestingError.prototype, 'name', { value: 'TestingError', configurable: true, writable: true });

/** One call of the kit; the error names the function that was called. */
function call(name, given, place) {
  const reply = native.testing(name, JSON.stringify({ ...given, case: 'camel' }, finite));
  if (typeof reply === 'string') return JSON.parse(reply);
  const error = new TestingError(JSON.parse(reply.failure));
  Error.captureStackTrace?.(error, place);
  throw error;
}

/** JSON would make `null` of them. */
function finite(name, value) {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`\`${name}\` is ${value}, and no number that a notification can have`);
  return value;
}

/** A notification as it arrives. */
class SignedNotification {
  constructor({ headers, body, id }) {
    this.headers = headers;
    this.body = Buffer.from(body);
    this.id = id ?? undefined;
  }

  again() {
    const { headers, id } = this;
    return new SignedNotification(call('again', { headers, body: this.body.toString(), id }, this.again));
  }
}

function signedNotification(kind = 'payment', order = {}, changes = {}) {
  return new SignedNotification(call('signed_notification', { kind, order, changes }, signedNotification));
}

function settings() {
  return call('settings', {}, settings);
}

function kinds() {
  return call('kinds', {}, kinds);
}

module.exports = { TestingError, kinds, settings, signedNotification };
