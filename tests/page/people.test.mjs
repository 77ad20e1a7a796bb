// For everybody: languages, keyboard alone, a phone's width, dark, and what a screen reader is told.

import assert from 'node:assert/strict';
import test from 'node:test';
import { fits, row, staged } from './stage.mjs';

test('Chinese or English, by the browser, by the button, by the address, and remembered', staged(async ({ sandbox, browser, shop }) => {
  await shop.order('WORDS-1', { signs: 'proxy' });
  const page = await browser.open(sandbox.url, { reads: 'zh-CN' });
  await page.getByRole('heading', { name: 'QQ 微信支付沙箱' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  await row(page, 'exchanges', 'SIGN_ERROR').click();
  await page.getByText('签名不正确').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('The signature is wrong').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'QQ WeChat Pay sandbox' }).waitFor();
  await page.goto(`${sandbox.url}/?lang=zh`);
  await page.getByRole('heading', { name: 'QQ 微信支付沙箱' }).waitFor();
  // Nothing is left in the other language: each view in English holds Chinese only where data has it.
  for (const view of ['control', 'phone', 'help']) {
    await page.goto(`${sandbox.url}/?lang=en#${view}`);
    await page.locator(`#view-${view}`).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('#switches fieldset').length > 0);
    const text = (await page.locator(`#view-${view}`).innerText()).replace('QQ 微信支付', '');
    assert.doesNotMatch(text, /[\u4e00-\u9fff]/, view);
  }
}));

test('the keyboard alone', staged(async ({ sandbox, browser, shop }) => {
  await shop.order('KEYS-1');
  await shop.order('KEYS-2');
  const page = await browser.open(sandbox.url);
  await row(page, 'orders', 'KEYS-2').waitFor();
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Skip to the content');
  const visible = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(visible, 'none');

  await page.keyboard.press('o');
  assert.match(await focused(), /KEYS-2/);
  await page.keyboard.press('j');
  assert.match(await focused(), /KEYS-1/);
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.locator('#detail-title', { hasText: 'Order' }).waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'detail');
  // From the opened order on to its buttons, and paid with a key.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Pay');
  await page.keyboard.press('Enter');
  await page.locator('#detail .badge', { hasText: 'Success' }).waitFor();
  await page.keyboard.press('Escape');
  assert.match(await focused(), /KEYS-2/);
  await page.keyboard.press('r');
  assert.match(await focused(), /Notification|Cashier/);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'orders-search');
  await page.keyboard.type('1j');
  assert.equal(await page.locator('#orders-search').inputValue(), '1j');
  await page.keyboard.press('Escape');
  for (const [key, view] of [['2', 'control'], ['3', 'phone'], ['4', 'help'], ['1', 'live']]) {
    await page.keyboard.press(key);
    await page.locator(`#view-${view}`).waitFor();
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  assert.equal(await page.locator('#keys-list dt').count(), 10);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('l');
  await page.getByRole('heading', { name: 'QQ 微信支付沙箱' }).waitFor();

  // Every control has a name and is reached by Tab.
  for (const view of ['live', 'control', 'phone', 'help']) {
    await page.goto(`${sandbox.url}/?lang=en#${view}`);
    await page.locator('#connection[data-state="live"]').waitFor();
    const nameless = await page.evaluate(() => [...document.querySelectorAll('button, input, select, textarea')]
      .filter((one) => one.checkVisibility())
      .filter((one) => one.tabIndex < 0 || !(one.ariaLabel || one.textContent.trim() || one.labels?.[0]?.textContent.trim()))
      .map((one) => one.outerHTML));
    assert.deepEqual(nameless, [], view);
  }
}));

test('a new row is told to who cannot see it, and rows that stay keep the focus', staged(async ({ sandbox, browser, shop }) => {
  await shop.order('HEARD-1');
  const page = await browser.open(sandbox.url);
  await row(page, 'exchanges', 'HEARD-1').focus();
  assert.equal(await page.locator('#news').getAttribute('aria-live'), 'polite');
  await shop.order('HEARD-2', { signs: 'proxy' });
  await page.locator('#news', { hasText: 'HEARD-2 SIGN_ERROR' }).waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /HEARD-1/);
}));

test('a phone holds it without scrolling sideways; so does every other width', staged(async ({ sandbox, browser, shop, receiver }) => {
  const long = `${'very-long-word'.repeat(8)}`;
  await shop.order('NARROW-1', { notify: `${receiver.url}/${'x'.repeat(200)}`, description: long });
  await shop.order('NARROW-2', { signs: 'proxy' });
  await shop.control('POST', '/pay', { out_trade_no: 'NARROW-1' });
  await shop.control('POST', '/orders/NARROW-1/refund-in-console', { refund: 5 });
  for (const width of [320, 390, 768, 1024, 1440]) {
    const page = await browser.open(sandbox.url, { width, height: 800 });
    await row(page, 'orders', 'NARROW-1').click();
    await page.getByRole('button', { name: 'Link and QR code' }).click();
    await page.locator('.codes').waitFor();
    await fits(page);
    await row(page, 'exchanges', 'SIGN_ERROR').click();
    await page.locator('.comparison').waitFor();
    await fits(page);
    for (const view of ['control', 'phone', 'help']) {
      await page.locator(`[data-view="${view}"]`).click();
      await page.locator(`#view-${view}`).waitFor();
      await fits(page);
    }
    await page.close();
  }
}));

test('light and dark have enough contrast', staged(async ({ sandbox, browser, shop }) => {
  await shop.order('DARK-1', { signs: 'proxy' });
  await shop.order('DARK-2');
  const grounds = [];
  for (const scheme of ['light', 'dark']) {
    const page = await browser.open(sandbox.url, { scheme });
    await row(page, 'exchanges', 'SIGN_ERROR').click();
    await page.locator('.comparison').waitFor();
    const found = await page.evaluate(contrasts);
    assert.deepEqual(found.weak, [], scheme);
    grounds.push(found.ground);
    await page.close();
  }
  assert.notEqual(grounds[0], grounds[1]);
  const page = await browser.open(sandbox.url);
  for (const theme of ['light', 'dark', 'auto']) {
    await page.locator('#theme').click();
    assert.equal(await page.locator('html').getAttribute('data-theme'), theme);
  }
}));

/** In the page: texts whose contrast with what is behind them is below 4.5. */
function contrasts() {
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a)];
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((ground, layer) => over(layer, ground), [255, 255, 255]);
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest('.visually-hidden, .skip, option')) continue;
    const ground = behind(node);
    const [a, b] = [light(over(parse(getComputedStyle(node).color), ground)), light(ground)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.push(`${walker.currentNode.data.trim().slice(0, 30)}: ${ratio.toFixed(2)}`);
  }
  return { weak, ground: getComputedStyle(document.documentElement).backgroundColor };
}
