'use strict';

const { answer } = require('./answer');
const { nodeBody } = require('./body');
const { handlersOf } = require('./handlers');
const { leave, REPLIED } = require('./send');
const { logRateLimited } = require('../lib/logging');

const HINT = "in Koa, mount this route before the body parser; in Egg, set config.bodyParser = { ignore: '/notify' }, the path of this route";

/** A middleware for Koa. */
function notifications(pay, functions) {
  const handlers = handlersOf(pay, functions, notifications);
  return async function handleNotification(context) {
    const { req: request, res: response } = context;
    const body = await nodeBody(request, () => request.rawBody ?? request.body ?? context.request.rawBody ?? context.request.body);
    const { status, contentType, body: text } = await answer(pay, handlers, context.headers, { ...body, hint: HINT });
    if (response.headersSent || response.writableEnded) return void logRateLimited('warn', REPLIED);
    if (body.broken || response.destroyed) return;
    if (body.unread) leave(request, response);
    context.status = status;
    context.set('Content-Type', contentType);
    context.body = text;
  };
}

module.exports = { notifications };
