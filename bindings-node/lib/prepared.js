'use strict';

const { unwrap } = require('./calls');
const { captureStack, bindMethods } = require('./error');
const { rawBytes, received } = require('./message');
const { redact } = require('./redact');
const { attempt } = require('./refusal');
const { read } = require('./replies');

const PORTION = 500;

/** A request that is ready to be sent: unchanged, byte for byte, following no redirect. */
function requestOf(record) {
  const { method, url, headers, bodyBase64, clientCertificate } = record;
  const named = {};
  for (const { name, value } of headers) named[name] = value;
  const body = bodyBase64 === '' ? undefined : Buffer.from(bodyBase64, 'base64');
  return redact({ method, url, headers: named, body, clientCertificate });
}

/** A signed request, and the reader of its reply. */
class PreparedCall {
  #native;
  #reply;

  constructor(native, { reply }) {
    this.#native = native;
    this.#reply = reply;
    this.request = requestOf(JSON.parse(native.request()));
    bindMethods(this, 'finish');
  }

  /** Reads the reply: its raw body as received. */
  finish(reply) {
    const callSite = PreparedCall.prototype.finish;
    const [finished, refused] = attempt(() => {
      const { status, headers, body } = received(reply);
      return this.#native.finish(status, headers, rawBytes(body));
    });
    reply = undefined;
    if (refused) throw refused.error(callSite);
    return read(this.#reply, unwrap(finished, callSite), callSite);
  }
}

/** A signed request for a bill, and the reader of its file. */
class PreparedBill {
  #native;
  #types;

  constructor(native, types) {
    this.#native = native;
    this.#types = types;
    this.request = requestOf(JSON.parse(native.request()));
    bindMethods(this, 'read');
  }

  /** The rows of the file, out of the pieces of its body; it returns the totals and what proves the bill. */
  async *read(reply) {
    const callSite = captureStack(PreparedBill.prototype.read);
    const [body, refused] = attempt(() => {
      const { status, headers, body: pieces } = received(reply);
      this.#native.begin(status, headers);
      return pieces;
    });
    reply = undefined;
    if (refused) throw refused.error(callSite);
    for await (const piece of body) {
      const [, wrong] = attempt(() => this.#native.feed(rawBytes(piece)));
      if (wrong) throw wrong.error(callSite);
      for (;;) {
        const rows = unwrap(this.#native.nextRows(PORTION), callSite);
        if (rows === null) break;
        yield* read(this.#types.row, rows);
      }
    }
    return read(this.#types.end, unwrap(this.#native.finish(), callSite));
  }
}

module.exports = { PreparedBill, PreparedCall, requestOf };
