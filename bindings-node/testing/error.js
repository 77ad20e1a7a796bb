'use strict';

const { toJson } = require('../lib/arguments');
const { unwrap } = require('../lib/calls');
const { errorOf } = require('../lib/error');
const native = require('../lib/native');
const { checkOptionNames } = require('../lib/options');
const { Refusal, attempt } = require('../lib/refusal');

const NAMES = ['cause', 'detail', 'field', 'operation', 'origin', 'requestId', 'retry', 'status'];

/** The error that a client throws for a code, out of the table of codes. */
function error(code, options = {}) {
  const [given, refused] = attempt(() => {
    if (typeof code !== 'string') throw new Refusal('WRONG_TYPE', 'code', 'expected a text, such as ORDERPAID');
    const { status: httpStatus, operation, cause: _cause, ...parts } = checkOptionNames(options, NAMES);
    return toJson({ ...parts, code, httpStatus, operation: operation && wire(operation) }, '(the error)');
  });
  if (refused) throw refused.error(error);
  return errorOf(unwrap(native.exampleError(given), error), { callSite: error, cause: options.cause });
}

/** The name of an operation in all languages: `placeOrder` is `place_order`. */
function wire(operation) {
  return String(operation).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

module.exports = { error };
