'use strict';

const { answer, bodyOf, send } = require('./answer');

/** A handler for Express 4 and 5, and for anything else with Node's request and response. */
function notifications(pay, handler, options = {}) {
  return async function handleNotification(request, response) {
    send(response, await answer(pay, options, request.headers, await bodyOf(request), handler));
  };
}

module.exports = { notifications };
