'use strict';

// What all adapters have in common: what was read of a body in, the shop's function in the middle, the exact answer out.

const { QqWxPayError } = require('../lib/error');
const { rawBytes } = require('../lib/message');
const { settle } = require('../lib/notification');
const { attempt } = require('../lib/refusal');
const { callSafely, log } = require('../lib/logging');
const { verdict } = require('./verdict');

/** Nothing is known of the message, not even its version. */
const FAILED = Object.freeze({
  status: 500,
  contentType: 'application/json; charset=utf-8',
  body: '{"code":"FAIL","message":"失败"}',
});

/**
 * Handles one notification with the given client, or that which the given function returns, and gives the answer. Success is answered only
 * when the function for this event came to its end, or the event is ignored by name. This never fails.
 */
async function answer(given, handlers, headers, { body, broken, hint }) {
  // It never arrived: nobody is left to be answered, and nothing was said.
  if (broken) return FAILED;
  let handled;
  try {
    const [bytes, refused] = attempt(() => rawBytes(body, hint));
    if (refused) throw refused.error(answer);
    const pay = typeof given === 'function' ? await given() : given;
    handled = await (handlers.confirm ? pay.confirmNotification(headers, bytes) : pay.receiveNotification(headers, bytes));
    // The client has written a line about it.
    if (handled.fault) inform(handlers, handled.fault);
    return handled.answer ?? (await taken(handled, handlers));
  } catch (error) {
    // No client, or no raw bytes. Whoever knows the address can cause it as often as they like.
    const line = 'qq-wxpay: a notification could not be read, it comes again:';
    if (handlers.due(String(error?.code))) {
      log('error', line, printable(error));
      inform(handlers, error);
    }
    return handled?.failure ?? FAILED;
  }
}

/** Events whose function has another name than they have. */
const NAMES = { not_paid: 'notPaid' };

/** Hands the event to its function. */
async function taken(handled, handlers) {
  const event = handled.event();
  const name = NAMES[event.type] ?? event.type;
  const take = handlers.take.get(name);
  if (!take) return settled(handled, handlers, handlers.ignored.has(name) ? 'ignored' : 'not_taken');
  let found;
  try {
    found = verdict(await take(event));
  } catch (error) {
    return settled(handled, handlers, 'failed', undefined, [error]);
  }
  return found.acknowledgement ?? settled(handled, handlers, found.result, found.detail);
}

/** The answer to what became of it; a failure is logged, with what the function threw, and given to `onError`. */
function settled(handled, handlers, result, detail, thrown = []) {
  const { acknowledgement, error, log: isDue } = settle(handled, result, detail);
  if (error) {
    if (isDue) log('error', `qq-wxpay: ${subject(handled)}${error.message}`, ...thrown.map(printable));
    inform(handlers, thrown.length > 0 ? thrown[0] : error);
  }
  return acknowledgement;
}

/** Which order or refund a line is about. */
function subject({ order, refund }) {
  if (refund) return `refund ${refund.outRefundNo}: `;
  return order ? `order ${order.outTradeNo}: ` : '';
}

function inform({ onError }, error) {
  if (onError) callSafely(() => onError(error), 'qq-wxpay: your onError failed:');
}

/** The library's own errors say all they have in their message; the stack says where. */
function printable(error) {
  return error instanceof QqWxPayError && error.cause === undefined ? error.stack : error;
}

module.exports = { answer };
