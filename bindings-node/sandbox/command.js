'use strict';

const native = require('./native');

/** Does what the arguments of `qq-wxpay` ask for; gives the exit status. */
function runCommand(given) {
  // Node answers these signals itself unless somebody listens. Once nobody does any more they are as in a program without Node: the command
  // takes them where it runs until it is told to end, and elsewhere they end the process.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    const nothing = () => {};
    process.on(signal, nothing).off(signal, nothing);
  }
  return native.runCommand(given);
}

module.exports = { runCommand };
