'use strict';

// What this package writes to the console by itself. Neither a console nor an observer that fails may break a call.

/** Milliseconds before the same line is written again: whoever sends rubbish must not fill the disk. */
const PAUSE = 60_000;

/** Writes a line, and what was thrown beside it, with its stack, if it can be printed. */
function log(level, line, ...thrown) {
  try {
    console[level](line, ...thrown);
  } catch {
    try {
      console[level](line, '(what was thrown cannot be printed)');
    } catch {
      // The console itself is broken: there is nowhere left to write.
    }
  }
}

/** A function that says whether a line is due again; for what anybody outside can cause. */
function rateLimiter() {
  const said = new Map();
  return (line) => {
    const now = performance.now();
    if (now - (said.get(line) ?? -Infinity) < PAUSE) return false;
    said.set(line, now);
    return true;
  };
}

const due = rateLimiter();

/** Writes a line, at a limited rate. */
function logRateLimited(level, line) {
  if (due(line)) log(level, line);
}

/** Calls an observer of the shop; when it throws or rejects, that is logged with `line`, and goes no further. */
function callSafely(act, line) {
  const failed = (error) => log('error', line, error);
  try {
    // It may be async: no rejection may be left alone.
    Promise.resolve(act()).catch(failed);
  } catch (error) {
    failed(error);
  }
}

module.exports = { callSafely, log, logRateLimited, rateLimiter };
