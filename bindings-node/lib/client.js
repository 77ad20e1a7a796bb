'use strict';

const { Operations, PREPARED, PREPARED_BILLS } = require('../generated/operations');
const { toJson } = require('./arguments');
const { unwrap } = require('./calls');
const { place } = require('./error');
const { tokenSource } = require('./host');
const { REQUEST, enroll, partsOf, ready } = require('./kinds');
const { notificationHeaders, rawBytes } = require('./message');
const native = require('./native');
const { HandledNotification } = require('./notification');
const { observation } = require('./observer');
const { accessTokenOf, known } = require('./options');
const { PreparedBill, PreparedCall } = require('./prepared');
const { attempt } = require('./refusal');
const { Variables, settingsSource } = require('./settings');

const OPTIONS = ['observer', 'tokenProvider', 'tokenStore'];

/** Takes WeChat Pay in a QQ mini program. Make one for the life of the process. */
class QqWxPay extends Operations {
  constructor(settings, options = {}) {
    const at = new.target;
    const [made, refused] = attempt(() => make(settings, options));
    // A crash reporter sees the variables of a function that throws: see refusal.js. The same below.
    settings = options = undefined;
    if (refused) throw refused.error(at);
    super();
    enroll(this, unwrap(made.client, at), made.host);
  }

  static fromEnv(options = {}) {
    // As a function of its own, it makes the class itself.
    const Client = this ?? QqWxPay;
    const at = Client.fromEnv;
    const [given, refused] = attempt(() => {
      const { env = process.env, ...parts } = known(options, ['env', ...OPTIONS], ['testing']);
      return [new Variables(env), parts];
    });
    options = undefined;
    if (refused) throw refused.error(at);
    return new Client(...given);
  }

  prepare(operation, request = {}, options) {
    const at = QqWxPay.prototype.prepare;
    const name = named(operation, PREPARED);
    const [prepared, refused] = attempt(() => partsOf(this).native.prepare(name, toJson(request, REQUEST), accessTokenOf(options)));
    request = options = undefined;
    if (refused) throw refused.error(at);
    return new PreparedCall(unwrap(prepared, at), name);
  }

  prepareBill(operation, request) {
    const at = QqWxPay.prototype.prepareBill;
    const [prepared, refused] = attempt(() => partsOf(this).native.prepareBill(named(operation, PREPARED_BILLS), toJson(request, REQUEST)));
    request = undefined;
    if (refused) throw refused.error(at);
    return new PreparedBill(unwrap(prepared, at));
  }

  handleNotification(headers, rawBody) {
    const at = QqWxPay.prototype.handleNotification;
    const [handled, refused] = attempt(() => partsOf(this).native.handleNotification(notificationHeaders(headers), rawBytes(rawBody)));
    headers = rawBody = undefined;
    if (refused) throw refused.error(at);
    return new HandledNotification(unwrap(handled, at), at);
  }

  async receiveNotification(headers, rawBody, options) {
    const at = place(QqWxPay.prototype.receiveNotification);
    const [run, refused] = attempt(() => awaited(this, false, headers, rawBody, options));
    headers = rawBody = undefined;
    if (refused) throw refused.error(at);
    return new HandledNotification(await run(at), at);
  }

  async confirmNotification(headers, rawBody, options) {
    const at = place(QqWxPay.prototype.confirmNotification);
    const [run, refused] = attempt(() => awaited(this, true, headers, rawBody, options));
    headers = rawBody = undefined;
    if (refused) throw refused.error(at);
    return new HandledNotification(await run(at), at);
  }

  close() {
    const [parts, refused] = attempt(() => partsOf(this));
    if (refused) throw refused.error(QqWxPay.prototype.close);
    parts.native.close();
  }
}

const DISPOSERS = [
  [Symbol.dispose, function dispose() { this.close(); }],
  [Symbol.asyncDispose, async function asyncDispose() { this.close(); }],
];
for (const [symbol, value] of DISPOSERS) {
  if (symbol !== undefined) Object.defineProperty(QqWxPay.prototype, symbol, { value, configurable: true, writable: true });
}

/** What the core makes of settings and parts: a client, or the failure. */
function make(settings, options) {
  const source = tokenSource(known(options, OPTIONS, ['testing']));
  const client = native.createClient({
    ...settingsSource(settings),
    ask: source?.host.ask,
    observe: observation(options.observer),
    onlyFaults: options.observer === undefined,
    testing: options.testing,
    tokenSource: source?.word,
  });
  return { client, host: source?.host };
}

/** What the core calls an operation; it refuses the name of none. */
function named(operation, names) {
  return names.get(operation) ?? String(operation);
}

/** The handling of a notification that waits for keys, or for the answer to a query. */
function awaited(self, confirm, headers, rawBody, options) {
  partsOf(self);
  const [list, body] = [notificationHeaders(headers), rawBytes(rawBody)];
  return ready(self, options, (client, limits) => client.awaitNotification(confirm, list, body, limits));
}

module.exports = { QqWxPay };
