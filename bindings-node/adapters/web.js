'use strict';

const { answer } = require('./answer');

/** A handler of web `Request` and `Response`: Next.js route handlers, Hono (`(c) => handle(c.req.raw)`), Bun, Deno. */
function notifications(pay, handler, options = {}) {
  return async function handleNotification(request) {
    const body = request.bodyUsed ? undefined : await request.arrayBuffer();
    const { status, contentType, body: text } = await answer(pay, options, request.headers, body, handler);
    return new Response(text, { status, headers: { 'Content-Type': contentType } });
  };
}

module.exports = { notifications };
