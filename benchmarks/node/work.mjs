// Each party's own work, without the network: build and sign an order with its client; verify, decrypt and read a notification.
import { createPrivateKey, sign } from 'node:crypto';
import { settings } from './fixture.mjs';
import { SECONDS, median, tell } from './figures.mjs';
import { PARTIES } from './parties.mjs';

/** The operation alone. */
const BARE = "Node's OpenSSL";
const ROUNDS = Math.max(3, Math.round(SECONDS * 14));

/** Microseconds of the processor for one of `count` calls. */
async function time(act, count) {
  const begin = process.cpuUsage();
  for (let index = 0; index < count; index += 1) {
    const result = act(`T${index}0000000`);
    if (typeof result?.then === 'function') await result;
  }
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / count;
}

/** Tells what each takes: ours, and the peers beside it. */
async function compare(row, acts, count) {
  const times = Object.fromEntries(Object.keys(acts).map((name) => [name, []]));
  for (const act of Object.values(acts)) await time(act, count * 3);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, act] of Object.entries(acts)) times[name].push(await time(act, count));
  }
  const { 'qq-wxpay': ours, [BARE]: bare, ...beside } = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
  tell(row, 'us', 'processor', ours, beside);
  if (bare) tell('bare-sign', 'us', 'processor', undefined, { [BARE]: bare });
}

const parties = Object.fromEntries(Object.entries(PARTIES).filter(([name]) => name !== 'undici').map(([name, make]) => [name, make(settings)]));
const of = (what) => Object.fromEntries(Object.entries(parties).map(([name, party]) => [name, party[what]]));

const key = createPrivateKey(settings.merchant_private_key);
const message = Buffer.from('POST\n/v3/pay/transactions/h5\n1722850421\n593BEC0C930BF1AFEB40B4A08C8FB242\n{}\n'.padEnd(400));
await compare('order-work', { ...of('sign'), [BARE]: () => sign('sha256', message, key) }, 40);
if (parties['qq-wxpay'].read()?.tradeState !== 'SUCCESS') throw new Error('the notification is not read');
await compare('notification-work', of('read'), 200);
