// Whether memory grows: of OPERATIONS the first tenth beside the last one; one in ten is an order that is built and signed, the others are notifications.
import { settings } from './fixture.mjs';
import { tell } from './figures.mjs';
import { PARTIES } from './parties.mjs';

const OPERATIONS = Number(process.env.OPERATIONS ?? 100_000);
const { sign, read } = PARTIES['qq-wxpay'](settings);

/** MB after so many operations more. */
function run(count) {
  for (let number = 0; number < count; number += 1) {
    if (number % 10 === 0) sign(`T${number}0000000`);
    else read();
  }
  return process.memoryUsage.rss() / 1e6;
}

const first = run(OPERATIONS / 10);
tell('memory-flat', 'MB', undefined, run(OPERATIONS - OPERATIONS / 10), { 'the first tenth': first });
