'use strict';

const { answer } = require('./answer');
const { nodeBody } = require('./body');
const { handlersOf } = require('./handlers');
const { send } = require('./send');

/** A handler for Express 4 and 5, and for anything else with Node's request and response. What it returns never rejects. */
function notifications(pay, functions) {
  const handlers = handlersOf(pay, functions, notifications);
  return async function handleNotification(request, response) {
    const body = await nodeBody(request);
    send(request, response, await answer(pay, handlers, request.headers, body), body);
  };
}

module.exports = { notifications };
