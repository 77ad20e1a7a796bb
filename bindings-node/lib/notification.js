'use strict';

const { toJson } = require('./arguments');
const { unwrap } = require('./calls');
const { discreet } = require('./discreet');
const { errorFrom } = require('./error');
const { attempt } = require('./refusal');

/** A handled notification: what it is, and what to answer. */
class HandledNotification {
  #native;

  constructor(handled, at) {
    this.#native = handled;
    const { outcome, order, id, repeat, acknowledgement, failure } = JSON.parse(handled.record());
    if (outcome.error) outcome.error = errorFrom(outcome.error, { at });
    this.outcome = discreet(outcome);
    this.order = order;
    this.id = id;
    this.repeat = repeat;
    this.acknowledgement = acknowledgement;
    this.failure = failure;
  }

  /** The message in full. It holds the payer's identity, so it is not among the fields that a log shows. */
  get raw() {
    return this.#native.raw();
  }

  /** Throws unless it says that the order in `expected` is paid as expected. */
  expect(expected) {
    const at = this.expect;
    const [compared, refused] = attempt(() => this.#native.expect(toJson(expected, '(the expectation)')));
    expected = undefined;
    if (refused) throw refused.error(at);
    unwrap(compared, at);
  }
}

module.exports = { HandledNotification };
