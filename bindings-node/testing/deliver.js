'use strict';

// Gives a notification to a handler as its framework would, without a server.

const { IncomingMessage, ServerResponse } = require('node:http');
const { Socket } = require('node:net');
const { Writable } = require('node:stream');

/**
 * What the handler answers. It may be a route of Express, Koa or the web, or a whole app: of Express, Koa, Fastify, Hono, Nest (its
 * `getHttpAdapter().getInstance()`).
 */
async function deliver(handler, notification, { path = '/notify' } = {}) {
  const { status, headers, body } = await answered(handler, notification, path);
  return { status, headers, body, acknowledged: isAcknowledgement(notification, status, body) };
}

function answered(handler, { headers, body }, path) {
  if (typeof handler?.inject === 'function') return injected(handler, { headers, body, path });
  if (typeof handler?.fetch === 'function') return fetched((request) => handler.fetch(request), { headers, body, path });
  if (typeof handler?.callback === 'function') return served(handler.callback(), { headers, body, path });
  if (typeof handler !== 'function') {
    throw new TypeError('deliver takes what `notifications` of an adapter gave, or an app of Express, Koa, Fastify, Hono or Nest');
  }
  return handler.length >= 2 ? served(handler, { headers, body, path }) : fetched(handler, { headers, body, path });
}

/** Fastify. */
async function injected(app, { headers, body, path }) {
  const reply = await app.inject({ method: 'POST', url: path, headers, payload: body });
  return { status: reply.statusCode, headers: reply.headers, body: reply.body };
}

/** Web `Request` and `Response`. */
async function fetched(handler, { headers, body, path }) {
  const response = await handler(new Request(`http://127.0.0.1${path}`, { method: 'POST', headers, body }));
  if (!(response instanceof Response)) {
    throw new TypeError('the handler gave no Response: a middleware of Koa is delivered to by its app, `deliver(app, ...)`');
  }
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

/** Node's own request and response. */
function served(handler, { headers, body, path }) {
  const request = new IncomingMessage(new Socket());
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  Object.assign(request, { method: 'POST', url: path, httpVersion: '1.1', httpVersionMajor: 1, httpVersionMinor: 1 });
  request.headers = Object.fromEntries([...lower, ['host', '127.0.0.1'], ['content-length', String(body.length)]]);
  request.rawHeaders = Object.entries(request.headers).flat();
  request.push(body);
  request.push(null);
  const response = new ServerResponse(request);
  const chunks = [];
  for (const name of ['write', 'end']) {
    const own = response[name];
    response[name] = function noted(chunk, ...rest) {
      if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, typeof rest[0] === 'string' ? rest[0] : 'utf8'));
      else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
      return own.call(this, chunk, ...rest);
    };
  }
  response.assignSocket(new Writable({ write(_chunk, _encoding, done) { done(); } }));
  return new Promise((resolve, reject) => {
    response.on('finish', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({ status: response.statusCode, headers: { ...response.getHeaders() }, body: text });
    });
    Promise.resolve(handler(request, response)).catch(reject);
  });
}

/** What WeChat Pay takes for "received": of V3 the status, of V2 the XML. */
function isAcknowledgement({ body: sent }, status, body) {
  if (sent[0] === '{'.charCodeAt(0)) return status === 200 || status === 204;
  return status >= 200 && status < 300 && /<return_code>(<!\[CDATA\[)?SUCCESS/.test(body);
}

module.exports = { deliver };
