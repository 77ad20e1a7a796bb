'use strict';

const { unwrap } = require('./calls');
const { discreet } = require('./discreet');
const { place } = require('./error');

/** So many rows cross the border at once. */
const PORTION = 500;

/** The rows of a bill as they arrive. Only `finished` proves them. */
class BillRows {
  #native;
  #finished;

  constructor(native) {
    this.#native = native;
  }

  /** The totals and what proves the bill; `undefined` before the last row was read. */
  get finished() {
    return this.#finished;
  }

  async *[Symbol.asyncIterator]() {
    const at = place(this[Symbol.asyncIterator]);
    try {
      for (;;) {
        const rows = unwrap(await this.#native.nextRows(PORTION), at);
        if (rows === null) break;
        yield* discreet(JSON.parse(rows));
      }
      const end = await this.#native.finished();
      if (end !== null) this.#finished = JSON.parse(end);
    } finally {
      await this.#native.close();
    }
  }
}

module.exports = { BillRows };
