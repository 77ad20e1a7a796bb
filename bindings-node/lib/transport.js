'use strict';

// A transport of the shop's own: an HTTP client that sends what the core has signed.

const { Failed } = require('./host');
const { rawBytes, received } = require('./message');
const { requestOf } = require('./prepared');
const { Refusal, attempt } = require('./refusal');

/** Throw this from a transport when nothing was sent; whatever else is thrown leaves open whether it arrived. */
class NotConnectedError extends Error {}
Object.defineProperty(NotConnectedError.prototype, 'name', { value: 'NotConnectedError', configurable: true, writable: true });

/** What Node and undici throw while there is no connection yet; `fetch` has it as its cause. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** What the core takes: the reply, or that there was no connection. */
async function send(transport, [record, timeoutMs], signal) {
  try {
    return answer(await transport.send(requestOf(record), { timeoutMs, signal }));
  } catch (error) {
    if (error instanceof NotConnectedError || NOT_CONNECTED.has(error?.code) || NOT_CONNECTED.has(error?.cause?.code)) {
      return new Failed(error, { failure: 'not_connected' });
    }
    throw error;
  }
}

/** The reply as the core takes it; what is none is named, and the core says what that leaves open. */
function answer(given) {
  const [reply, refused] = attempt(() => {
    const { status, headers, body } = received(given);
    return { status, headers: JSON.parse(headers), body: rawBytes(body ?? new Uint8Array()) };
  });
  if (refused) return new Failed(new Refusal('WRONG_TYPE', `transport.send: ${refused.field}`, refused.detail).error(), null);
  const { status, headers, body } = reply;
  return { status, headers, bodyBase64: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64') };
}

module.exports = { NotConnectedError, send };
