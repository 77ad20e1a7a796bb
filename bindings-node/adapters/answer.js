'use strict';

// What all adapters have in common: what was read of a body in, your handler in the middle, the exact answer out.

const { harmless, tell } = require('../lib/tell');

/**
 * Handles one notification with the given client, or that which the given function returns. `handler` does your own work and may be async; when it throws, the answer is a failure, so that the
 * notification comes again. It is not called for probes and for what is refused: nothing is to be done there. This never fails.
 */
async function answer(given, options, headers, { body, broken }, handler) {
  // It never arrived: nobody is left to be answered, and nothing was said.
  if (broken) return FAILED;
  const { confirm = false } = options;
  let handled;
  try {
    const pay = typeof given === 'function' ? given() : given;
    handled = confirm ? await pay.confirmNotification(headers, body) : await pay.receiveNotification(headers, body);
    // Too old, or its signature was lost on the way: only a query can tell.
    if (!confirm && UNPROVEN.has(handled.outcome.type)) handled = await pay.confirmNotification(headers, body);
    const { type } = handled.outcome;
    if (type === 'probe' || type === 'refused') return handled.acknowledgement;
    if ((await handler(handled)) === false) return handled.failure;
    return handled.acknowledgement;
  } catch (error) {
    report(error, options.onError);
    return handled ? handled.failure : FAILED;
  }
}

/** What names an order and proves nothing. */
const UNPROVEN = new Set(['stale', 'unsigned']);

/** Nothing is known of the message, not even its version. */
const FAILED = Object.freeze({
  status: 500,
  contentType: 'application/json; charset=utf-8',
  body: '{"code":"FAIL","message":"失败"}',
});

/** An error is not to be lost: it is written, and `onError` is told besides. */
function report(error, onError) {
  tell('error', 'qq-wxpay: a notification was not handled, it comes again:', error);
  if (onError) harmless(() => onError(error), 'qq-wxpay: your onError failed:');
}

module.exports = { answer };
