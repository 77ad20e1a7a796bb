'use strict';

// How each kind of operation is run, for the methods in `generated/operations.js`. They hand over what they were given in a list: a crash
// reporter sees the variables of every function on the stack, theirs too, so the list is emptied before anything is thrown (see refusal.js).

const { toExplicitJson, toJson } = require('./arguments');
const { BillRows } = require('./bill');
const { under, unwrap } = require('./calls');
const { place } = require('./error');
const { callOptions } = require('./options');
const { Detached, attempt } = require('./refusal');
const { read } = require('./replies');

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
  return (at) => under(signal, { at, client: native, host, invoke: limited });
}

/** Over the network. */
async function call(self, method, operation, given) {
  const at = place(method);
  const options = given[1];
  const [run, refused] = attempt(() => {
    const json = toJson(given[0], REQUEST);
    return ready(self, options, (native, limits) => native.call(operation, json, limits));
  });
  given.length = 0;
  if (refused) throw refused.error(at);
  return read(operation, await run(at), at, options?.signal);
}

/** At once. */
function now(self, method, operation, given) {
  const json = operation === 'expect_payment' ? toExplicitJson : toJson;
  const [reply, refused] = attempt(() => partsOf(self).native.callSync(operation, json(given[0], REQUEST)));
  given.length = 0;
  if (refused) throw refused.error(method);
  return read(operation, unwrap(reply, method), method);
}

/** Over the network, row by row. */
async function bill(self, method, operation, given) {
  const at = place(method);
  const [run, refused] = attempt(() => {
    const json = toJson(given[0], REQUEST);
    return ready(self, given[1], (native, limits) => native.bill(operation, json, limits));
  });
  given.length = 0;
  if (refused) throw refused.error(at);
  return new BillRows(await run(at));
}

module.exports = { REQUEST, bill, call, enroll, now, partsOf, ready };
