'use strict';

// Finds the package of the sandbox and of the test kit, or says how to install it.

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { version } = require('../package.json');

/** Where it stands beside the sources of this package. */
const SOURCES = join(__dirname, '..', 'sandbox', 'index.js');

/** Whole names, so that what traces a program finds them. */
const PARTS = {
  sandbox: () => require('qq-wxpay-sandbox'),
  testing: () => require('qq-wxpay-sandbox/testing'),
};

/** A part of that package: `sandbox` or `testing`. */
function kit(part) {
  if (existsSync(SOURCES)) return require(part === 'sandbox' ? SOURCES : join(SOURCES, '..', 'testing.js'));
  let found;
  try {
    found = PARTS[part]();
  } catch (cause) {
    if (cause?.code !== 'MODULE_NOT_FOUND' || !/'qq-wxpay-sandbox(\/testing)?'/.test(cause.message)) throw cause;
    throw new Error(`qq-wxpay/testing needs the package qq-wxpay-sandbox: npm install --save-dev qq-wxpay-sandbox@${version}`, { cause });
  }
  const other = require('qq-wxpay-sandbox/package.json').version;
  if (other === version) return found;
  throw new Error(`qq-wxpay is ${version} and qq-wxpay-sandbox is ${other}: npm install --save-dev qq-wxpay-sandbox@${version}`);
}

module.exports = { kit };
