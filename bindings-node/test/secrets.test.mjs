// What crash reporters and Node itself would report of a wrong setting and of a refused order: nothing secret, and no payer.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { control, open, order } from './helpers.mjs';

const program = fileURLToPath(new URL('crash_program.cjs', import.meta.url));
/** The payer, and a token. */
const HIDDEN = { PAYER: '203.0.113.7', TOKEN: 'access-token-that-nobody-may-see' };

let shop;
let secrets;

before(async () => {
  shop = await open();
  await control(shop.base, 'PUT', '/sandbox/switches', { merchant_bound: false });
  // Of a key in PEM one line of its middle: reporters cut values short and write line breaks in their own way.
  const values = Object.entries(shop.env).filter(([name]) => /SECRET|_KEY$/.test(name) && !/PUBLIC/.test(name));
  assert.ok(values.length >= 4, `${values.map(([name]) => name)}`);
  secrets = values.map(([, value]) => value.split('\n')[1] ?? value).flatMap((value) => [value, value.slice(0, 24)]);
  secrets.push(...Object.values(HIDDEN));
});
after(() => shop.close());

/** What the program prints with this reporter. */
function run(words, change = {}) {
  const env = { ...process.env, ...shop.env, ...HIDDEN, QQ_WXPAY_NOTIFY_URL: 'https://pay.example.com/notify', OUT_TRADE_NO: order().outTradeNo, ...change };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { env, timeout: 60_000, maxBuffer: 1 << 26 }, (error, out, wrong) => resolve({ status: error?.code ?? 0, out, wrong }));
  });
}

function holdsNothing(text, what) {
  for (const secret of secrets) assert.ok(!text.includes(secret), `${what} shows ${secret.slice(0, 4)}...`);
}

const WRONG = { QQ_WXPAY_REFERER: 'nonsense' };

test('Sentry, with local variables', async () => {
  for (const change of [{}, WRONG]) {
    const { status, out, wrong } = await run(['sentry'], change);
    assert.equal(status, 0, wrong);
    const events = out.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)).filter(({ exception }) => exception);
    const faults = new Set(events.map(({ tags }) => tags.fault));
    for (const fault of ['settingGiven', 'settingObject', 'order', 'orderWrong', 'provider']) assert.ok(faults.has(fault), `${fault}: ${[...faults]}`);
    holdsNothing(out, 'Sentry');
    if (change === WRONG) assert.ok(faults.has('setting'));
  }
});

test('the local variables of this package, whenever it throws an error', async () => {
  const { status, out, wrong } = await run(['locals'], WRONG);
  assert.equal(status, 0, wrong);
  const seen = JSON.parse(out.trim().split('\n').at(-1));
  const { out: ordered } = await run(['locals']);
  seen.push(...JSON.parse(ordered.trim().split('\n').at(-1)));
  const functions = new Set(seen.map(([name]) => name));
  for (const name of ['QqWxPay', 'fromEnv', 'placeV2Order', 'call', 'prepare', 'prepareBill', 'decryptSensitive', 'now', 'handleNotification']) assert.ok(functions.has(name), `${[...functions]}`);
  assert.ok(!functions.has('the watcher'), 'the watcher saw all of it');
  for (const [name, variable, value] of seen) holdsNothing(value, `${name}: ${variable}`);
});

test('what nobody caught, as Node prints it', async () => {
  for (const [fault, change] of [['setting', WRONG], ['settingObject', {}], ['order', {}], ['orderWrong', {}], ['prepared', {}]]) {
    const { status, out, wrong } = await run(['node', fault], change);
    assert.equal(status, 1, wrong);
    assert.match(wrong, /QqWxPayError: .*Remedy/s);
    holdsNothing(out + wrong, fault);
  }
});
