// The adapters in the real frameworks, each with the same addresses: /notify; /parsed with a body parser before; /answered, where
// somebody else has replied before; /limited, where somebody else replies after a while.
import 'reflect-metadata';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { serve as serveHono } from '@hono/node-server';
import { All, Controller, Module, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express4 from 'express4';
import express5 from 'express5';
import fastify from 'fastify';
import { Hono } from 'hono';
import { timeout } from 'hono/timeout';
import Koa from 'koa';
import bodyParser from 'koa-bodyparser';

const require = createRequire(import.meta.url);
const adapter = (name) => require(`../../adapters/${name}.js`).notifications;

/** So long somebody else waits before replying, in milliseconds. */
const PATIENCE = 30;

/** Listens with Node's own server, as most frameworks do. */
export async function serve(handle) {
  const server = createServer(handle);
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => { server.close(); server.closeAllConnections(); } };
}

/** What stands before the adapter at each address; for everything with Node's request and response. */
const BEFORE = {
  '/answered': (_request, response, next) => { response.end('somebody else'); next(); },
  '/limited': (_request, response, next) => { setTimeout(() => { response.statusCode = 503; response.end('too late'); }, PATIENCE); next(); },
};

async function bare(given) {
  const handle = adapter('express')(...given);
  return serve((request, response) => {
    const before = BEFORE[request.url];
    if (before) before(request, response, () => { handle(request, response); });
    else handle(request, response);
  });
}

const express = (make) => async (given) => {
  const app = make();
  app.use('/parsed', make.json());
  for (const [path, before] of Object.entries(BEFORE)) app.use(path, before);
  app.use(adapter('express')(...given));
  return serve(app);
};

async function koa(given) {
  const app = new Koa();
  app.silent = true;
  const parse = bodyParser();
  app.use((context, next) => {
    if (context.path === '/parsed') return parse(context, next);
    BEFORE[context.path]?.(context.req, context.res, () => {});
    return next();
  });
  app.use(adapter('koa')(...given));
  return serve(app.callback());
}

async function withFastify(given) {
  const app = fastify();
  app.post('/other', async (request) => request.body);
  app.addHook('onRequest', async (request, reply) => {
    if (request.url === '/answered') await reply.send('somebody else');
    if (request.url === '/limited') setTimeout(() => { reply.code(503).send('too late'); }, PATIENCE);
  });
  for (const path of ['/notify', '/parsed', '/answered', '/limited']) await app.register(adapter('fastify')(...given), { path });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { address, close: () => app.close() };
}

async function nest(given) {
  const handle = adapter('nest')(...given);
  class Notifications {
    notify(request, response) {
      return handle(request, response);
    }
  }
  Controller()(Notifications);
  All('*path')(Notifications.prototype, 'notify', Object.getOwnPropertyDescriptor(Notifications.prototype, 'notify'));
  Req()(Notifications.prototype, 'notify', 0);
  Res()(Notifications.prototype, 'notify', 1);
  class Root {}
  Module({ controllers: [Notifications] })(Root);
  const app = await NestFactory.create(Root, { logger: false, rawBody: true });
  app.use((request, response, next) => {
    const path = request.originalUrl;
    if (path === '/parsed') return express5.json()(request, response, () => { delete request.rawBody; next(); });
    return BEFORE[path] ? BEFORE[path](request, response, next) : next();
  });
  await app.listen(0, '127.0.0.1');
  return { address: `http://127.0.0.1:${app.getHttpServer().address().port}`, close: () => app.close() };
}

async function hono(given) {
  const app = new Hono();
  const handle = adapter('web')(...given);
  app.use('/parsed', async (context, next) => { await context.req.raw.json().catch(() => {}); await next(); });
  app.use('/answered', async (context, next) => { await next(); context.res = new Response('somebody else'); });
  app.use('/limited', timeout(PATIENCE));
  app.all('*', (context) => handle(context.req.raw));
  const server = serveHono({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => { server.once('listening', resolve); });
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => { server.close(); server.closeAllConnections(); } };
}

export const FRAMEWORKS = { 'node:http': bare, 'Express 4': express(express4), 'Express 5': express(express5), Koa: koa, Fastify: withFastify, Hono: hono, NestJS: nest };
