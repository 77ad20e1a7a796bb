'use strict';

// From a JavaScript value to JSON text, refusing what JSON would change or drop silently. A misspelt key is refused by core, which
// knows the fields: `core/src/model/common/json_input.rs`.

const { DAYS, MOMENTS } = require('../generated/fields');
const { Refusal } = require('./refusal');

const DEEPEST = 32;

const CHINA = 8 * 3_600_000;

/** The value as JSON text. `undefined` in an object is a field that is left out. */
function toJson(value, name) {
  check(value, '', 0, refusalOf(name));
  return JSON.stringify(withDays(value));
}

/** The same, but a field that is given as `undefined` is not left out: it becomes `null`. */
function toExplicitJson(value, name) {
  check(value, '', 0, refusalOf(name));
  return JSON.stringify(value, (_, item) => (item === undefined ? null : item));
}

function refusalOf(name) {
  return (path, detail, code = 'WRONG_TYPE') => new Refusal(code, path || name, detail);
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
  if (isDate(value) && takesDate(path)) {
    if (Number.isNaN(value.getTime())) throw refusal(path, 'an invalid Date', 'TIME_FORMAT');
    return;
  }
  if (!isPlain(value) || typeof value.toJSON === 'function') {
    throw refusal(path, `an object of class ${value.constructor?.name ?? 'unknown'}`);
  }
  for (const key of Object.keys(value)) {
    if (!isWellFormed(key)) throw refusal(path, 'a name with half of a surrogate pair');
    if (value[key] !== undefined) check(value[key], path ? `${path}.${key}` : key, depth, refusal);
  }
}

/** Also one from another realm. */
function isDate(value) {
  return Object.prototype.toString.call(value) === '[object Date]';
}

/** A moment may also be in a row of a list. */
function takesDate(path) {
  return MOMENTS.has(path.replace(/^\w+\[\d+\]\./, '')) || DAYS.has(path);
}

/** A moment writes itself in a form that the core takes; a day is the one that it is in China. */
function withDays(value) {
  let written = value;
  for (const name of DAYS) if (isDate(value?.[name])) written = { ...written, [name]: dayInChina(value[name]) };
  return written;
}

/** The day that it is in China at this moment, as WeChat Pay counts days. */
function dayInChina(date) {
  return new Date(date.getTime() + CHINA).toISOString().slice(0, 10);
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

module.exports = { isWellFormed, toExplicitJson, toJson };
