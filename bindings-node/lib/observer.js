'use strict';

// The host's observer: told what a client did, and never able to harm it.

const { sdkError } = require('./error');

/** The function that takes events as JSON, and how many were lost before it; `undefined` without an observer. */
function observation(observer, at) {
  if (observer === undefined) return undefined;
  if (typeof observer !== 'function') throw sdkError('WRONG_TYPE', 'observer', 'expected a function', { at });
  const warn = (text) => process.emitWarning(text, 'QqWxPayWarning');
  let warned = false;
  const complain = (error) => {
    if (warned) return;
    warned = true;
    warn(`the observer failed; later failures are not told: ${error?.stack ?? error}`);
  };
  return (event, dropped) => {
    if (dropped > 0) warn(`${dropped} events found no room, as this thread was busy: the observer has not seen them`);
    try {
      // An observer may be async: then its promise must not be left alone.
      Promise.resolve(observer(JSON.parse(event))).catch(complain);
    } catch (error) {
      complain(error);
    }
  };
}

module.exports = { observation };
