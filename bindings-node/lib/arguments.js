'use strict';

// From a JavaScript value to JSON text, refusing what JSON would change or drop silently.

const { Refusal } = require('./refusal');

const DEEPEST = 32;

/** The value as JSON text. `undefined` in an object is a field that is left out. */
function toJson(value, name) {
  check(value, '', 0, (path, detail) => new Refusal('WRONG_TYPE', path || name, detail));
  return JSON.stringify(value);
}
/** The same, but a field that is given as `undefined` is not left out: it is told as what it is, nothing. */
function toExplicitJson(value, name) {
  check(value, '', 0, (path, detail) => new Refusal('WRONG_TYPE', path || name, detail));
  return JSON.stringify(value, (_, item) => (item === undefined ? null : item));
}

function check(value, path, depth, refusal) {
  switch (typeof value) {
    case 'string':
      if (!isWellFormed(value)) throw refusal(path, 'half of a surrogate pair');
      return;
    case 'number':
      if (!Number.isFinite(value)) throw refusal(path, 'not a finite number');
      if (!Number.isInteger(value)) throw refusal(path, 'a number with a fraction');
      if (!Number.isSafeInteger(value)) throw refusal(path, 'an integer beyond 2^53 - 1');
      return;
    case 'boolean':
      return;
    case 'object':
      if (value === null) return;
      if (depth === DEEPEST) throw refusal(path, 'too deep, or in a circle');
      return checkObject(value, path, depth + 1, refusal);
    default:
      throw refusal(path, `a ${typeof value}`);
  }
}

function checkObject(value, path, depth, refusal) {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      check(value[index], `${path}[${index}]`, depth, refusal);
    }
    return;
  }
  if (!isPlain(value) || typeof value.toJSON === 'function') {
    throw refusal(path, `an object of class ${value.constructor?.name ?? 'unknown'}`);
  }
  for (const key of Object.keys(value)) {
    if (value[key] !== undefined) check(value[key], path ? `${path}.${key}` : key, depth, refusal);
  }
}

/** Node 18 has no `isWellFormed`. */
function isWellFormed(text) {
  return text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);
}

/** An object literal, also one from another realm (a `vm` context, a test runner). */
function isPlain(value) {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.getPrototypeOf(prototype) === null && Object.prototype.toString.call(value) === '[object Object]';
}

module.exports = { toExplicitJson, toJson };
