'use strict';

// How each kind of operation is run, for the methods in `generated/operations.js`. They hand over what they were given in a list: a crash
// reporter sees the variables of every function on the stack, theirs too, so the list is emptied before anything is thrown (see refusal.js).

const { toExplicitJson, toJson } = require('./arguments');
const { BillRows } = require('./bill');
const { unwrap, withSignal } = require('./calls');
const { captureStack } = require('./error');
const { callOptions } = require('./options');
const { Detached, Refusal, attempt } = require('./refusal');
const { read } = require('./replies');
const { Reports } = require('./reports');

/** What a whole request is called when it is wrong as such. */
const REQUEST = '(the request)';

/** What each client consists of: `{ native, host }`; there is a host where the core asks functions of the shop. */
const clients = new WeakMap();

function enroll(client, native, host) {
  clients.set(client, { native, host });
  host?.belongsTo(native);
}

/** The parts of the client that a method was called on. */
function partsOf(self) {
  const parts = clients.get(self);
  if (parts === undefined) throw new Detached();
  return parts;
}

/** A call over the network that has all it needs: the function takes the place of the call, and makes it. */
function ready(self, options, invoke) {
  const { native, host } = partsOf(self);
  const { timeoutMs, signal } = callOptions(options);
  host?.refuseReentry();
  const limited = (number) => invoke(native, { timeout: timeoutMs, number });
  return (callSite) => withSignal(signal, { callSite, client: native, host, invoke: limited });
}

/** Over the network. */
async function call(self, method, operation, given, type) {
  const callSite = captureStack(method);
  const options = given[1];
  const [run, refused] = attempt(() => {
    const json = toJson(given[0], REQUEST);
    return ready(self, options, (native, limits) => native.call(operation, json, limits));
  });
  given.length = 0;
  if (refused) throw refused.error(callSite);
  return read(type, await run(callSite), callSite, options?.signal);
}

/** At once. */
function now(self, method, operation, given, type) {
  const json = operation === 'expect_payment' ? toExplicitJson : toJson;
  const [reply, refused] = attempt(() => partsOf(self).native.callSync(operation, json(given[0], REQUEST)));
  given.length = 0;
  if (refused) throw refused.error(method);
  return read(type, unwrap(reply, method), method);
}

/** Over the network, row by row. */
async function bill(self, method, operation, given, types) {
  const callSite = captureStack(method);
  const [run, refused] = attempt(() => {
    const json = toJson(given[0], REQUEST);
    return ready(self, given[1], (native, limits) => native.bill(operation, json, limits));
  });
  given.length = 0;
  if (refused) throw refused.error(callSite);
  return new BillRows(await run(callSite), types);
}

/** Over the network, report by report; nothing is sent before the first is waited for. */
function reports(self, method, operation, given, type) {
  const [begun, refused] = attempt(() => {
    // Everybody's first try.
    if (Array.isArray(given[0])) throw new Refusal('WRONG_TYPE', REQUEST, 'expected an object that holds the list');
    const { native, host } = partsOf(self);
    const { timeoutMs, signal } = callOptions(given[1]);
    host?.refuseReentry();
    return { native: native.reports(operation, toJson(given[0], REQUEST), { timeout: timeoutMs }), signal };
  });
  given.length = 0;
  if (refused) throw refused.error(method);
  const expect = (payment) => self.expectPayment(payment);
  return new Reports(unwrap(begun.native, method), { type, expect, signal: begun.signal });
}

module.exports = { REQUEST, bill, call, enroll, now, partsOf, ready, reports };
