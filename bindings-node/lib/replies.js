'use strict';

// What comes back, with errors inside it as errors.

const { discreet } = require('./discreet');
const { errorFrom } = require('./error');

/** A reply as the caller gets it. */
function read(operation, text, at, signal) {
  const reply = JSON.parse(text);
  const parts = operation === 'self_test' ? Object.values(reply) : [reply];
  for (const part of parts) {
    if (!part?.error) continue;
    const cause = part.error.code === 'CALL_ABANDONED' ? signal?.reason : undefined;
    part.error = errorFrom(part.error, { at, cause });
  }
  return discreet(reply);
}

module.exports = { read };
