'use strict';

const { unwrap } = require('./calls');
const { captureStack } = require('./error');
const { read } = require('./replies');

/** So many rows cross the border at once. */
const PORTION = 500;

/** The rows of a bill as they arrive. Only `finished` proves them. */
class BillRows {
  #native;
  #types;
  #finished;

  constructor(native, types) {
    this.#native = native;
    this.#types = types;
  }

  /** The totals and what proves the bill; `undefined` before the last row was read. */
  get finished() {
    return this.#finished;
  }

  async *[Symbol.asyncIterator]() {
    const callSite = captureStack(this[Symbol.asyncIterator]);
    try {
      for (;;) {
        const rows = unwrap(await this.#native.nextRows(PORTION), callSite);
        if (rows === null) break;
        yield* read(this.#types.row, rows);
      }
      const end = await this.#native.finished();
      if (end !== null) this.#finished = read(this.#types.end, end);
    } finally {
      await this.#native.close();
    }
  }
}

module.exports = { BillRows };
