'use strict';

// The last argument of every call: `{ timeoutMs, signal }`.

const { sdkError } = require('./error');

const LONGEST = 2 ** 31 - 1;
const NONE = Object.freeze({});

/** The options, checked. */
function callOptions(options = NONE, at) {
  const refuse = (field, detail, code = 'WRONG_TYPE') => sdkError(code, field, detail, { at });
  if (options === null || typeof options !== 'object') throw refuse('(the options)', 'expected an object');
  for (const name of Object.keys(options)) {
    if (name !== 'timeoutMs' && name !== 'signal') {
      throw refuse(name, 'known are `timeoutMs`, `signal`', 'UNKNOWN_FIELD');
    }
  }
  const { timeoutMs, signal } = options;
  if (timeoutMs !== undefined && !(Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= LONGEST)) {
    throw refuse('timeoutMs', `expected whole milliseconds, 1 to ${LONGEST}`);
  }
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw refuse('signal', 'expected an AbortSignal');
  }
  return { timeoutMs, signal };
}

module.exports = { callOptions };
