// The built site in a real Chromium, as a reader uses it: `node tests/page/site.mjs FOLDER`; a folder as second argument takes pictures.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { startBrowser } from './browser.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png' };
const PAGES = ['', 'start/', 'order/', 'notification/', 'settings/', 'errors/', 'troubleshooting/', 'deploy/'];

const [folder, pictures] = process.argv.slice(2);
const server = createServer(async ({ url }, response) => {
  const path = decodeURIComponent(new URL(url, 'http://site').pathname);
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  try {
    const content = await readFile(file);
    response.writeHead(200, { 'content-type': `${TYPES[extname(file)] ?? 'text/plain'}; charset=utf-8` }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const site = `http://127.0.0.1:${server.address().port}`;
const browser = await startBrowser();
const elsewhere = [];
browser.context.on('request', (request) => { if (!request.url().startsWith(site)) elsewhere.push(request.url()); });

const open = async (path, width = 1440) => {
  const page = await browser.context.newPage();
  page.on('pageerror', (error) => browser.problems.push(`${path}: ${error}`));
  page.on('console', (message) => { if (message.type() === 'error') browser.problems.push(`${path}: ${message.text()}`); });
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${site}/${path}`);
  return page;
};

const STEPS = {
  async 'no page is wider than a phone'() {
    for (const path of PAGES.flatMap((page) => [page, `en/${page}`])) {
      const page = await open(path, 320);
      const { wide, seen } = await page.evaluate(() => {
        const root = document.documentElement;
        return { wide: root.scrollWidth, seen: root.clientWidth };
      });
      assert.ok(wide <= seen, `${path} is ${wide} px wide on a screen of ${seen}`);
      if (pictures) await page.screenshot({ path: join(pictures, `site-${path.replaceAll('/', '-')}320.png`) });
      await page.close();
    }
  },
  async 'the language of the programs is chosen once for all pages'() {
    const page = await open('start/');
    await page.locator('label.sd-tab-label', { hasText: 'Python' }).first().click();
    const chosen = () => page.locator('.sd-tab-set > input:checked + label').allInnerTexts();
    assert.deepEqual([...new Set((await chosen()).map((text) => text.trim()))], ['Python']);
    await page.goto(`${site}/order/`);
    assert.ok((await chosen()).some((text) => text.trim() === 'Python'), 'the choice is forgotten on the next page');
    if (pictures) await page.screenshot({ path: join(pictures, 'site-order.png') });
    await page.close();
  },
  async 'what people search for is found, in Chinese and English'() {
    for (const [path, words] of [['search/', '签名错误'], ['search/', '商家参数格式有误'], ['en/search/', 'signature']]) {
      const page = await open(`${path}?q=${encodeURIComponent(words)}`);
      // Results are shown one after the other.
      await page.locator('#search-results a[href*="troubleshooting"]').first().waitFor();
      await page.close();
    }
  },
  async 'the other language of a page is one click away, and back'() {
    const page = await open('refund/');
    await page.locator('.site-language a').first().click();
    await page.waitForURL(`${site}/en/refund/`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.locator('.site-language a').first().click();
    await page.waitForURL(`${site}/refund/`);
    await page.close();
  },
  async 'the keyboard reaches the tabs'() {
    const page = await open('en/start/');
    const tab = page.locator('.sd-tab-set > input').first();
    await tab.focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('.sd-tab-set > input').nth(1).isChecked(), true);
    await page.close();
  },
};

try {
  for (const [name, step] of Object.entries(STEPS)) {
    await step();
    console.log(`ok ${name}`);
  }
  assert.deepEqual(browser.problems, [], 'the pages report errors');
  assert.deepEqual(elsewhere, [], 'the site loads something from elsewhere');
} finally {
  await browser.stop();
  server.close();
}
