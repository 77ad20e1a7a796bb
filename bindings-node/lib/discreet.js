'use strict';

// What a printed value must not show: the payer, secrets, links. It shows in `JSON.stringify`, which is asked for: the mini program needs it.

const HIDDEN = require('../generated/hidden');

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const MARK = { [INSPECT]: () => '<hidden>' };
/** Enumerable, so that `{ ...placed }` and `Object.assign` take it along; JSON knows no symbols, and neither does `structuredClone`. */
const PRINTED = { value: printed, configurable: true, enumerable: true, writable: true };

/** The value itself, which `console.log` and every logger that uses `util.inspect` print without what is to be hidden. */
function discreet(value) {
  if (value === null || typeof value !== 'object') return value;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return value;
  let hides = false;
  for (const name in value) {
    const item = value[name];
    if (typeof item === 'object') discreet(item);
    if (item !== null && HIDDEN.has(name)) hides = true;
  }
  return hides ? Object.defineProperty(value, INSPECT, PRINTED) : value;
}

function printed() {
  const { [INSPECT]: _printed, ...shown } = this;
  for (const name of Object.keys(shown)) if (HIDDEN.has(name) && shown[name] !== null) shown[name] = MARK;
  return shown;
}

module.exports = { discreet };
