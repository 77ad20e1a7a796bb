// One client under load: places orders for some seconds, some of them at once, and prints what it reached as JSON.
//
//   LOAD='{"party":…,"settings":…,"baseUrl":…,"keepAlive":…,"inFlight":…,"seconds":…}' node client.mjs
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PARTIES } from './parties.mjs';

const { party, settings, baseUrl, keepAlive, inFlight, seconds } = JSON.parse(process.env.LOAD);
const { place } = PARTIES[party](settings, baseUrl, keepAlive);
const delay = monitorEventLoopDelay({ resolution: 1 });

let placed = 0;
let number = 0;

async function orderUntil(end) {
  while (Date.now() < end) {
    const link = await place(`T${process.pid}x${Date.now()}x${(number += 1)}`);
    if (typeof link !== 'string' || !link.startsWith('http')) throw new Error('an order has no link');
    placed += 1;
  }
}

/** Orders per second. */
async function load(duration) {
  placed = 0;
  const begin = performance.now();
  await Promise.all(Array.from({ length: inFlight }, () => orderUntil(Date.now() + duration * 1000)));
  return (placed / (performance.now() - begin)) * 1000;
}

await load(Math.min(1, seconds)); // to be warm
delay.enable();
const used = process.cpuUsage();
const perSecond = await load(seconds);
const { user, system } = process.cpuUsage(used);
delay.disable();
const processor = (user + system) / placed;
console.log(JSON.stringify({ perSecond, processor, delay: delay.percentile(99) / 1e6, rss: process.memoryUsage.rss() / 1e6 }));
process.exit(0);
