'use strict';

// The parts of a client that a shop brings along, as answers to the questions of the core: who gives the access token, signs, sends.

const { Host } = require('./host');
const { redact } = require('./redact');
const { Refusal } = require('./refusal');
const { signature } = require('./signer');
const { send } = require('./transport');

/** The functions of each part. One that has a single function may be given as that function. */
const FUNCTIONS = {
  tokenProvider: ['accessToken'],
  tokenStore: ['load', 'acquireLease', 'save', 'releaseLease'],
  signer: ['sign'],
  transport: ['send'],
};

/** These may be given as a function. */
const MAY_BE_FUNCTIONS = ['signer', 'transport'];

/** What the core is told of the parts, and the host that answers for them; nothing when there are none. */
function partsOfHost(options) {
  const given = Object.keys(FUNCTIONS).filter((name) => options[name] !== undefined);
  if (given.length === 0) return {};
  if (given.includes('tokenProvider') && given.includes('tokenStore')) throw new Refusal('TOKEN_SOURCE_GIVEN_TWICE', 'tokenProvider', '');
  const answers = {};
  for (const part of given) Object.assign(answers, answersOf(part, options[part]));
  const source = given.includes('tokenProvider') ? 'provider' : given.includes('tokenStore') ? 'store' : undefined;
  const host = new Host(answers);
  return { host, told: { ask: host.ask, tokenSource: source, sends: given.includes('transport'), signs: given.includes('signer') } };
}

function answersOf(part, given) {
  if (typeof given === 'function' && MAY_BE_FUNCTIONS.includes(part)) given = { [FUNCTIONS[part][0]]: given };
  for (const name of FUNCTIONS[part]) {
    if (typeof given?.[name] !== 'function') throw new Refusal('FIELD_MISSING', `${part}.${name}`, 'expected a function');
  }
  if (part === 'signer') return { sign: (asked) => signature(given, asked) };
  if (part === 'transport') return { send: (asked, signal) => send(given, asked, signal) };
  return Object.fromEntries(FUNCTIONS[part].map((name) => [name, (asked) => kept(given, name, asked)]));
}

/** Asks a token provider or store. */
async function kept(source, name, asked) {
  // The token that a store is to save.
  for (const item of asked) if (typeof item === 'object') redact(item);
  const value = await source[name](...asked);
  // `null` is what `SET NX` of Redis gives when somebody else has the lease; nothing at all is a function without `return`.
  return value === undefined && (name === 'acquireLease' || name === 'save') ? [] : value;
}

module.exports = { PARTS: Object.keys(FUNCTIONS), partsOfHost };
