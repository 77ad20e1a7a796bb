'use strict';

const { toJson } = require('./arguments');
const { BillRows } = require('./bill');
const { under, unwrap } = require('./calls');
const { place } = require('./error');
const { tokenSource } = require('./host');
const { notificationHeaders, rawBytes } = require('./message');
const native = require('./native');
const { HandledNotification } = require('./notification');
const { observation } = require('./observer');
const { accessTokenOf, callOptions, known } = require('./options');
const { PreparedBill, PreparedCall } = require('./prepared');
const { read } = require('./replies');
const { Variables, settingsSource } = require('./settings');

const OPTIONS = ['observer', 'tokenProvider', 'tokenStore'];

/** The operations that take nothing but `{ timeoutMs, signal }`. */
const WITHOUT_ARGUMENTS = new Set([
  'accessToken',
  'merchant',
  'prepareAccessToken',
  'prepareCertificates',
  'refreshCertificates',
]);

/** Takes WeChat Pay in a QQ mini program. Make one for the life of the process. */
class QqWxPay {
  #native;
  #host;

  constructor(settings, options = {}) {
    const at = new.target;
    const source = tokenSource(known(options, OPTIONS, at, ['testing']), at);
    this.#host = source?.host;
    const parts = {
      ...settingsSource(settings, at),
      ask: source?.host.ask,
      observe: observation(options.observer, at),
      testing: options.testing,
      tokenSource: source?.word,
    };
    this.#native = unwrap(native.createClient(parts), at);
    this.#host?.belongsTo(this.#native);
  }

  static fromEnv(options = {}) {
    const { env = process.env, ...parts } = known(options, ['env', ...OPTIONS], this.fromEnv, ['testing']);
    return new this(new Variables(env), parts);
  }

  handleNotification(headers, rawBody) {
    const at = this.handleNotification;
    const body = rawBytes(rawBody, at);
    const handled = this.#native.handleNotification(notificationHeaders(headers, at), body);
    return new HandledNotification(unwrap(handled, at), at);
  }

  async receiveNotification(headers, rawBody, options) {
    return this.#notification(false, headers, rawBody, options, place(this.receiveNotification));
  }

  async confirmNotification(headers, rawBody, options) {
    return this.#notification(true, headers, rawBody, options, place(this.confirmNotification));
  }

  close() {
    this.#native.close();
  }

  async #notification(confirm, headers, rawBody, options, at) {
    const body = rawBytes(rawBody, at);
    const list = notificationHeaders(headers, at);
    const handled = await this.#call(options, at, (limits) =>
      this.#native.awaitNotification(confirm, list, body, limits),
    );
    return new HandledNotification(handled, at);
  }

  async #call(options, at, invoke) {
    const { timeoutMs, signal } = callOptions(options, at);
    const limited = (number) => invoke({ timeout: timeoutMs, number });
    return under(signal, { at, client: this.#native, host: this.#host, invoke: limited });
  }

  /** How each kind of operation is run. */
  static #KINDS = {
    call: (name, operation) =>
      async function call(given, options) {
        const at = place(call);
        const json = toJson(given, '(the request)', at);
        const reply = await this.#call(options, at, (limits) => this.#native.call(operation, json, limits));
        return read(name, reply, at, options?.signal);
      },
    now: (name, operation) =>
      function now(given) {
        const reply = unwrap(this.#native.now(operation, toJson(given, '(the request)', now)), now);
        return read(name, reply, now);
      },
    bill: (_, operation) =>
      async function bill(given, options) {
        const at = place(bill);
        const json = toJson(given, '(the request)', at);
        return new BillRows(await this.#call(options, at, (limits) => this.#native.bill(operation, json, limits)));
      },
    prepare: (name, operation) =>
      function prepare(given, options) {
        const json = toJson(given, '(the request)', prepare);
        const accessToken = accessTokenOf(options, prepare);
        return new PreparedCall(unwrap(this.#native.prepare(operation, json, accessToken), prepare), name);
      },
    prepare_bill: (_, operation) =>
      function prepareBill(given) {
        const json = toJson(given, '(the request)', prepareBill);
        return new PreparedBill(unwrap(this.#native.prepareBill(operation, json), prepareBill));
      },
  };

  /** Every operation of the core becomes a method. */
  static {
    for (const { name, operation, kind } of JSON.parse(native.operations())) {
      const method = QqWxPay.#KINDS[kind](name, operation);
      const value = WITHOUT_ARGUMENTS.has(name) ? { [name](options) { return method.call(this, {}, options); } }[name] : method;
      Object.defineProperty(value, 'name', { value: name });
      Object.defineProperty(QqWxPay.prototype, name, { value, configurable: true, writable: true });
    }
  }
}

for (const symbol of [Symbol.dispose, Symbol.asyncDispose]) {
  if (symbol !== undefined) {
    Object.defineProperty(QqWxPay.prototype, symbol, { value: QqWxPay.prototype.close, configurable: true, writable: true });
  }
}

module.exports = { QqWxPay };
