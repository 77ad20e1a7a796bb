// One path through the page: an order arrives, is opened, paid by the button, its notification is seen; a refused signature is explained.

import assert from 'node:assert/strict';
import test from 'node:test';
import { row, staged } from './stage.mjs';

test('an order from its arrival to its notification, and a signature that is refused', staged(async ({ sandbox, receiver, browser, shop }) => {
  const page = await browser.open(sandbox.url);
  await page.getByText('No orders yet').waitFor();

  const reply = await shop.order('PATH-1', { notify: `${receiver.url}?key=hush` });
  assert.match(reply.h5_url, /^http/);
  const order = row(page, 'orders', 'PATH-1');
  await order.waitFor();
  assert.match(await order.innerText(), /¥19\.99[\s\S]*Not paid[\s\S]*蓝色马克杯/);
  await order.click();
  await page.locator('#detail').getByText('https').or(page.locator('#detail').getByText('out_trade_no')).first().waitFor();

  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await page.locator('#detail .badge', { hasText: 'Success' }).waitFor();
  const notification = row(page, 'exchanges', 'Notification');
  await notification.waitFor();
  assert.match(await notification.innerText(), /204[\s\S]*PATH-1/);
  await notification.click();
  await page.getByText('The signature is right').waitFor();
  await page.locator('.message', { hasText: 'Wechatpay-Signature'.toLowerCase() }).waitFor();
  assert.match(await page.locator('.body pre').first().innerText(), /"event_type": "TRANSACTION\.SUCCESS"/);
  await page.getByRole('button', { name: 'Raw' }).first().click();
  assert.match(await page.locator('.body pre').first().innerText(), /^\{"id": "/);
  assert.equal(receiver.arrived.length, 1);

  // What is hidden is shown on demand only.
  assert.ok(!(await page.content()).includes('hush'));
  await page.getByRole('button', { name: 'Show what is hidden' }).click();
  await page.locator('.target', { hasText: 'key=hush' }).waitFor();

  await shop.order('PATH-2', { signs: 'proxy' });
  const refused = row(page, 'exchanges', 'SIGN_ERROR');
  await refused.click();
  await page.getByText('The signature is wrong').waitFor();
  const marked = await page.locator('.side', { hasText: 'What was signed' }).locator('mark').allInnerTexts();
  assert.ok(marked.includes('/wxpay'), String(marked));
  assert.match(await page.locator('.side', { hasText: 'What has to be signed' }).innerText(), /\/v3\/pay\/transactions\/h5/);
  // The remedy stands in both languages.
  const remedy = await page.locator('.finding').first().innerText();
  assert.match(remedy, /Sign the original WeChat Pay path[\s\S]*微信支付的原始路径/);
}));
