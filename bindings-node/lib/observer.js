'use strict';

// What a client reports of its work: faults always to the console, all events to the observer of the host, which can break no call.

const { Refusal } = require('./refusal');
const { callSafely, log, rateLimiter } = require('./logging');

const LOST = 'events found no room while this thread was busy: the observer has not seen them';

/** Where a fault is written, by its level. */
const LEVELS = { error: 'error', warning: 'warn' };

/** The function that takes events as JSON, and how many were lost before each. */
function observation(observer) {
  if (observer !== undefined && typeof observer !== 'function') throw new Refusal('WRONG_TYPE', 'observer', 'expected a function');
  const due = rateLimiter();
  let lost = 0;
  return (json, dropped) => {
    lost += dropped;
    if (lost > 0 && due(LOST)) {
      log('warn', `qq-wxpay: ${lost} ${LOST}`);
      lost = 0;
    }
    const event = JSON.parse(json);
    if (event.type === 'fault') log(LEVELS[event.level] ?? 'error', `qq-wxpay: ${event.message}`);
    if (observer) callSafely(() => observer(event), 'qq-wxpay: the observer failed:');
  };
}

module.exports = { observation };
