'use strict';

const { answer } = require('./answer');

/**
 * A plugin for Fastify: `app.register(notifications(pay, handler), { path: '/notify' })`. It takes the raw bytes in a scope of its
 * own, so the parsers of your other routes stay as they are.
 */
function notifications(pay, handler, options = {}) {
  return async function qqWxPay(app, { path = '/notify' } = {}) {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 1 << 21 }, (_request, body, done) => done(null, body));
    app.post(path, async (request, reply) => {
      const body = request.body ?? new Uint8Array();
      const found = await answer(pay, options, request.headers, body, handler);
      return reply.code(found.status).header('Content-Type', found.contentType).send(found.body);
    });
  };
}

module.exports = { notifications };
