// The purchase in a pretended QQ, with a pretended shop: what the page does with every answer.
const assert = require('node:assert/strict');
const { beforeEach, test } = require('node:test');

/** @typedef {{ method: string, path: string }} Asked */

/** @type {Asked[]} */ let asked;
/** @type {Record<string, Array<{ status: number, body?: object } | undefined>>} Replies by request, the last for all later ones. */ let replies;
/** @type {Map<string, unknown>} */ const storage = new Map();
/** @type {string | undefined} What QQ says when its view has closed; nothing, when it does not. */ let errMsg;
/** @type {{ act: () => void, after: number } | undefined} */ let watchdog;
/** @type {Array<{ url: string, referer: string }>} */ let opened;

const LINK = { url: 'https://wx.tenpay.com/x', referer: 'https://pay.example.com' };

const client = {
  /** @param {RequestWxPaymentOptions} options */
  requestWxPayment(options) {
    opened.push({ url: options.url, referer: options.referer });
    if (errMsg) options.complete?.({ errMsg });
  },
  /** @param {QqRequestOptions} options */
  request({ url, method = 'GET', success, fail }) {
    const path = new URL(url).pathname;
    asked.push({ method, path });
    const list = replies[`${method} ${path}`] ?? [];
    const reply = list.length > 1 ? list.shift() : list[0];
    if (reply) success?.({ statusCode: reply.status, data: reply.body });
    else fail?.({ errMsg: 'request:fail timeout' });
  },
  /** @param {string} key */
  getStorageSync: (key) => storage.get(key) ?? '',
  /** @param {string} key @param {unknown} data */
  setStorageSync: (key, data) => { storage.set(key, data); },
  /** @param {string} key */
  removeStorageSync: (key) => { storage.delete(key); },
};
Object.assign(globalThis, { qq: client });
const { buy, resume, shownAgain } = require('../miniprogram/payment/purchase');

beforeEach((context) => {
  asked = [];
  opened = [];
  storage.clear();
  errMsg = 'requestWxPayment:ok';
  replies = { 'POST /orders': [{ status: 201, body: { out_trade_no: 'T1', request_payment: LINK } }] };
  // Pauses take no time here, and the watchdog barks when it is told to.
  watchdog = undefined;
  const { mock } = /** @type {import('node:test').TestContext} */ (context);
  mock.method(globalThis, 'setTimeout', (/** @type {() => void} */ act, /** @type {number} */ after) => {
    if (after > 60000) watchdog = { act, after };
    else setImmediate(act);
  });
  mock.method(globalThis, 'clearTimeout', () => { watchdog = undefined; });
});

/** @param {...string} states */
const shopSays = (...states) => { replies['GET /orders/T1'] = states.map((state) => ({ status: 200, body: { state } })); };

/** @param {() => boolean} is */
const until = async (is) => { while (!is()) await new Promise((resolve) => { setImmediate(resolve); }); };

test('ok: the server is asked until it knows', async () => {
  shopSays('open', 'open', 'paid');
  assert.deepEqual(await buy('blue-mug'), { became: 'paid' });
  assert.deepEqual(opened, [LINK]);
  assert.equal(asked.filter(({ method }) => method === 'GET').length, 3);
  assert.equal(storage.size, 0, 'the order is done with');
});

test('ok is no proof: an order that stays open is not paid', async () => {
  shopSays('open');
  assert.deepEqual(await buy('blue-mug'), { became: 'open' });
  assert.equal(storage.get('order'), 'T1', 'and is kept');
});

test('cancel is no proof either: who paid and then left has paid', async () => {
  errMsg = 'requestWxPayment:fail cancel';
  shopSays('paid');
  assert.deepEqual(await buy('blue-mug'), { became: 'paid' });
});

test('QQ says nothing: the page that is shown again goes on, and is no second question at once', async () => {
  errMsg = undefined;
  shopSays('open', 'paid');
  const buying = buy('blue-mug');
  await until(() => opened.length === 1);
  assert.equal(asked.filter(({ method }) => method === 'GET').length, 0, 'it waits');
  shownAgain();
  assert.deepEqual(await buying, { became: 'paid' });
  assert.equal(watchdog, undefined);
});

test('QQ says nothing and shows nothing: the waiting ends with the link', async () => {
  errMsg = undefined;
  shopSays('open');
  const buying = buy('blue-mug');
  await until(() => watchdog !== undefined);
  assert.equal(watchdog?.after, 300000);
  watchdog?.act();
  assert.deepEqual(await buying, { became: 'open' });
  assert.equal(storage.get('order'), 'T1', 'and the order is kept');
});

test('ok before the payment: the page that is shown later asks again, several times', async () => {
  shopSays('open');
  assert.deepEqual(await buy('blue-mug'), { became: 'open' });
  shopSays('open', 'open', 'paid');
  asked = [];
  /** @type {string[]} */ const sofar = [];
  assert.equal(await resume((became) => sofar.push(became)), 'paid');
  assert.deepEqual([asked.length, sofar], [3, ['open', 'open']]);
});

test('a page that is shown while nobody pays changes nothing', async () => {
  shownAgain();
  assert.equal(await resume(), undefined);
  assert.equal(asked.length, 0);
});

test('an unknown text: the server decides, and the text is kept for the log', async () => {
  errMsg = 'requestWxPayment:fail url is invalid';
  shopSays('open');
  assert.deepEqual(await buy('blue-mug'), { became: 'open', text: errMsg });
});

test('no answer from the server: unknown, and never a second order', async () => {
  replies['GET /orders/T1'] = [undefined];
  assert.deepEqual(await buy('blue-mug'), { became: 'unknown' });
  assert.deepEqual(await buy('blue-mug'), { became: 'unknown' });
  assert.equal(asked.filter(({ method }) => method === 'POST').length, 1);
  shopSays('paid');
  assert.equal(await resume(), 'paid');
  assert.equal(await resume(), undefined);
});

test('paying again opens the same order with a fresh link', async () => {
  shopSays('open');
  replies['POST /orders/T1/link'] = [{ status: 200, body: { out_trade_no: 'T1', request_payment: LINK } }];
  await buy('blue-mug');
  await buy('blue-mug');
  assert.deepEqual(asked.filter(({ method }) => method === 'POST').map(({ path }) => path), ['/orders', '/orders/T1/link']);
});

test('an order with a lost reply is kept and repeated; one that is refused is not', async () => {
  replies['POST /orders'] = [{ status: 503, body: { error: 'TIMED_OUT', retry: 'confirm_first', out_trade_no: 'T1' } }];
  assert.deepEqual(await buy('blue-mug'), { became: 'unknown', text: 'TIMED_OUT' });
  assert.equal(storage.get('order'), 'T1');
  storage.clear();
  replies['POST /orders'] = [{ status: 500, body: { error: '9030', retry: 'never', out_trade_no: 'T1' } }];
  assert.deepEqual(await buy('blue-mug'), { became: 'refused', text: '9030' });
  replies['POST /orders'] = [undefined];
  assert.equal((await buy('blue-mug')).became, 'refused');
  assert.deepEqual([storage.size, opened.length], [0, 0]);
});

test('an order that the shop does not know any more is forgotten', async () => {
  storage.set('order', 'T0');
  replies['GET /orders/T0'] = [{ status: 404, body: { error: 'no such order' } }];
  shopSays('paid');
  assert.deepEqual(await buy('blue-mug'), { became: 'paid' });
});

test('a QQ that cannot pay: nothing is ordered', async () => {
  const { requestWxPayment } = client;
  Object.assign(client, { requestWxPayment: undefined });
  assert.deepEqual(await buy('blue-mug'), { became: 'missing' });
  assert.equal(asked.length, 0);
  Object.assign(client, { requestWxPayment });
});
