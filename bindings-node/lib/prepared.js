'use strict';

const { unwrap } = require('./calls');
const { discreet } = require('./discreet');
const { place, tie } = require('./error');
const { rawBytes, received } = require('./message');
const { attempt } = require('./refusal');
const { read } = require('./replies');

const PORTION = 500;

/** A request that is ready to be sent: unchanged, byte for byte, following no redirect. */
function requestOf(native) {
  const { method, url, headers, bodyBase64, clientCertificate } = JSON.parse(native.request());
  const named = {};
  for (const { name, value } of headers) named[name] = value;
  const body = bodyBase64 === '' ? undefined : Buffer.from(bodyBase64, 'base64');
  return discreet({ method, url, headers: named, body, clientCertificate });
}

/** A signed request, and the reader of its reply. */
class PreparedCall {
  #native;
  #operation;

  constructor(native, operation) {
    this.#native = native;
    this.#operation = operation;
    this.request = requestOf(native);
    tie(this, 'finish');
  }

  /** Reads the reply: its raw body as received. */
  finish(reply) {
    const at = PreparedCall.prototype.finish;
    const [finished, refused] = attempt(() => {
      const { status, headers, body } = received(reply);
      return this.#native.finish(status, headers, rawBytes(body));
    });
    reply = undefined;
    if (refused) throw refused.error(at);
    return read(this.#operation, unwrap(finished, at), at);
  }
}

/** A signed request for a bill, and the reader of its file. */
class PreparedBill {
  #native;

  constructor(native) {
    this.#native = native;
    this.request = requestOf(native);
    tie(this, 'read');
  }

  /** The rows of the file, out of the pieces of its body; it returns the totals and what proves the bill. */
  async *read(reply) {
    const at = place(PreparedBill.prototype.read);
    const [body, refused] = attempt(() => {
      const { status, headers, body: pieces } = received(reply);
      this.#native.begin(status, headers);
      return pieces;
    });
    reply = undefined;
    if (refused) throw refused.error(at);
    for await (const piece of body) {
      const [, wrong] = attempt(() => this.#native.feed(rawBytes(piece)));
      if (wrong) throw wrong.error(at);
      for (;;) {
        const rows = unwrap(this.#native.nextRows(PORTION), at);
        if (rows === null) break;
        yield* discreet(JSON.parse(rows));
      }
    }
    return JSON.parse(unwrap(this.#native.finish(), at));
  }
}

module.exports = { PreparedBill, PreparedCall };
