'use strict';

const native = require('./native');
const { Sandbox, SandboxError } = require('./sandbox');

const OPTIONS = ['host', 'keep', 'mchid', 'notifyUrl', 'port', 'qqAppid', 'securePort', 'timeScale', 'wechatAppid'];

/** Starts a sandbox. */
async function startSandbox(options = {}) {
  for (const name of Object.keys(options)) {
    if (!OPTIONS.includes(name)) throw new TypeError(`startSandbox has no option \`${name}\`; known are ${OPTIONS.join(', ')}`);
  }
  for (const name of ['port', 'securePort']) {
    const port = options[name];
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
      throw new RangeError(`\`${name}\` must be a whole number from 0 to 65535`);
    }
  }
  for (const name of ['host', 'keep']) {
    const text = options[name];
    if (text !== undefined && (typeof text !== 'string' || text === '')) throw new TypeError(`\`${name}\` must be a text`);
  }
  if (options.timeScale !== undefined && !(options.timeScale > 0)) throw new RangeError('`timeScale` must be above 0');
  return new Sandbox(await native.startSandbox(options));
}

module.exports = { SandboxError, startSandbox };
