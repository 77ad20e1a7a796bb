'use strict';

const { errorFrom, place } = require('./error');
const { toJson } = require('./arguments');
const { unwrap } = require('./calls');

/** A handled notification: what it is, and what to answer. */
class HandledNotification {
  #native;

  constructor(handled, at) {
    this.#native = handled;
    Object.assign(this, JSON.parse(handled.record()));
    if (this.outcome.error) this.outcome.error = errorFrom(this.outcome.error, { at });
  }

  /** Throws unless it says that the order in `expected` is paid as expected. */
  expect(expected) {
    const at = place(this.expect);
    unwrap(this.#native.expect(toJson(expected, '(the expectation)', at)), at);
  }
}

module.exports = { HandledNotification };
