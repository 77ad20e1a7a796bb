'use strict';

// The last argument: `{ timeoutMs, signal }` of calls, `{ accessToken }` of preparations, the parts of a client.

const { sdkError } = require('./error');

const LONGEST = 2 ** 31 - 1;
const NONE = Object.freeze({});

/** The options, all of them known; those in `unlisted` are not spoken of. */
function known(options, names, at, unlisted = []) {
  if (options === null || typeof options !== 'object') {
    throw sdkError('WRONG_TYPE', '(the options)', 'expected an object', { at });
  }
  for (const name of Object.keys(options)) {
    if (names.includes(name) || unlisted.includes(name)) continue;
    const listed = names.map((each) => `\`${each}\``).join(', ');
    throw sdkError('UNKNOWN_FIELD', name, `known are ${listed}`, { at });
  }
  return options;
}

function callOptions(options = NONE, at) {
  const refuse = (field, detail) => sdkError('WRONG_TYPE', field, detail, { at });
  const { timeoutMs, signal } = known(options, ['timeoutMs', 'signal'], at);
  if (timeoutMs !== undefined && !(Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= LONGEST)) {
    throw refuse('timeoutMs', `expected whole milliseconds, 1 to ${LONGEST}`);
  }
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw refuse('signal', 'expected an AbortSignal');
  }
  return { timeoutMs, signal };
}

/** The access token that an order is prepared with. */
function accessTokenOf(options = NONE, at) {
  const { accessToken } = known(options, ['accessToken'], at);
  if (accessToken === undefined || typeof accessToken === 'string') return accessToken;
  throw sdkError('WRONG_TYPE', 'accessToken', 'expected the text of the token', { at });
}

module.exports = { accessTokenOf, callOptions, known };
