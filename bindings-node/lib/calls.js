'use strict';

// One call from JavaScript to the core: text in, text or a failure out.

const { errorOf, sdkError } = require('./error');

let lastNumber = 0;

/** The result of a call, or the error it failed with. */
function unwrap(reply, callSite, host) {
  if (reply === null || typeof reply !== 'object' || reply.failure === undefined) return reply;
  throw errorOf(reply.failure, { callSite, cause: reply.question === undefined ? undefined : host?.thrown(reply.question) });
}

/**
 * Makes a call that `signal` can give up. Giving up drops the work where it stands: what was sent may be carried out all the same,
 * and the core says what that leaves open.
 */
async function withSignal(signal, { callSite, client, invoke, host }) {
  if (signal === undefined) return unwrap(await invoke(undefined), callSite, host);
  if (signal.aborted) throw unsent(signal, callSite);
  lastNumber = (lastNumber + 1) >>> 0;
  const number = lastNumber;
  const cancel = () => client.cancel(number);
  signal.addEventListener('abort', cancel, { once: true });
  let reply;
  try {
    reply = await invoke(number);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  try {
    return unwrap(reply, callSite, host);
  } catch (error) {
    if (error.code !== 'CALL_ABANDONED' || !signal.aborted) throw error;
    error.cause = signal.reason;
    throw error;
  }
}

/** It was given up before it began: nothing is open. */
function unsent(signal, callSite) {
  const error = sdkError('CALL_ABANDONED', undefined, 'given up before it began: nothing was sent', { callSite, cause: signal.reason });
  error.retry = 'same_request';
  return error;
}

module.exports = { unwrap, withSignal };
