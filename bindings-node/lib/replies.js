'use strict';

// What comes back, with errors inside it as errors.

const { discreet } = require('./discreet');
const { errorFrom } = require('./error');

/** A reply as the caller gets it. */
function read(name, text, at, signal) {
  const reply = JSON.parse(text);
  if (reply?.outcome === 'to_confirm') {
    const cause = reply.error.code === 'CALL_ABANDONED' ? signal?.reason : undefined;
    reply.error = errorFrom(reply.error, { at, cause });
  }
  if (name === 'selfTest' || name === 'prepareSelfTest') {
    for (const item of Object.values(reply)) if (item?.error) item.error = errorFrom(item.error, { at });
  }
  return discreet(reply);
}

module.exports = { read };
