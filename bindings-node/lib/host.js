'use strict';

// The host's own functions that the core asks: a token provider or a token store.

const { AsyncLocalStorage } = require('node:async_hooks');
const { redact } = require('./redact');
const { Refusal } = require('./refusal');

const SOURCES = {
  tokenProvider: { word: 'provider', functions: ['accessToken'] },
  tokenStore: { word: 'store', functions: ['load', 'acquireLease', 'save', 'releaseLease'] },
};

/** So many thrown errors are kept for the calls that fail because of them. */
const KEPT = 100;

/** Which host's functions are running here: `{ host, question, open, outer }`, the innermost first. */
const running = new AsyncLocalStorage();

/** Answers the questions of one client. */
class Host {
  #thrown = new Map();
  #client;
  #functions;

  constructor(functions) {
    this.#functions = functions;
  }

  /** The client is held weakly: it must be free to go while its function is still known to the core. */
  belongsTo(client) {
    this.#client = new WeakRef(client);
  }

  /** Never throws: what the host throws is kept, and given to the call that fails because of it. */
  ask = (number, question, json) => {
    this.#answer(number, question, json).catch(() => {});
  };

  async #answer(number, question, json) {
    const within = { host: this, question, open: true, outer: running.getStore() };
    let answer;
    try {
      const given = JSON.parse(json, (_, item) => item ?? undefined);
      // The token that a store is to save.
      for (const item of given) if (typeof item === 'object') redact(item);
      const value = await running.run(within, () => this.#functions[question](...given));
      // `null` is what `SET NX` of Redis gives when somebody else has the lease; nothing at all is a function without `return`.
      const forgotten = value === undefined && (question === 'acquireLease' || question === 'save');
      answer = JSON.stringify(forgotten ? [] : value ?? null);
    } catch (error) {
      this.#thrown.set(number, error);
      if (this.#thrown.size > KEPT) this.#thrown.delete(this.#thrown.keys().next().value);
    }
    within.open = false;
    this.#client?.deref()?.answer(number, answer);
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

/** The token source among the options of a client: at most one, with all its functions. */
function tokenSource(options) {
  const given = Object.keys(SOURCES).filter((name) => options[name] !== undefined);
  if (given.length === 0) return undefined;
  if (given.length > 1) throw new Refusal('TOKEN_SOURCE_GIVEN_TWICE', 'tokenProvider', '');
  const { word, functions } = SOURCES[given[0]];
  for (const name of functions) {
    if (typeof options[given[0]]?.[name] !== 'function') {
      throw new Refusal('FIELD_MISSING', `${given[0]}.${name}`, 'expected a function');
    }
  }
  return { word, host: new Host(options[given[0]]) };
}

module.exports = { tokenSource };
