'use strict';

const { answer } = require('./answer');
const { nodeBody } = require('./body');
const { handlersOf } = require('./handlers');
const { leave, REPLIED } = require('./send');
const { logRateLimited } = require('../lib/logging');

/**
 * A plugin for Fastify: `app.register(notifications(pay, { paid, refund }), { path: '/notify' })`. It takes the raw bytes in a scope of its
 * own, so the parsers of your other routes stay as they are.
 */
function notifications(pay, functions) {
  const handlers = handlersOf(pay, functions, notifications);
  return async function qqWxPay(app, { path = '/notify' } = {}) {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, payload, done) => { nodeBody(payload).then((body) => done(null, body)); });
    app.post(path, async (request, reply) => {
      const body = request.body ?? { body: new Uint8Array() };
      const found = await answer(pay, handlers, request.headers, body);
      if (reply.sent || reply.raw.headersSent) return void logRateLimited('warn', REPLIED);
      if (body.unread) leave(request.raw, reply.raw);
      return reply.code(found.status).header('Content-Type', found.contentType).send(found.body);
    });
  };
}

module.exports = { notifications };
