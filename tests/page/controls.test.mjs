// Every button, each with what it must cause in the sandbox.

import assert from 'node:assert/strict';
import test from 'node:test';
import { row, staged } from './stage.mjs';

const stateOf = async (shop, number) => (await shop.control('GET', `/orders?out_trade_no=${number}`))[0].trade_state;
const refundOf = async (shop, number) => (await shop.control('GET', `/refunds?out_trade_no=${number}`)).at(-1).status;

test('orders: fail, close, deliver again, refunds and what becomes of them, link and QR code', staged(async ({ sandbox, receiver, browser, shop }) => {
  const page = await browser.open(sandbox.url);
  const notice = (text) => page.locator('#notice', { hasText: text }).waitFor();
  const press = (name) => page.getByRole('button', { name, exact: true }).first().click();
  for (const number of ['BUTTON-1', 'BUTTON-2', 'BUTTON-3', 'BUTTON-4']) await shop.order(number, { notify: receiver.url });

  await row(page, 'orders', 'BUTTON-1').click();
  await press('Fail');
  await page.locator('#detail .badge', { hasText: 'Failed' }).waitFor();
  assert.equal(await stateOf(shop, 'BUTTON-1'), 'PAYERROR');
  await row(page, 'orders', 'BUTTON-2').click();
  await press('Close order');
  await page.locator('#detail .badge', { hasText: 'Closed' }).waitFor();
  assert.equal(await stateOf(shop, 'BUTTON-2'), 'CLOSED');

  await row(page, 'orders', 'BUTTON-3').click();
  await press('Link and QR code');
  const codes = page.locator('.codes img');
  await codes.nth(1).waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll('.codes img')].every((image) => image.naturalWidth > 0));
  await press('Pay');
  await notice('Paid');
  await page.locator('#detail .badge', { hasText: 'Success' }).waitFor();
  await press('Deliver again');
  await notice('The merchant acknowledged it');
  assert.ok(receiver.arrived.length >= 2);

  for (const [outcome, state] of [['Success', 'SUCCESS'], ['Abnormal', 'ABNORMAL'], ['Closed', 'CLOSED']]) {
    await page.getByLabel('Refund (fen)').fill('10');
    await press('Refund in console');
    await notice('CONSOLE');
    const box = page.locator('.refund', { hasText: 'Processing' });
    await box.getByRole('button', { name: outcome, exact: true }).click();
    await page.locator('.refund', { hasText: 'Processing' }).waitFor({ state: 'detached' });
    assert.equal(await refundOf(shop, 'BUTTON-3'), state);
  }
  // Nobody listens at the console's address: the page says so.
  await page.locator('.refund').first().getByRole('button', { name: 'Deliver again' }).click();
  await notice('did not arrive');

  await row(page, 'orders', 'BUTTON-4').click();
  await shop.control('POST', '/clock', { advance_seconds: 301 });
  await press('Pay');
  await notice('支付请求已失效');
  await page.getByLabel('Search orders').fill('button-2');
  assert.equal(await page.locator('#orders .row').count(), 1);
}, { expects: (problem) => /status of (422|404)/.test(problem) }));

test('control: clock, faults, held notifications, every switch', staged(async ({ sandbox, receiver, browser, shop }) => {
  const page = await browser.open(`${sandbox.url}/#control`);
  await page.getByRole('button', { name: '+1 h', exact: true }).click();
  await page.locator('#clock[data-moved="true"]', { hasText: '+1 h' }).waitFor();
  await page.getByLabel('Seconds', { exact: true }).fill('-3600');
  await page.getByRole('button', { name: 'Move' }).click();
  await page.locator('#clock[data-moved="false"]').waitFor();
  assert.equal((await shop.control('GET', '/clock')).ahead_seconds, 0);

  const form = page.locator('#fault-form');
  const add = async (kind, fields = {}) => {
    await form.getByLabel('Where').selectOption('token');
    await form.getByLabel('What').selectOption(kind);
    for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
    await page.getByRole('button', { name: 'Add fault' }).click();
  };
  await add('status_503', { times: '2' });
  await page.locator('#faults li').nth(0).waitFor();
  await add('refuse', { code: '40001', status: '403', times: '1' });
  await page.locator('#faults li').nth(1).waitFor();
  await add('cut_reply', { bytes: '17' });
  await page.locator('#faults li').nth(2).waitFor();
  assert.deepEqual(await shop.control('GET', '/faults'), [
    { endpoint: 'token', kind: 'status_503', times: 2 },
    { endpoint: 'token', kind: { refuse: { code: '40001', status: 403 } }, times: 1 },
    { endpoint: 'token', kind: { cut_reply: 17 }, times: 1 },
  ]);
  await fetch(`${sandbox.url}/api/getToken`);
  await page.locator('#faults li', { hasText: '× 1' }).nth(2).waitFor();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.locator('#faults li').first().waitFor({ state: 'detached' });
  assert.deepEqual(await shop.control('GET', '/faults'), []);

  const switches = await shop.control('GET', '/switches');
  for (const [name, value] of Object.entries(switches)) {
    const control = page.locator(`#switch-${name}`);
    const line = page.locator('.switch', { has: control });
    assert.ok((await line.locator('.note').innerText()).length > 10, name);
    let expected;
    if (typeof value === 'boolean') {
      await control.click();
      expected = !value;
    } else if (typeof value === 'number') {
      expected = value + 1;
      await control.fill(String(expected));
      await control.press('Tab');
    } else {
      expected = await control.evaluate((select) => [...select.options].find((option) => option.value !== select.value).value);
      await control.selectOption(expected);
    }
    await page.locator('.switch[data-changed="yes"]', { has: control }).waitFor();
    assert.equal((await shop.control('GET', '/switches'))[name], expected, name);
  }
  await page.getByRole('button', { name: 'Restore defaults' }).click();
  await page.locator('.switch[data-changed="yes"]').first().waitFor({ state: 'detached' });
  assert.deepEqual(await shop.control('GET', '/switches'), switches);

  await page.locator('#switch-deliver').selectOption('hold');
  await page.locator('.switch[data-changed="yes"]').waitFor();
  await shop.order('HELD-1', { notify: receiver.url });
  await shop.control('POST', '/pay', { out_trade_no: 'HELD-1' });
  assert.equal(receiver.arrived.length, 0);
  await page.getByRole('button', { name: 'Release' }).click();
  await page.locator('#notice', { hasText: '1 notifications released' }).waitFor();
  await shop.control('POST', '/deliveries/wait', { out_trade_no: 'HELD-1' });
  assert.equal(receiver.arrived.length, 1);
}));

test('the mini program: what each payer and each mobile QQ comes to', staged(async ({ sandbox, browser, shop }) => {
  await shop.order('PLAY-1');
  const page = await browser.open(`${sandbox.url}/#phone=PLAY-1`);
  const device = page.locator('#device');
  const open = () => device.locator('[data-key="request"]').click();
  const last = () => device.locator('.call').first().innerText();
  await page.locator('#phone-form [name="url"]').waitFor();
  await page.waitForFunction(() => document.querySelector('#phone-form [name="url"]').value.startsWith('http'));

  for (const [client, payer, expected] of [
    ['ios', 'cancels', "complete({ errMsg: 'requestWxPayment:fail cancel' })"],
    ['android', 'leaves', "complete({ errMsg: 'requestWxPayment:ok' })"],
    ['android', 'cancels', "complete({ errMsg: 'requestWxPayment:ok' })"],
    ['android_page_gone', 'leaves', 'nobody is called back'],
  ]) {
    await page.locator('#phone-form [name="client"]').selectOption(client);
    await open();
    await device.locator(`[data-key="${payer}"]`).click();
    await device.locator('.truth', { hasText: 'Not paid' }).waitFor();
    assert.equal(await last(), expected);
  }
  // A referer that is not authorised: the cashier's own words.
  await page.locator('#phone-form [name="referer"]').fill('https://elsewhere.example.com');
  await open();
  await device.getByText('商家存在未配置的参数').waitFor();
  await device.locator('[data-key="back"]').click();
  assert.equal(await last(), 'nobody is called back');
  await page.locator('#phone-form [name="referer"]').fill('');
  await open();
  await device.getByText('url or referer is empty').waitFor();
  await page.locator('#phone-form [name="referer"]').fill('https://pay.example.com');
  await page.locator('#phone-form [name="client"]').selectOption('ios');
  await open();
  await device.locator('[data-key="pays"]').click();
  await device.locator('.truth', { hasText: 'Success' }).waitFor();
  assert.equal(await last(), "complete({ errMsg: 'requestWxPayment:ok' })");
}));
