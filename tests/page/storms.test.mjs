// What goes wrong around the page: hostile texts, another start of the sandbox, more than anybody reads.

import assert from 'node:assert/strict';
import test from 'node:test';
import { startBrowser } from './browser.mjs';
import { merchant, startReceiver, startSandbox } from './merchant.mjs';
import { row, staged } from './stage.mjs';
import { startWire } from './wire.mjs';

const HOSTILE = [
  '<img src=x onerror="document.title=1">',
  '"><script>document.title=2</script>',
  "'-alert(3)-'",
  '{{constructor.constructor("document.title=4")()}}',
];

test('no text of an order, a header or an answer becomes a part of the page', staged(async ({ sandbox, receiver, browser, shop }) => {
  const page = await browser.open(sandbox.url);
  const title = await page.title();
  for (const [at, description] of HOSTILE.entries()) await shop.order(`HOSTILE-${at}`, { description, notify: receiver.url });
  for (const header of HOSTILE) {
    await fetch(`${sandbox.url}/v3/pay/${encodeURIComponent(header)}?x=<b>${header}`, { headers: { 'x-shop': header, 'user-agent': header } });
  }
  await fetch(`${sandbox.url}/pay/unifiedorder`, { method: 'POST', body: HOSTILE.join('') });
  await shop.control('POST', '/pay', { out_trade_no: 'HOSTILE-0' });
  await shop.control('POST', '/deliveries/wait', { out_trade_no: 'HOSTILE-0' });
  await row(page, 'exchanges', 'Notification').waitFor();
  const rows = [...await page.locator('#orders .row').all(), ...await page.locator('#exchanges .row').all()];
  for (const one of rows) {
    await one.click();
    await page.locator('#detail-close').waitFor();
  }
  await page.getByRole('button', { name: 'Events' }).click();
  assert.equal(await page.title(), title);
  const strange = await page.evaluate(() => document.querySelectorAll('#main script, #main img[src="x"], #main [onerror], #main b b').length);
  assert.equal(strange, 0);
  await page.goto(`${sandbox.url}/#order=${encodeURIComponent(HOSTILE[0])}`);
  await page.getByText('There is no order').waitFor();
  assert.equal(await page.title(), title);
}));

test('a sandbox that comes back is found again, and its numbers begin anew', async () => {
  let sandbox = await startSandbox();
  const port = new URL(sandbox.url).port;
  const browser = await startBrowser();
  try {
    const page = await browser.open(sandbox.url);
    await merchant(sandbox).order('BEFORE-1');
    await row(page, 'orders', 'BEFORE-1').waitFor();
    await sandbox.stop();
    await page.locator('#connection:not([data-state="live"])').waitFor();
    sandbox = await startSandbox(port);
    await page.locator('#connection[data-state="live"]').waitFor();
    await merchant(sandbox).order('AFTER-1');
    await row(page, 'orders', 'AFTER-1').waitFor();
    assert.equal(await page.locator('#orders .row').count(), 1);
    assert.equal(await page.locator('#exchanges .row').count(), 2);
  } finally {
    await browser.stop();
    await sandbox.stop();
  }
});

test('a connection that breaks loses nothing and tells nothing twice', staged(async ({ sandbox, browser, shop }) => {
  const wire = await startWire(new URL(sandbox.url));
  try {
    const page = await browser.open(wire.url);
    await shop.order('BROKEN-1');
    await row(page, 'exchanges', 'BROKEN-1').waitFor();
    wire.cut();
    await page.locator('#connection:not([data-state="live"])').waitFor();
    for (const number of [2, 3, 4]) await shop.order(`BROKEN-${number}`);
    wire.mend();
    for (const number of [2, 3, 4]) await row(page, 'orders', `BROKEN-${number}`).waitFor();
    await page.locator('#connection[data-state="live"]').waitFor();
    await shop.order('BROKEN-5');
    await row(page, 'exchanges', 'BROKEN-5').waitFor();
    assert.equal(await page.locator('#exchanges .row').count(), 10);
    assert.equal(await page.locator('#gap').isVisible(), false);
  } finally {
    wire.stop();
  }
}, { expects: (problem) => /ERR_(EMPTY_RESPONSE|CONNECTION|INCOMPLETE|NETWORK)/.test(problem) }));

test('more than anybody reads: lists stay short, the page stays quick, the sandbox is not held up', staged(async ({ sandbox, browser, shop }) => {
  const page = await browser.open(sandbox.url);
  const ask = () => fetch(`${sandbox.url}/api/getToken`).then((response) => response.text());
  for (let round = 0; round < 60; round += 1) await Promise.all(Array.from({ length: 50 }, ask));
  await shop.order('STORM-1');
  await row(page, 'orders', 'STORM-1').waitFor();
  assert.ok(await page.locator('#exchanges .row').count() <= 300);
  await row(page, 'orders', 'STORM-1').click();
  await page.locator('#detail-title', { hasText: 'Order' }).waitFor();
}));

test('the second of two browsers sees the same', staged(async ({ sandbox, browser, shop }) => {
  const receiver = await startReceiver([500, 204]);
  const [one, two] = [await browser.open(sandbox.url), await browser.open(`${sandbox.url}/#control`)];
  await two.locator('#switch-merchant_bound').click();
  await one.getByRole('button', { name: 'Control' }).click();
  await one.locator('.switch[data-changed="yes"] #switch-merchant_bound').waitFor();
  await two.locator('#switch-merchant_bound').click();
  await one.locator('.switch[data-changed="yes"]').waitFor({ state: 'detached' });
  await one.getByRole('button', { name: 'Live', exact: true }).click();
  // A merchant that refuses first: both tries are seen.
  await shop.order('TWICE-1', { notify: receiver.url });
  await shop.control('POST', '/pay', { out_trade_no: 'TWICE-1' });
  await shop.control('POST', '/deliveries/wait', { out_trade_no: 'TWICE-1', until: 'acknowledged', timeout_seconds: 60 });
  await one.locator('#exchanges .row', { hasText: /Notification[\s\S]*204/ }).waitFor();
  await one.locator('#exchanges .row', { hasText: /Notification[\s\S]*500/ }).waitFor();
  await receiver.stop();
}));

test('V2 is shown and explained as V3 is', staged(async ({ sandbox, receiver, browser, shop }) => {
  const page = await browser.open(sandbox.url);
  assert.match(await shop.orderV2('XML-ORDER-1', { notify: receiver.url }), /mweb_url/);
  await shop.orderV2('XML-ORDER-2', { key: 'k'.repeat(32) });
  await row(page, 'exchanges', 'XML-ORDER-2').click();
  await page.getByText('The signature is wrong').waitFor();
  await page.locator('.finding').first().waitFor();
  await row(page, 'exchanges', 'XML-ORDER-1').click();
  await page.getByText('The signature is right').waitFor();
  assert.match(await page.locator('.body pre').first().innerText(), /<xml>\n {2}<appid>/);
  await shop.control('POST', '/pay', { out_trade_no: 'XML-ORDER-1' });
  await row(page, 'exchanges', 'Notification').click();
  await page.getByText('The signature is right').waitFor();
}));
