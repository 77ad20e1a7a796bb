'use strict';

const { captureStack, sdkError } = require('./error');
const { read } = require('./replies');

/** So many reports cross the border at once, if so many are there. */
const PORTION = 100;

/** The reports of a run over open orders or refunds, one for each row, as they come. Leaving the loop ends the run. */
class Reports {
  #native;
  #type;
  #expect;
  #signal;

  /** `expect` compares what a query found with an order of the shop. */
  constructor(native, { type, expect, signal }) {
    this.#native = native;
    this.#type = type;
    this.#expect = expect;
    this.#signal = signal;
  }

  async *[Symbol.asyncIterator]() {
    const callSite = captureStack(this[Symbol.asyncIterator]);
    const signal = this.#signal;
    const close = () => this.#native.close();
    signal?.addEventListener('abort', close, { once: true });
    try {
      for (;;) {
        const reports = signal?.aborted ? null : await this.#native.nextReports(PORTION);
        if (reports === null) break;
        for (const report of read(this.#type, reports, callSite)) yield this.#told(report);
      }
      if (signal?.aborted) throw givenUp(signal, callSite);
    } finally {
      signal?.removeEventListener('abort', close);
      close();
    }
  }

  /** The report with the event that a notification would bring, so that the same function of the shop takes it. */
  #told(report) {
    if (report.result === 'paid') {
      const { found } = report;
      const expect = { value: (expected) => this.#expect({ found, expected }) };
      report.paid = Object.defineProperties({ type: 'paid', ...report.paid }, { expect });
    } else if (report.result === 'ended') {
      report.refund = { type: 'refund', ...report.refund };
    }
    return report;
  }
}

/** What was not reported by then is open as before. */
function givenUp(signal, callSite) {
  const error = sdkError('CALL_ABANDONED', undefined, 'the run was given up: what it did not report stays open', { callSite, cause: signal.reason });
  error.retry = 'same_request';
  return error;
}

module.exports = { Reports };
