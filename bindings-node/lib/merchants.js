'use strict';

// Several merchants in one process: their clients by name. Whose notification it is decides the core.

const { unwrap } = require('./calls');
const { QqWxPay, make } = require('./client');
const { bindMethods, captureStack } = require('./error');
const { notificationHeaders, rawBytes } = require('./message');
const native = require('./native');
const { HandledNotification, addressed } = require('./notification');
const { partsOf } = require('./operation-kinds');
const { Refusal, attempt } = require('./refusal');

/** The clients of several merchants, each by a name of your own; they share connections. */
class Merchants {
  #native = new native.NativeMerchants();
  #clients = new Map();

  constructor() {
    bindMethods(this, 'receiveNotification', 'confirmNotification');
  }

  add(name, given, options) {
    const callSite = Merchants.prototype.add;
    const [made, refused] = attempt(() => this.#made(name, given, options));
    given = options = undefined;
    if (refused) throw refused.error(callSite);
    const client = clientOf(made, callSite);
    this.#keep(name, client, this.#native.add(name, partsOf(client).native), made !== client, callSite);
    return client;
  }

  replace(name, given, options) {
    const callSite = Merchants.prototype.replace;
    const [made, refused] = attempt(() => this.#made(name, given, options));
    given = options = undefined;
    if (refused) throw refused.error(callSite);
    const client = clientOf(made, callSite);
    const before = this.#clients.get(name);
    this.#keep(name, client, this.#native.replace(name, partsOf(client).native), made !== client, callSite);
    // Its calls that are under way go on.
    if (before !== client) before.close();
    return client;
  }

  remove(name) {
    const client = this.#clients.get(name);
    if (client === undefined) return false;
    this.#clients.delete(name);
    this.#native.remove(name);
    client.close();
    return true;
  }

  get(name) {
    return this.#clients.get(name);
  }

  names() {
    return [...this.#clients.keys()];
  }

  get size() {
    return this.#clients.size;
  }

  owner(headers, rawBody) {
    const callSite = Merchants.prototype.owner;
    const [found, refused] = attempt(() => this.#native.owner(notificationHeaders(headers), rawBytes(rawBody)));
    headers = rawBody = undefined;
    if (refused) throw refused.error(callSite);
    const { name, others } = JSON.parse(unwrap(found, callSite));
    return { name, pay: this.#clients.get(name), others };
  }

  handleNotification(headers, rawBody) {
    const callSite = Merchants.prototype.handleNotification;
    const [found, refused] = attempt(() => this.#addressee(headers, rawBody, callSite));
    const given = [headers, rawBody];
    headers = rawBody = undefined;
    if (refused) throw refused.error(callSite);
    if (found.handled) return found.handled;
    return addressed(found.pay.handleNotification(...given), found);
  }

  async receiveNotification(headers, rawBody, options) {
    return this.#awaited('receiveNotification', headers, rawBody, options);
  }

  async confirmNotification(headers, rawBody, options) {
    return this.#awaited('confirmNotification', headers, rawBody, options);
  }

  close() {
    for (const name of this.names()) this.remove(name);
  }

  async #awaited(method, headers, rawBody, options) {
    const callSite = captureStack(Merchants.prototype[method]);
    const [found, refused] = attempt(() => this.#addressee(headers, rawBody, callSite));
    const given = [headers, rawBody];
    headers = rawBody = undefined;
    if (refused) throw refused.error(callSite);
    if (found.handled) return found.handled;
    return addressed(await found.pay[method](...given, options), found);
  }

  /** The merchant that it is for, or what it is when it is for none. */
  #addressee(headers, rawBody, callSite) {
    const found = this.#native.addressee(notificationHeaders(headers), rawBytes(rawBody));
    if (typeof found !== 'string') return { handled: new HandledNotification(found, callSite) };
    const { name, others } = JSON.parse(found);
    return { name, others, pay: this.#clients.get(name) };
  }

  /** Keeps a client that the core has taken; one that it refuses is let go, if it was made here. */
  #keep(name, client, reply, isMadeHere, callSite) {
    try {
      unwrap(reply, callSite);
    } catch (error) {
      if (isMadeHere) client.close();
      throw error;
    }
    this.#clients.set(name, client);
  }

  /** A client as it is, or what the core makes of settings. */
  #made(name, given, options) {
    if (typeof name !== 'string') throw new Refusal('WRONG_TYPE', 'name', 'expected a text: the name of the merchant in your shop');
    return given instanceof QqWxPay ? given : make(given, options, this.#native);
  }
}

function clientOf(made, callSite) {
  if (made instanceof QqWxPay) return made;
  unwrap(made.client, callSite);
  return new QqWxPay(made);
}

for (const [symbol, value] of [
  [Symbol.dispose, function dispose() { this.close(); }],
  [Symbol.asyncDispose, async function asyncDispose() { this.close(); }],
]) {
  if (symbol !== undefined) Object.defineProperty(Merchants.prototype, symbol, { value, configurable: true, writable: true });
}

module.exports = { Merchants };
