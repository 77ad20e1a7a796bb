'use strict';

const { answer } = require('./answer');
const { nodeBody } = require('./body');
const { send } = require('./send');

/** A handler for Express 4 and 5, and for anything else with Node's request and response. What it returns never rejects. */
function notifications(pay, handler, options = {}) {
  return async function handleNotification(request, response) {
    const body = await nodeBody(request);
    send(request, response, await answer(pay, options, request.headers, body, handler), body);
  };
}

module.exports = { notifications };
