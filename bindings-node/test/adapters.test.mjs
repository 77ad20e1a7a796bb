// The adapters in the real frameworks: raw bytes, the exact answer, a parser that was there before, a handler that throws.
import 'reflect-metadata';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { Controller, Module, Post, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express4 from 'express4';
import express5 from 'express5';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import { control, listen, open, order, until } from './helpers.mjs';

const require = createRequire(import.meta.url);
const adapter = (name) => require(`../adapters/${name}.js`).notifications;

let shop;
let merchant;
let genuine;

before(async () => {
  merchant = await listen(async (headers, body) => {
    genuine = { headers, body };
    return shop.pay.handleNotification(headers, body).acknowledgement;
  });
  shop = await open({ notifyUrl: merchant.address });
  const placed = await shop.pay.placeOrder(order());
  await control(shop.base, 'POST', '/sandbox/pay', { h5_url: placed.h5Url });
  await until('the notification', () => genuine);
});

after(async () => {
  merchant.close();
  await shop.close();
});

/** Listens with Node's own server, as most frameworks do. */
async function serve(handle) {
  const server = createServer(handle);
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => { server.close(); server.closeAllConnections(); } };
}

const express = (make) => async (parse, handler, options) => {
  const app = make();
  if (parse) app.use(make.json());
  app.post('/notify', adapter('express')(shop.pay, handler, options));
  return serve(app);
};

async function koa(parse, handler, options) {
  const app = new Koa();
  if (parse) app.use(bodyParser());
  app.use(adapter('koa')(shop.pay, handler, options));
  return serve(app.callback());
}

async function withFastify(_parse, handler, options) {
  const app = fastify();
  app.post('/other', async (request) => request.body);
  await app.register(adapter('fastify')(shop.pay, handler, options), { path: '/notify' });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const other = await fetch(`${address}/other`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
  assert.deepEqual(await other.json(), { a: 1 }, 'other routes keep their parser');
  return { address, close: () => app.close() };
}

async function hono(parse, handler, options) {
  const app = new Hono();
  if (parse) app.use(async (context, next) => { await context.req.raw.json().catch(() => {}); await next(); });
  const handle = adapter('web')(shop.pay, handler, options);
  app.post('/notify', (context) => handle(context.req.raw));
  return { send: (headers, body) => app.request('/notify', { method: 'POST', headers, body }), close: () => {} };
}

async function nest(parse, handler, options) {
  const handle = adapter('nest')(shop.pay, handler, options);
  class Notifications {
    notify(request, response) {
      return handle(request, response);
    }
  }
  Controller()(Notifications);
  Post('notify')(Notifications.prototype, 'notify', Object.getOwnPropertyDescriptor(Notifications.prototype, 'notify'));
  Req()(Notifications.prototype, 'notify', 0);
  Res()(Notifications.prototype, 'notify', 1);
  class Root {}
  Module({ controllers: [Notifications] })(Root);
  const app = await NestFactory.create(Root, { logger: false, rawBody: !parse });
  await app.listen(0, '127.0.0.1');
  return { address: `http://127.0.0.1:${app.getHttpServer().address().port}`, close: () => app.close() };
}

const FRAMEWORKS = { 'Express 4': express(express4), 'Express 5': express(express5), Koa: koa, Fastify: withFastify, Hono: hono, NestJS: nest };

for (const [name, start] of Object.entries(FRAMEWORKS)) {
  test(name, async () => {
    const seen = [];
    const errors = [];
    let behave = () => {};
    const handler = async (handled) => { seen.push(handled.outcome.type); return behave(); };
    const run = async (parse, act) => {
      const app = await start(parse, handler, { onError: (error) => errors.push(error) });
      const kept = Object.entries(genuine.headers).filter(([header]) => /^(wechatpay-|content-type)/.test(header));
      const send = async (body = genuine.body, headers = Object.fromEntries(kept)) => {
        const reply = app.send ? await app.send(headers, body) : await fetch(`${app.address}/notify`, { method: 'POST', headers, body });
        return [reply.status, reply.headers.get('content-type'), await reply.text()];
      };
      try {
        await act(send);
      } finally {
        await app.close();
      }
    };
    const json = 'application/json; charset=utf-8';
    await run(false, async (send) => {
      assert.deepEqual(await send(), [200, json, '{"code":"SUCCESS","message":"成功"}']);
      assert.deepEqual(seen, ['payment']);
      const changed = Buffer.concat([genuine.body, Buffer.from(' ')]);
      assert.deepEqual(await send(changed), [401, json, '{"code":"FAIL","message":"失败"}']);
      assert.deepEqual([seen.length, errors.length], [1, 0], 'a refused notification is not for the handler');
      const bare = { 'content-type': 'application/json' };
      assert.deepEqual((await send(genuine.body, bare))[0], 200);
      assert.deepEqual(seen, ['payment', 'payment'], 'what lost its signature is confirmed by a query');
      assert.deepEqual((await send(Buffer.from('{}'), bare))[0], 400);
      behave = () => { throw new Error('the database is down'); };
      assert.deepEqual((await send())[0], 500);
      assert.equal(errors[0].message, 'the database is down');
      behave = () => false;
      assert.deepEqual((await send())[0], 500);
      behave = () => {};
      assert.deepEqual((await send())[0], 200);
    });
    if (name === 'Fastify') return; // the plugin has a scope of its own: no parser is there before
    errors.length = 0;
    await run(true, async (send) => {
      assert.equal((await send())[0], 500);
      assert.equal(errors[0]?.code, 'RAW_BODY_NEEDED', `${errors[0]}`);
      assert.match(errors[0].message, /rawBody: true/);
    });
  });
}
