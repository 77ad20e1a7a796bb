'use strict';

const { toExplicitJson } = require('./arguments');
const { unwrap } = require('./calls');
const { errorFrom, bindMethods } = require('./error');
const { attempt } = require('./refusal');
const { read } = require('./replies');

/** Reports to the core what became of a notification: the answer, the error if it is one, and whether that is to be written. For the adapters. */
let settle;

/** Notes the merchant that it is for, of several. */
let addressed;

/** A handled notification: what it is, and what to answer. */
class HandledNotification {
  #native;

  constructor(handled, callSite) {
    this.#native = handled;
    const { outcome, order, refund, id, repeat, eventKind, answer, failure, fault } = read('HandledNotification', handled.record(), callSite);
    this.outcome = outcome;
    this.order = order;
    this.refund = refund;
    this.id = id;
    this.repeat = repeat;
    this.eventKind = eventKind;
    this.answer = answer;
    this.failure = failure;
    this.fault = fault;
    this.merchant = null;
    this.otherMerchants = [];
    bindMethods(this, 'accept', 'event', 'expect');
  }

  /** The message in full. It holds the payer's identity, so it is not among the fields that a log shows. */
  get raw() {
    return this.#native.raw();
  }

  /** The event in the shape that all families of orders have in common; `null` when nobody is needed. */
  event() {
    const json = this.#native.event();
    if (json === null) return null;
    const { type, ...content } = read('ShopEvent', json);
    const [data] = Object.values(content);
    // Neither is data: what is printed, copied and written as JSON is the event alone.
    const tools = { notification: { value: this } };
    if (type === 'paid') tools.expect = { value: (expected) => this.#compare(expected, tools.expect.value) };
    return Object.defineProperties({ type, ...data }, tools);
  }

  /** The answer that says "received", if this is the event. */
  accept(event) {
    return JSON.parse(unwrap(this.#native.accept(String(event)), HandledNotification.prototype.accept));
  }

  /** Throws unless it says that the order in `expected` is paid as expected. */
  expect(expected) {
    this.#compare(expected, HandledNotification.prototype.expect);
  }

  #compare(expected, callSite) {
    const [compared, refused] = attempt(() => this.#native.expect(toExplicitJson(expected, '(the expectation)')));
    expected = undefined;
    if (refused) throw refused.error(callSite);
    unwrap(compared, callSite);
  }

  static {
    addressed = (handled, { name, others }) => Object.assign(handled, { merchant: name, otherMerchants: others });
    settle = (handled, result, detail = '') => {
      const { error, ...settled } = JSON.parse(unwrap(handled.#native.settle(result, detail), settle));
      return { ...settled, error: error ? errorFrom(error, { callSite: settle }) : null };
    };
  }
}

module.exports = { HandledNotification, addressed, settle };
