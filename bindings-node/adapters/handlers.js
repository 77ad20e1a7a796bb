'use strict';

// The functions of the shop, one for each event, checked when the route is made.

const { checkOptionNames } = require('../lib/options');
const { Refusal, attempt } = require('../lib/refusal');
const { rateLimiter } = require('../lib/logging');

/** The events. */
const EVENTS = ['paid', 'refund', 'notPaid', 'other'];

/** A function that never runs when it is called: it gives something that would have to be run. */
const GENERATORS = new Set(['[object GeneratorFunction]', '[object AsyncGeneratorFunction]']);

/** The checked functions and options: `{ take, ignored, confirm, onError, due }`; the stack of an error begins with the call site. */
function handlersOf(pay, given, callSite) {
  const [handlers, refused] = attempt(() => {
    checkClient(pay);
    return checked(given);
  });
  if (refused) throw refused.error(callSite);
  return handlers;
}

function checkClient(pay) {
  if (typeof pay === 'function' || typeof pay?.receiveNotification === 'function') return;
  throw new Refusal('WRONG_TYPE', 'pay', 'expected the client, or a function that gives it');
}

function checked(given) {
  if (typeof given === 'function') {
    throw new Refusal('WRONG_TYPE', '(the functions)', 'expected an object with one function for each event: { paid, refund }');
  }
  checkOptionNames(given, [...EVENTS, 'ignore', 'confirm', 'onError']);
  const take = new Map();
  for (const name of [...EVENTS, 'onError']) {
    if (!(name in given)) continue;
    if (typeof given[name] !== 'function') throw new Refusal('WRONG_TYPE', name, `expected a function, not ${described(given[name])}`);
    if (GENERATORS.has(Object.prototype.toString.call(given[name]))) throw new Refusal('HANDLER_ASYNC', name, 'a generator function');
    if (name !== 'onError') take.set(name, given[name]);
  }
  if (take.size === 0) throw new Refusal('NO_EVENT_TAKEN', EVENTS[0], 'there is no function at all');
  const { confirm = false, onError } = given;
  if (typeof confirm !== 'boolean') throw new Refusal('WRONG_TYPE', 'confirm', 'expected true or false');
  return { take, ignored: ignored(given.ignore, take), confirm, onError, due: rateLimiter() };
}

function ignored(names = [], take) {
  if (!Array.isArray(names)) throw new Refusal('WRONG_TYPE', 'ignore', "expected a list of events, such as ['other']");
  names.forEach((name, index) => {
    const field = `ignore[${index}]`;
    if (!EVENTS.includes(name)) throw new Refusal('EVENT_UNKNOWN', field, `known are ${EVENTS.map((each) => `\`${each}\``).join(', ')}`);
    if (take.has(name)) throw new Refusal('EVENT_BOTH_TAKEN_AND_IGNORED', field, `\`${name}\` has a function`);
  });
  return new Set(names);
}

function described(value) {
  return value === null ? 'null' : typeof value;
}

module.exports = { handlersOf };
