'use strict';

const { Operations, PREPARED, PREPARED_BILLS } = require('../generated/operations');
const { toJson } = require('./arguments');
const { unwrap } = require('./calls');
const { captureStack } = require('./error');
const { REQUEST, enroll, partsOf, ready } = require('./operation-kinds');
const { notificationHeaders, rawBytes } = require('./message');
const native = require('./native');
const { HandledNotification } = require('./notification');
const { observation } = require('./observer');
const { accessTokenOf, checkOptionNames } = require('./options');
const { PreparedBill, PreparedCall } = require('./prepared');
const { PARTS, partsOfHost } = require('./parts');
const { attempt } = require('./refusal');
const { EnvironmentSource, settingsSource } = require('./settings');

const OPTIONS = ['observer', ...PARTS];

/** Takes WeChat Pay in a QQ mini program. Make one for the life of the process. */
class QqWxPay extends Operations {
  constructor(settings, options = {}) {
    const callSite = new.target;
    const [made, refused] = attempt(() => (settings instanceof Made ? settings : make(settings, options)));
    // A crash reporter sees the variables of a function that throws: see refusal.js. The same below.
    settings = options = undefined;
    if (refused) throw refused.error(callSite);
    super();
    enroll(this, unwrap(made.client, callSite), made.host);
  }

  static fromEnv(options = {}) {
    // As a function of its own, it makes the class itself.
    const Client = this ?? QqWxPay;
    const callSite = Client.fromEnv;
    const [given, refused] = attempt(() => {
      const { env = process.env, ...parts } = checkOptionNames(options, ['env', ...OPTIONS], ['testing']);
      return [new EnvironmentSource(env), parts];
    });
    options = undefined;
    if (refused) throw refused.error(callSite);
    return new Client(...given);
  }

  prepare(operation, request = {}, options) {
    const callSite = QqWxPay.prototype.prepare;
    const { name, ...types } = PREPARED.get(operation) ?? unknown(operation);
    const [prepared, refused] = attempt(() => partsOf(this).native.prepare(name, toJson(request, REQUEST), accessTokenOf(options)));
    request = options = undefined;
    if (refused) throw refused.error(callSite);
    return new PreparedCall(unwrap(prepared, callSite), types);
  }

  prepareBill(operation, request) {
    const callSite = QqWxPay.prototype.prepareBill;
    const { name, ...types } = PREPARED_BILLS.get(operation) ?? unknown(operation);
    const [prepared, refused] = attempt(() => partsOf(this).native.prepareBill(name, toJson(request, REQUEST)));
    request = undefined;
    if (refused) throw refused.error(callSite);
    return new PreparedBill(unwrap(prepared, callSite), types);
  }

  handleNotification(headers, rawBody) {
    const callSite = QqWxPay.prototype.handleNotification;
    const [handled, refused] = attempt(() => partsOf(this).native.handleNotification(notificationHeaders(headers), rawBytes(rawBody)));
    headers = rawBody = undefined;
    if (refused) throw refused.error(callSite);
    return new HandledNotification(unwrap(handled, callSite), callSite);
  }

  async receiveNotification(headers, rawBody, options) {
    const callSite = captureStack(QqWxPay.prototype.receiveNotification);
    const [run, refused] = attempt(() => awaited(this, false, headers, rawBody, options));
    headers = rawBody = undefined;
    if (refused) throw refused.error(callSite);
    return new HandledNotification(await run(callSite), callSite);
  }

  async confirmNotification(headers, rawBody, options) {
    const callSite = captureStack(QqWxPay.prototype.confirmNotification);
    const [run, refused] = attempt(() => awaited(this, true, headers, rawBody, options));
    headers = rawBody = undefined;
    if (refused) throw refused.error(callSite);
    return new HandledNotification(await run(callSite), callSite);
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

/** What the core makes of settings and parts: `client`, which may be a failure, and the host of its functions. */
class Made {
  constructor(client, host) {
    this.client = client;
    this.host = host;
  }
}

/** Makes it; one of several merchants shares their connections. */
function make(settings, options = {}, merchants = undefined) {
  const { host, told } = partsOfHost(checkOptionNames(options, OPTIONS, ['testing']));
  const client = native.createClient({
    ...settingsSource(settings),
    ...told,
    observe: observation(options.observer),
    onlyFaults: options.observer === undefined,
    testing: options.testing,
  }, merchants);
  return new Made(client, host);
}

/** The core refuses it, naming it. */
function unknown(operation) {
  return { name: String(operation) };
}

/** The handling of a notification that waits for keys, or for the answer to a query. */
function awaited(self, confirm, headers, rawBody, options) {
  partsOf(self);
  const [list, body] = [notificationHeaders(headers), rawBytes(rawBody)];
  return ready(self, options, (client, limits) => client.awaitNotification(confirm, list, body, limits));
}

module.exports = { QqWxPay, make };
