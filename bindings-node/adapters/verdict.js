'use strict';

// What a function of the shop gave, and what that means: `done` and `declined`, or something that looks like an answer to the request. An
// arrow function gives whatever its expression is: a row, a count, an object of a database. That is no answer, so it means nothing.

/** What is to be run, and never was. */
const UNRUN = new Set(['[object Generator]', '[object AsyncGenerator]', '[object Iterator Helper]']);

/** The codes of WeChat Pay's own answers. */
const WORDS = /^(success|fail)$/i;

/** `{ result, detail }`, or `{ acknowledgement }`. `detail` is the name of a type, never a value. */
function verdict(value) {
  if (value === undefined || value === null || value === true) return { result: 'done' };
  if (value === false) return { result: 'declined' };
  if (isAcknowledgement(value)) return { acknowledgement: value };
  const detail = likeAnswer(value);
  return detail === undefined ? { result: 'done' } : { result: 'answer_like', detail };
}

/** An answer of this library: `failure` of a notification, or what `accept` gives. */
function isAcknowledgement(value) {
  return typeof value === 'object' && isStatus(value.status) && typeof value.contentType === 'string' && typeof value.body === 'string';
}

/** How something that looks like an answer is called; `undefined` for anything else. */
function likeAnswer(value) {
  switch (typeof value) {
    case 'number':
      return isStatus(value) ? 'status number' : undefined;
    case 'string':
    case 'symbol':
    case 'function':
      return typeof value;
    case 'object':
      return Array.isArray(value) ? (isStatus(value[0]) ? 'array with a status' : undefined) : likeAnswerObject(value);
    default:
      return undefined;
  }
}

function likeAnswerObject(value) {
  const tag = Object.prototype.toString.call(value);
  if (value instanceof Error || tag === '[object Error]' || tag === '[object DOMException]') return nameOf(value, 'Error');
  if (tag === '[object Response]') return 'Response';
  if (UNRUN.has(tag) || typeof value.subscribe === 'function') return nameOf(value, 'generator');
  // Node's response, and those of Express, Fastify and Koa.
  if (typeof value.writeHead === 'function' || (typeof value.send === 'function' && isSettable(value))) return nameOf(value, 'response');
  if (isStatus(value.status) || isStatus(value.statusCode)) return 'object with a status';
  for (const word of [value.code, value.return_code]) if (typeof word === 'string' && WORDS.test(word)) return "object like WeChat Pay's answer";
  return undefined;
}

function isSettable(value) {
  return typeof value.status === 'function' || typeof value.code === 'function';
}

function isStatus(value) {
  return Number.isInteger(value) && value >= 100 && value <= 599;
}

/** The name of a class, if it is one that a log can take. */
function nameOf(value, otherwise) {
  const name = value.constructor?.name;
  return typeof name === 'string' && /^\w{1,40}$/.test(name) ? name : otherwise;
}

module.exports = { verdict };
