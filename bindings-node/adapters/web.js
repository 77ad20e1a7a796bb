'use strict';

const { answer } = require('./answer');
const { webBody } = require('./body');
const { handlersOf } = require('./handlers');

const HINT = 'read nothing of the request before: no request.json(), no request.text()';

/** A handler of web `Request` and `Response`: Next.js route handlers, Hono (`(c) => handle(c.req.raw)`), Bun, Deno. It never rejects. */
function notifications(pay, functions) {
  const handlers = handlersOf(pay, functions, notifications);
  return async function handleNotification(request) {
    const { status, contentType, body } = await answer(pay, handlers, request.headers, { ...(await webBody(request)), hint: HINT });
    return new Response(body, { status, headers: { 'Content-Type': contentType } });
  };
}

module.exports = { notifications };
