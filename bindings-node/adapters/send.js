'use strict';

// An answer over Node's own response, if there is still anybody to be answered.

const { logRateLimited } = require('../lib/logging');

/** Somebody who has no answer left to give: a body parser, a time limit, a middleware that replied. */
const REPLIED = 'qq-wxpay: somebody else had replied to a notification before the library did; WeChat Pay has seen that reply, not the result of your handler';

/** Sends the answer. Somebody else may have replied, and the connection may be gone: then there is nothing to send. */
function send(request, response, { status, contentType, body }, { broken, unread }) {
  if (response.headersSent || response.writableEnded) return void logRateLimited('warn', REPLIED);
  if (broken || response.destroyed) return;
  response.on('error', () => {});
  response.statusCode = status;
  response.setHeader('Content-Type', contentType);
  if (unread) leave(request, response);
  response.end(body);
}

/** Nobody reads what is left of the body: the connection ends with the answer. */
function leave(request, response) {
  if (request.httpVersionMajor < 2) response.setHeader('Connection', 'close');
  response.once('finish', () => request.destroy());
}

module.exports = { leave, send, REPLIED };
