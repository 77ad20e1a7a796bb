'use strict';

// What all adapters have in common: raw bytes in, your handler in the middle, the exact answer out.

/** A longer notification is no genuine one, in bytes; the core refuses it too. */
const LARGEST = (1 << 20) + (1 << 16);

/**
 * Handles one notification with the given client, or that which the given function returns. `handler` does your own work and may be async; when it throws, the answer is a failure, so that the
 * notification comes again. It is not called for probes and for what is refused: nothing is to be done there.
 */
async function answer(given, options, headers, rawBody, handler) {
  const { confirm = false, onError = report } = options;
  let handled;
  try {
    const pay = typeof given === 'function' ? given() : given;
    handled = confirm ? await pay.confirmNotification(headers, rawBody) : await pay.receiveNotification(headers, rawBody);
    // Too old, or its signature was lost on the way: only a query can tell.
    if (!confirm && UNPROVEN.has(handled.outcome.type)) handled = await pay.confirmNotification(headers, rawBody);
    const { type } = handled.outcome;
    if (type === 'probe' || type === 'refused') return handled.acknowledgement;
    if ((await handler(handled)) === false) return handled.failure;
    return handled.acknowledgement;
  } catch (error) {
    onError(error);
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

/** An error is not to be lost: it goes where uncaught ones go, but ends nothing. */
function report(error) {
  console.error('qq-wxpay: a notification was not handled, it comes again:', error);
}

/** The raw bytes of a Node request; `undefined` when somebody has read them before. */
async function rawBytes(request) {
  if (request.readableEnded || request.readableDidRead) return undefined;
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST) return Buffer.concat(chunks, LARGEST + 1);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What a body parser left: its raw bytes, else what it made of them, which the client then refuses by name. */
function parsed(request) {
  if (request.rawBody instanceof Uint8Array) return request.rawBody;
  return request.body;
}

/** The raw bytes of a Node request, whoever has read them. */
async function bodyOf(request) {
  return (await rawBytes(request)) ?? parsed(request);
}

/** Sends the answer over Node's own response. */
function send(response, { status, contentType, body }) {
  response.statusCode = status;
  response.setHeader('Content-Type', contentType);
  response.end(body);
}

module.exports = { answer, bodyOf, send };
