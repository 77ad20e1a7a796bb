'use strict';

// What comes back, as its type says: errors inside it are errors, and no print shows what is to be hidden.

const TYPES = require('../generated/replies');
const { errorFrom } = require('./error');
const { redact } = require('./redact');

/** A value of this type, or a list of such, as the caller gets it, from JSON text. */
function read(type, text, callSite, signal) {
  return deliver(type, JSON.parse(text), (details) => {
    const cause = details.code === 'CALL_ABANDONED' ? signal?.reason : undefined;
    return errorFrom(details, { callSite, cause });
  });
}

function deliver(type, value, toError) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    for (const item of value) deliver(type, item, toError);
    return value;
  }
  if (type === 'ErrorDetails') return toError(value);
  const known = TYPES[type];
  const { hidden, parts } = known.tag === undefined ? known : known.branches[value[known.tag]];
  for (const [field, part] of parts) if (value[field]) value[field] = deliver(part, value[field], toError);
  return hidden.some((field) => value[field] !== null) ? redact(value) : value;
}

module.exports = { read };
