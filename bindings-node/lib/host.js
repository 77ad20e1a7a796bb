'use strict';

// The host's own functions that the core asks: what each part of a client answers is in `parts.js`.

const { AsyncLocalStorage } = require('node:async_hooks');
const { Refusal } = require('./refusal');

/** So many thrown errors are kept for the calls that fail because of them. */
const KEPT = 100;

/** In the place of a question: nobody waits for the answer to it any more. */
const FORGOTTEN = 'forgotten';

/** Which host's functions are running here: `{ host, question, open, outer }`, the innermost first. */
const running = new AsyncLocalStorage();

/** What a part answers instead of its result: the call that waits finds `error` as its cause. */
class Failed {
  constructor(error, answer) {
    this.error = error;
    this.answer = answer;
  }
}

/** Answers the questions of one client. */
class Host {
  #thrown = new Map();
  #waiting = new Map();
  #client;
  #answers;

  /** `answers` has a function for each question, which takes what is asked and a signal for work that nobody waits for any more. */
  constructor(answers) {
    this.#answers = answers;
  }

  /** The client is held weakly: it must be free to go while its function is still known to the core. */
  belongsTo(client) {
    this.#client = new WeakRef(client);
  }

  /** Never throws: what the host throws is kept, and given to the call that fails because of it. */
  ask = (number, question, json) => {
    if (question === FORGOTTEN) this.#waiting.get(number)?.abort();
    else this.#answer(number, question, json).catch(() => {});
  };

  async #answer(number, question, json) {
    const within = { host: this, question, open: true, outer: running.getStore() };
    const forgotten = new AbortController();
    this.#waiting.set(number, forgotten);
    let answer;
    try {
      const given = JSON.parse(json, (_, item) => item ?? undefined);
      const value = await running.run(within, () => this.#answers[question](given, forgotten.signal));
      if (value instanceof Failed) this.#keep(number, value.error);
      answer = JSON.stringify((value instanceof Failed ? value.answer : value) ?? null);
    } catch (error) {
      answer = undefined;
      this.#keep(number, error instanceof Refusal ? error.error() : error);
    }
    within.open = false;
    this.#waiting.delete(number);
    this.#client?.deref()?.answer(number, answer);
  }

  #keep(number, error) {
    this.#thrown.set(number, error);
    if (this.#thrown.size > KEPT) this.#thrown.delete(this.#thrown.keys().next().value);
  }

  /** The client would wait for its own function, which waits for the client. What such a function leaves running behind it is free. */
  refuseReentry() {
    for (let within = running.getStore(); within !== undefined; within = within.outer) {
      if (within.open && within.host === this) throw new Refusal('CLIENT_REENTERED', undefined, `\`${within.question}\` called it`);
    }
  }

  /** What the host threw in answer to this question. */
  thrown(question) {
    const error = this.#thrown.get(question);
    this.#thrown.delete(question);
    return error;
  }
}

module.exports = { Failed, Host };
