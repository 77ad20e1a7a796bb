'use strict';

const { toExplicitJson, toJson } = require('./arguments');
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
const { Detached, attempt } = require('./refusal');
const { read } = require('./replies');
const { Variables, settingsSource } = require('./settings');

/** What a whole request is called when it is wrong as such. */
const REQUEST = '(the request)';

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
    const [made, refused] = attempt(() => make(settings, options));
    // A crash reporter sees the variables of a function that throws: see refusal.js. The same below.
    settings = options = undefined;
    if (refused) throw refused.error(at);
    this.#native = unwrap(made.client, at);
    this.#host = made.host;
    this.#host?.belongsTo(this.#native);
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

  handleNotification(headers, rawBody) {
    const at = QqWxPay.prototype.handleNotification;
    const [handled, refused] = attempt(() => QqWxPay.#of(this).#native.handleNotification(notificationHeaders(headers), rawBytes(rawBody)));
    headers = rawBody = undefined;
    if (refused) throw refused.error(at);
    return new HandledNotification(unwrap(handled, at), at);
  }

  async receiveNotification(headers, rawBody, options) {
    const at = place(QqWxPay.prototype.receiveNotification);
    const [ready, refused] = attempt(() => QqWxPay.#of(this).#notification(false, headers, rawBody, options));
    headers = rawBody = undefined;
    if (refused) throw refused.error(at);
    return new HandledNotification(await ready(at), at);
  }

  async confirmNotification(headers, rawBody, options) {
    const at = place(QqWxPay.prototype.confirmNotification);
    const [ready, refused] = attempt(() => QqWxPay.#of(this).#notification(true, headers, rawBody, options));
    headers = rawBody = undefined;
    if (refused) throw refused.error(at);
    return new HandledNotification(await ready(at), at);
  }

  close() {
    const [client, refused] = attempt(() => QqWxPay.#of(this));
    if (refused) throw refused.error(QqWxPay.prototype.close);
    client.#native.close();
  }

  /** The client that a method was called on. */
  static #of(self) {
    if (!(#native in Object(self))) throw new Detached();
    return self;
  }

  #notification(confirm, headers, rawBody, options) {
    const [list, body] = [notificationHeaders(headers), rawBytes(rawBody)];
    return QqWxPay.#of(this).#ready(options, (limits) => this.#native.awaitNotification(confirm, list, body, limits));
  }

  /** A call over the network that has all it needs: the function takes the place of the call, and makes it. */
  #ready(options, invoke) {
    const { timeoutMs, signal } = callOptions(options);
    this.#host?.refuseReentry();
    const limited = (number) => invoke({ timeout: timeoutMs, number });
    return (at) => under(signal, { at, client: this.#native, host: this.#host, invoke: limited });
  }

  /** How each kind of operation is run. */
  static #KINDS = {
    call: (name, operation) =>
      async function call(given, options) {
        const at = place(call);
        const [ready, refused] = attempt(() => {
          const json = toJson(given, REQUEST);
          return QqWxPay.#of(this).#ready(options, (limits) => this.#native.call(operation, json, limits));
        });
        given = undefined;
        if (refused) throw refused.error(at);
        return read(name, await ready(at), at, options?.signal);
      },
    now: (name, operation) =>
      function now(given) {
        const json = name === 'expectPayment' ? toExplicitJson : toJson;
        const [reply, refused] = attempt(() => QqWxPay.#of(this).#native.callSync(operation, json(given, REQUEST)));
        given = undefined;
        if (refused) throw refused.error(now);
        return read(name, unwrap(reply, now), now);
      },
    bill: (_, operation) =>
      async function bill(given, options) {
        const at = place(bill);
        const [ready, refused] = attempt(() => {
          const json = toJson(given, REQUEST);
          return QqWxPay.#of(this).#ready(options, (limits) => this.#native.bill(operation, json, limits));
        });
        if (refused) throw refused.error(at);
        return new BillRows(await ready(at));
      },
    prepare: (name, operation) =>
      function prepare(given, options) {
        const [prepared, refused] = attempt(() => QqWxPay.#of(this).#native.prepare(operation, toJson(given, REQUEST), accessTokenOf(options)));
        given = options = undefined;
        if (refused) throw refused.error(prepare);
        return new PreparedCall(unwrap(prepared, prepare), name);
      },
    prepare_bill: (_, operation) =>
      function prepareBill(given) {
        const [prepared, refused] = attempt(() => QqWxPay.#of(this).#native.prepareBill(operation, toJson(given, REQUEST)));
        given = undefined;
        if (refused) throw refused.error(prepareBill);
        return new PreparedBill(unwrap(prepared, prepareBill));
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

module.exports = { QqWxPay };
