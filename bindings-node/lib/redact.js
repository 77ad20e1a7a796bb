'use strict';

// What a printed value must not show: the payer, secrets, links. It shows in `JSON.stringify`, which is asked for: the mini program needs it.

const { HIDDEN } = require('../generated/fields');

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const MARK = { [INSPECT]: () => '<hidden>' };
/**
 * The object itself, which `console.log` and every logger that uses `util.inspect` print without what is to be hidden. `{ ...placed }` and
 * `Object.assign` take that along; JSON knows no symbols, and neither does `structuredClone`.
 */
function redact(value) {
  value[INSPECT] = printed;
  return value;
}

/** A copy may hold fields of several types, so it hides what any of them does. */
function printed() {
  const { [INSPECT]: _printed, ...shown } = this;
  for (const name of Object.keys(shown)) if (HIDDEN.has(name) && shown[name] !== null) shown[name] = MARK;
  return shown;
}

module.exports = { redact };
