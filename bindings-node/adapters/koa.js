'use strict';

const { answer, bodyOf } = require('./answer');

/** A middleware for Koa. */
function notifications(pay, handler, options = {}) {
  return async function handleNotification(context) {
    const body = (await bodyOf(context.req)) ?? context.request.rawBody ?? context.request.body;
    const { status, contentType, body: text } = await answer(pay, options, context.headers, body, handler);
    context.status = status;
    context.set('Content-Type', contentType);
    context.body = text;
  };
}

module.exports = { notifications };
