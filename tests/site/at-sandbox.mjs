// Leads requests to QQ and WeChat Pay into the sandbox, for programs whose packages know no other address: they stay as they are.
//
//     node --import ./at-sandbox.mjs PROGRAM ARGUMENTS...
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const SANDBOX = {
  'api.mch.weixin.qq.com': process.env.QQ_WXPAY_WECHAT_BASE_URL,
  'api.q.qq.com': process.env.QQ_WXPAY_QQ_BASE_URL,
};

/** The address in the sandbox of one of QQ or WeChat Pay. */
function inSandbox(host) {
  const base = SANDBOX[host];
  if (base === undefined) throw new Error('a test sends nothing to other hosts');
  return new URL(base);
}

https.request = (...given) => {
  const callback = given.find((one) => typeof one === 'function');
  const address = typeof given[0] === 'string' || given[0] instanceof URL ? new URL(given[0]) : undefined;
  const options = { ...given.find((one) => one?.constructor === Object || (one && typeof one === 'object' && !(one instanceof URL))) };
  const { hostname, port, pathname } = inSandbox(address?.hostname ?? options.hostname ?? options.host);
  const path = options.path ?? `${address.pathname}${address.search}`;
  delete options.agent;
  delete options.agents;
  delete options.href;
  return http.request({ ...options, protocol: 'http:', host: hostname, hostname, port, path: `${pathname === '/' ? '' : pathname}${path}` }, callback);
};
https.get = (...given) => {
  const request = https.request(...given);
  request.end();
  return request;
};
syncBuiltinESMExports();

const real = globalThis.fetch;
globalThis.fetch = (address, options) => {
  const { hostname, pathname, search } = new URL(address);
  const base = inSandbox(hostname);
  return real(`${base.origin}${base.pathname === '/' ? '' : base.pathname}${pathname}${search}`, options);
};
