'use strict';

// The handler for Node's own request and response, which Express and Nest hand over.

const { answer } = require('./answer');
const { nodeBody } = require('./body');
const { handlersOf } = require('./handlers');
const { send } = require('./send');

/** The adapter; `hint` is what to do where a parser was there before. */
function forNode(hint) {
  return function notifications(pay, functions) {
    const handlers = handlersOf(pay, functions, notifications);
    return async function handleNotification(request, response) {
      const body = await nodeBody(request);
      send(request, response, await answer(pay, handlers, request.headers, { ...body, hint }), body);
    };
  };
}

module.exports = { forNode };
