'use strict';

// What an HTTP framework hands over: headers in one of many shapes, and the raw body.

const { Refusal } = require('./refusal');

/** Headers as one JSON list: name, value, name, value, ... */
function headerList(headers, keep = () => true) {
  const list = [];
  const add = (name, value) => {
    if (value === undefined || value === null || !keep(name)) return;
    for (const item of Array.isArray(value) ? value : [value]) list.push(wellFormed(name), wellFormed(item));
  };
  // One that is broken leaves the others as they are.
  for (const pair of entries(headers)) if (Array.isArray(pair)) add(String(pair[0]), pair[1]);
  return JSON.stringify(list);
}

/** A reply as an HTTP client received it: its status checked, its headers as one JSON list. */
function received(reply) {
  const { status, headers, body } = reply ?? {};
  if (!(Number.isInteger(status) && status >= 0 && status <= 999)) {
    throw new Refusal('WRONG_TYPE', 'status', 'expected the HTTP status, a number');
  }
  return { status, headers: headerList(headers), body };
}

/** The headers of a notification that matter: the others stay here. */
function notificationHeaders(headers) {
  return headerList(headers, (name) => name.length > 9 && name.slice(0, 10).toLowerCase() === 'wechatpay-');
}

function entries(headers) {
  if (headers === null || typeof headers !== 'object') {
    throw new Refusal('WRONG_TYPE', 'headers', 'expected headers: of Node, fetch, a Map, or pairs');
  }
  if (Array.isArray(headers)) return pairs(headers);
  return typeof headers[Symbol.iterator] === 'function' ? headers : Object.entries(headers);
}

/** Pairs as in `[[name, value]]`, or flat as in Node's `rawHeaders`. */
function* pairs(list) {
  if (!list.some(Array.isArray)) {
    for (let index = 0; index + 1 < list.length; index += 2) yield [list[index], list[index + 1]];
  } else {
    yield* list;
  }
}

function wellFormed(value) {
  const text = String(value);
  return text.isWellFormed?.() ? text : text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** The raw bytes. Text and objects are no raw bytes: a parser has been there before; `hint` says what to do about it. */
function rawBytes(body, hint) {
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (isArrayBuffer(body)) return new Uint8Array(body);
  throw new Refusal('RAW_BODY_NEEDED', 'body', `got ${described(body)}${hint ? `; ${hint}` : ''}`);
}

function isArrayBuffer(body) {
  const kind = Object.prototype.toString.call(body);
  return kind === '[object ArrayBuffer]' || kind === '[object SharedArrayBuffer]';
}

function described(body) {
  if (body === undefined || body === null) return `${body}: was the body read before?`;
  if (typeof body === 'string') return 'a text: it may have been decoded or written anew';
  if (typeof body !== 'object') return `a ${typeof body}`;
  if (typeof body.pipe === 'function' || typeof body.getReader === 'function') return 'a stream: read it first';
  return 'an object: a parser such as express.json() was there before';
}

module.exports = { notificationHeaders, rawBytes, received };
