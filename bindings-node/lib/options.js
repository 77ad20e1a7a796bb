'use strict';

// The last argument: `{ timeoutMs, signal }` of calls, `{ accessToken }` of preparations, the parts of a client.

const { isWellFormed } = require('./arguments');
const { Refusal } = require('./refusal');

const LONGEST = 2 ** 31 - 1;
const NONE = Object.freeze({});

/** The options, all of them known; those in `unlisted` are not spoken of. */
function checkOptionNames(options, names, unlisted = []) {
  if (options === null || typeof options !== 'object') {
    throw new Refusal('WRONG_TYPE', '(the options)', 'expected an object');
  }
  for (const name of Object.keys(options)) {
    if (names.includes(name) || unlisted.includes(name)) continue;
    const listed = names.map((each) => `\`${each}\``).join(', ');
    throw new Refusal('UNKNOWN_FIELD', name, `known are ${listed}`);
  }
  return options;
}

function callOptions(options = NONE) {
  const { timeoutMs, signal } = checkOptionNames(options, ['timeoutMs', 'signal']);
  if (timeoutMs !== undefined && !(Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= LONGEST)) {
    const expected = `expected whole milliseconds, 1 to ${LONGEST}: 5 seconds are 5000; left out, 25 seconds count`;
    throw new Refusal('TIME_LIMIT_INVALID', 'timeoutMs', expected);
  }
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw new Refusal('WRONG_TYPE', 'signal', 'expected an AbortSignal');
  }
  return { timeoutMs, signal };
}

/** The access token that an order is prepared with. */
function accessTokenOf(options = NONE) {
  const { accessToken } = checkOptionNames(options, ['accessToken']);
  if (accessToken === undefined) return undefined;
  if (typeof accessToken === 'string' && isWellFormed(accessToken)) return accessToken;
  throw new Refusal('WRONG_TYPE', 'accessToken', 'expected the text of the token');
}

module.exports = { accessTokenOf, callOptions, checkOptionNames };
