// Whether memory grows: of OPERATIONS the first tenth beside the last one; one in ten is an order that is built and signed, the others are notifications.
import { setImmediate as turn } from 'node:timers/promises';
import { settings } from './fixture.mjs';
import { tell } from './figures.mjs';
import { PARTIES } from './parties.mjs';

const OPERATIONS = Number(process.env.OPERATIONS ?? 100_000);
const { sign, read } = PARTIES['qq-wxpay'](settings);

/** MB after so many operations more. As in a server each turn of the event loop has a few of them: what is let go of is freed between turns. */
async function run(count) {
  for (let number = 0; number < count; number += 1) {
    if (number % 10 === 0) {
      await turn();
      sign(`T${number}0000000`);
    } else read();
  }
  return process.memoryUsage.rss() / 1e6;
}

const first = await run(OPERATIONS / 10);
tell('memory-flat', 'MB', undefined, await run(OPERATIONS - OPERATIONS / 10), { 'the first tenth': first });
