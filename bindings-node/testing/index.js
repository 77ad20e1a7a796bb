'use strict';

// For the tests of a shop. What signs and plays WeChat Pay is in the package qq-wxpay-sandbox, which no production server needs.

const { QqWxPay } = require('../lib/client');
const { deliver } = require('./deliver');
const { error } = require('./error');
const { kit } = require('./kit');

/** A client that believes what `signedNotification` makes, or one of a sandbox. */
function client(options = {}) {
  const { env, sandbox: running, ...parts } = options;
  const own = running === undefined ? kit('testing').settings() : running.env;
  // Nobody has to be told that no money moves here.
  return QqWxPay.fromEnv({ env: { ...own, QQ_WXPAY_TEST_KIT: 'true', ...env }, ...parts });
}

function signedNotification(...given) {
  try {
    return kit('testing').signedNotification(...given);
  } catch (error) {
    // The place that matters is the test.
    Error.captureStackTrace?.(error, signedNotification);
    throw error;
  }
}

/** Starts a sandbox. */
async function sandbox(options) {
  return kit('sandbox').startSandbox(options);
}

/** A sandbox and a client of it for all tests of a file, for runners with hooks: Jest, node:test, Vitest. */
function useSandbox({ before = globalThis.beforeAll, after = globalThis.afterAll, ...options } = {}) {
  if (typeof before !== 'function' || typeof after !== 'function') {
    throw new TypeError('useSandbox needs hooks: of node:test `useSandbox({ before, after })`; those of Jest are there by themselves');
  }
  const held = {};
  before(async () => {
    held.sandbox = await sandbox(options);
    held.pay = client({ sandbox: held.sandbox });
  });
  after(async () => {
    held.pay?.close();
    await held.sandbox?.stop();
  });
  return held;
}

// Vitest reads the names that a fixture needs out of its parameters, so they stand there.
/** Fixtures for Vitest: `test.extend(fixtures)`. */
const fixtures = {
  async pay({}, use) { // eslint-disable-line no-empty-pattern
    const made = client();
    await use(made);
    made.close();
  },
  async signedNotification({}, use) { // eslint-disable-line no-empty-pattern
    await use(signedNotification);
  },
  sandbox: [
    async ({}, use) => { // eslint-disable-line no-empty-pattern
      const started = await sandbox({ timeScale: 1000 });
      await use(started);
      await started.stop();
    },
    { scope: 'file' },
  ],
  async sandboxPay({ sandbox: running }, use) {
    const made = client({ sandbox: running });
    await use(made);
    made.close();
  },
};

module.exports = { client, deliver, error, fixtures, sandbox, signedNotification, useSandbox };
