'use strict';

// What an adapter has to say, on the console. Nothing that is said, and nobody who is told, may harm the answer.

/** So long nothing is said again in the same words, in milliseconds: whoever sends rubbish must not fill the disk. */
const PAUSE = 60_000;

const said = new Map();

/** Writes a line, and what was thrown beside it, if it can be printed; the same line without an error once in a while. */
function tell(level, line, ...thrown) {
  if (thrown.length === 0) {
    const now = performance.now();
    if (now - (said.get(line) ?? -Infinity) < PAUSE) return;
    said.set(line, now);
  }
  try {
    console[level](line, ...thrown);
  } catch {
    harmless(() => console[level](line, '(what was thrown cannot be printed)'));
  }
}

/** Calls a function of the shop that is only told something: one that throws, or rejects, is told of and harms nothing. */
function harmless(act, line) {
  const failed = (error) => { if (line) tell('error', line, error); };
  try {
    // Whatever it gives is waited for, so that no rejection is left alone.
    Promise.resolve(act()).catch(failed);
  } catch (error) {
    failed(error);
  }
}

module.exports = { harmless, tell };
