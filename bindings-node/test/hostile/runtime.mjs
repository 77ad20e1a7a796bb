// The adapter for `Request` and `Response` on the servers of Deno and Bun. It prints its port, and answers `/memory` with the memory it takes.
import { createRequire } from 'node:module';
import process from 'node:process';

const require = createRequire(import.meta.url);
const { QqWxPay } = require('../../lib/index.js');
const { notifications } = require('../../adapters/web.js');

const handle = notifications(QqWxPay.fromEnv(), { paid() { throw new Error('thrown'); }, refund() {}, onError: () => Promise.reject(new Error('rejected')) });
const taking = notifications(QqWxPay.fromEnv(), { paid() {} });

function answer(request) {
  const { pathname } = new URL(request.url);
  if (pathname === '/memory') return new Response(String(process.memoryUsage().rss));
  return pathname === '/well' ? taking(request) : handle(request);
}

const said = (port) => console.log(`port ${port}`);
if (globalThis.Deno) Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: ({ port }) => said(port) }, answer);
else said(Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: answer }).port);
