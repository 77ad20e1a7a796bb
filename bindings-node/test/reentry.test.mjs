// Functions that the client asks: those that call the client itself, and those of a token store that do not do what they should.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { QqWxPay, genuineNotification, open, order, until } from './helpers.mjs';

let genuine;
let shop;
before(async () => { genuine = await genuineNotification(); ({ shop } = genuine); });
after(() => shop.close());

const store = (change) => ({ tokenStore: { load: () => null, acquireLease: () => true, save: () => true, releaseLease: () => {}, ...change } });
const failure = (promise) => promise.then(() => assert.fail('it succeeded'), (error) => error);

/** What a function of the shop may try with its own client while the client waits for it. */
const CALLS = {
  accessToken: (pay) => pay.accessToken(),
  placeOrder: (pay) => pay.placeOrder(order()),
  queryOrder: (pay) => pay.queryOrder({ outTradeNo: 'NODE-none' }),
  tradeBill: (pay) => pay.tradeBill({ billDate: '2026-11-20' }),
  receiveNotification: (pay) => pay.receiveNotification(genuine.headers, genuine.body),
  confirmNotification: (pay) => pay.confirmNotification(genuine.headers, genuine.body),
};

for (const [name, call] of Object.entries(CALLS)) {
  test(`${name} of its own client, out of a token provider or store, is refused at once`, async () => {
    for (const parts of [(act) => ({ tokenProvider: { accessToken: act } }), (act) => store({ load: act })]) {
      const parted = parts(async () => { await new Promise(setImmediate); return call(pay); });
      const pay = QqWxPay.fromEnv({ env: shop.env, ...parted });
      const error = await failure(pay.placeOrder(order()));
      assert.deepEqual([error.code, error.cause?.code, error.cause?.kind], ['TOKEN_STORE_FAILED', 'CLIENT_REENTERED', 'config']);
      assert.match(error.cause.message, /`(accessToken|load)` called it/);
      assert.match(error.cause.stack, /reentry\.test/, 'its stack leads to the shop');
      pay.close();
    }
  });
}

test('what is no circle is free', async () => {
  const { accessToken } = await shop.pay.accessToken();
  let later;
  const tokenProvider = {
    accessToken: async () => {
      // Another client; what needs no network; and work that the function leaves behind.
      await shop.pay.accessToken();
      pay.merchant();
      assert.equal(pay.handleNotification(genuine.headers, genuine.body).outcome.type, 'payment');
      later = new Promise((resolve) => { setTimeout(() => resolve(failure(pay.queryOrder({ outTradeNo: 'NODE-none' }))), 50); });
      return accessToken;
    },
  };
  const pay = QqWxPay.fromEnv({ env: shop.env, tokenProvider });
  const [placed, asked] = await Promise.all([pay.placeOrder(order()), failure(pay.queryOrder({ outTradeNo: 'NODE-none' }))]);
  assert.deepEqual([placed.outcome, asked.code], ['placed', 'ORDER_NOT_EXIST']);
  assert.equal((await later).code, 'ORDER_NOT_EXIST');
  pay.close();
});

test('a token store that does not do its work is named', async ({ mock }) => {
  for (const level of ['error', 'warn']) mock.method(console, level, () => {});
  const thrown = new Error('the store is down');
  const fails = () => { throw thrown; };
  const rejects = async () => { throw thrown; };
  for (const [change, expected, cause] of [
    [{ load: fails }, /./, thrown],
    [{ load: rejects }, /./, thrown],
    [{ load: () => 'OK' }, /`load`/],
    [{ load: () => ({ accessToken: 't' }) }, /`load`/],
    [{ acquireLease: () => undefined }, /`acquireLease`/],
    [{ acquireLease: () => 'yes' }, /`acquireLease`/],
    [{ acquireLease: () => 7 }, /`acquireLease`/],
    [{ acquireLease: rejects }, /./, thrown],
  ]) {
    const pay = QqWxPay.fromEnv({ env: shop.env, ...store(change) });
    const error = await failure(pay.placeOrder(order(), { timeoutMs: 5000 }));
    assert.equal(error.code, 'TOKEN_STORE_FAILED', `${Object.keys(change)}: ${error}`);
    assert.match(error.message, expected);
    assert.equal(error.cause, cause);
    pay.close();
  }
});

test('a token that a store does not save serves the process, and a line on the console says so', async (context) => {
  const lines = [];
  for (const level of ['error', 'warn']) context.mock.method(console, level, (line) => lines.push(line));
  for (const save of [() => { throw new Error('the store is down'); }, async () => { throw new Error('the store is down'); }, () => false, () => undefined, () => 'yes', () => null]) {
    lines.length = 0;
    const other = await open({ options: store({ save }) });
    context.after(() => other.close());
    assert.equal((await other.pay.placeOrder(order())).outcome, 'placed');
    await until('the line', () => lines.some((line) => /^qq-wxpay: .*TOKEN_STORE_FAILED.*`save`/.test(line)));
  }
});
