'use strict';

// What this package has to say by itself, on the console. Nothing that is said, and nobody who is told, may harm the work.

/** So long nothing is said again in the same words, in milliseconds: whoever sends rubbish must not fill the disk. */
const PAUSE = 60_000;

/** Writes a line, and what was thrown beside it, with its stack, if it can be printed. */
function tell(level, line, ...thrown) {
  try {
    console[level](line, ...thrown);
  } catch {
    try {
      console[level](line, '(what was thrown cannot be printed)');
    } catch {
      // The console itself is broken: there is nobody left to be told.
    }
  }
}

/** Tells whether it is time to say something again; for what anybody outside can cause. */
function reminder() {
  const said = new Map();
  return (line) => {
    const now = performance.now();
    if (now - (said.get(line) ?? -Infinity) < PAUSE) return false;
    said.set(line, now);
    return true;
  };
}

const due = reminder();

/** Writes a line, once in a while. */
function tellRarely(level, line) {
  if (due(line)) tell(level, line);
}

/** Calls a function of the shop that is only told something: when it throws or rejects, that is told with `line`, and harms nothing. */
function harmless(act, line) {
  const failed = (error) => tell('error', line, error);
  try {
    // It may be async: no rejection may be left alone.
    Promise.resolve(act()).catch(failed);
  } catch (error) {
    failed(error);
  }
}

module.exports = { harmless, reminder, tell, tellRarely };
