// What a test of the page begins with: a sandbox, a merchant with a receiver, a browser.

import assert from 'node:assert/strict';
import { startBrowser } from './browser.mjs';
import { merchant, startReceiver, startSandbox } from './merchant.mjs';

/** Runs a test with all of them, and ends them whatever happens; at its end no script has failed and nothing was refused by the policy. */
export function staged(test, { answers, expects = () => false } = {}) {
  return async () => {
    const sandbox = await startSandbox();
    const receiver = await startReceiver(answers);
    const browser = await startBrowser();
    try {
      await test({ sandbox, receiver, browser, shop: merchant(sandbox) });
      assert.deepEqual(browser.problems.filter((problem) => !expects(problem)), []);
    } finally {
      await browser.stop();
      await receiver.stop();
      await sandbox.stop();
    }
  };
}

/** A row of a list by a text in it. */
export const row = (page, list, text) => page.locator(`#${list} .row`, { hasText: text }).first();

/** Whether anything of the page is wider than the window. */
export async function fits(page) {
  const { wide, width } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth, width: document.documentElement.clientWidth,
  }));
  assert.ok(wide <= width, `${page.url()}: ${wide} instead of ${width}`);
}
