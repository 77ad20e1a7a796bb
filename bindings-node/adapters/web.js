'use strict';

const { answer } = require('./answer');
const { webBody } = require('./body');

/** A handler of web `Request` and `Response`: Next.js route handlers, Hono (`(c) => handle(c.req.raw)`), Bun, Deno. It never rejects. */
function notifications(pay, handler, options = {}) {
  return async function handleNotification(request) {
    const { status, contentType, body } = await answer(pay, options, request.headers, await webBody(request), handler);
    return new Response(body, { status, headers: { 'Content-Type': contentType } });
  };
}

module.exports = { notifications };
