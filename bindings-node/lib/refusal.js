'use strict';

// What is found wrong on this side, before the core is asked.

const { sdkError, withFrames } = require('./error');

const DETACHED = 'a method of QqWxPay was called without its client: call it as `pay.placeOrder(...)`, or hand over `pay.placeOrder.bind(pay)`';

/**
 * Found wrong, with a code of the table. It is no `Error`: crash reporters keep the local variables of every function on the stack beside
 * an error that is thrown, and where a mistake is found these are settings, orders and tokens. A public function catches it, lets go of what
 * it was given, and throws the error then: see `attempt`.
 */
class Refusal {
  constructor(code, field, detail) {
    this.code = code;
    this.field = field;
    this.detail = detail;
  }

  /** The error, with the stack of its call site. */
  error(callSite) {
    return sdkError(this.code, this.field, this.detail, { callSite });
  }
}

/** A method without its object, as `const { placeOrder } = pay` leaves it. */
class Detached extends Refusal {
  error(callSite) {
    return withFrames(new TypeError(DETACHED), callSite);
  }
}

/** What `work` gives, or the refusal that it threw: `[given, refused]`. */
function attempt(work) {
  try {
    return [work(), undefined];
  } catch (refused) {
    if (refused instanceof Refusal) return [undefined, refused];
    throw refused;
  }
}

module.exports = { Detached, Refusal, attempt };
