// Each party's own work, without the network: build and sign an order with its client; verify, decrypt and read a notification.
import { createPrivateKey, sign } from 'node:crypto';
import { settings } from './fixture.mjs';
import { judge, end, median } from './figures.mjs';
import { PARTIES } from './parties.mjs';

const ROUNDS = 41;

/** Microseconds for one of `count` calls. */
async function time(act, count) {
  const begin = process.hrtime.bigint();
  for (let index = 0; index < count; index += 1) {
    const result = act(`T${index}0000000`);
    if (typeof result?.then === 'function') await result;
  }
  return Number(process.hrtime.bigint() - begin) / 1000 / count;
}

/** Median microseconds of each, and the median ratio of each to the first. */
async function compare(title, acts, count) {
  const times = Object.fromEntries(Object.keys(acts).map((name) => [name, []]));
  for (const act of Object.values(acts)) await time(act, count * 3);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, act] of Object.entries(acts)) times[name].push(await time(act, count));
  }
  const own = times['qq-wxpay'];
  console.log(`\n${title}`);
  for (const [name, list] of Object.entries(times)) console.log(`  ${name.padEnd(14)} ${median(list).toFixed(1).padStart(7)} us`);
  return (name) => median(times[name].map((other, round) => other / own[round]));
}

const parties = Object.fromEntries(Object.entries(PARTIES).map(([name, make]) => [name, make(settings)]));
const of = (what) => Object.fromEntries(Object.entries(parties).map(([name, party]) => [name, party[what]]));

const key = createPrivateKey(settings.merchant_private_key);
const message = Buffer.from('POST\n/v3/pay/transactions/h5\n1722850421\n593BEC0C930BF1AFEB40B4A08C8FB242\n{}\n'.padEnd(400));
const orders = await compare('build and sign an order', { ...of('sign'), 'bare RSA': () => sign('sha256', message, key) }, 40);
judge('order, bare RSA beside it', orders('bare RSA'), 1 / 1.03);
judge('order, beside axios-plugin', orders('axios-plugin'), 1.18);
judge('order, beside node-v3', orders('node-v3'), 3.2);

if (parties['qq-wxpay'].read()?.tradeState !== 'SUCCESS') throw new Error('the notification is not read');
const notifications = await compare('verify, decrypt and read a notification', of('read'), 200);
judge('notification, beside axios-plugin', notifications('axios-plugin'), 1.6);
judge('notification, beside node-v3', notifications('node-v3'), 7);
end();
