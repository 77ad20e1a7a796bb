// What it costs to load a package, beside the bare interpreter.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { end, judge, median } from './figures.mjs';

const ROUNDS = 15;
const folder = fileURLToPath(new URL('.', import.meta.url));
const PROGRAMS = {
  'bare node': '0',
  'qq-wxpay': "require('qq-wxpay')",
  'axios-plugin': "require('wechatpay-axios-plugin')",
  'node-v3': "require('wechatpay-node-v3')",
};

/** Milliseconds. */
function time(program) {
  const begin = process.hrtime.bigint();
  execFileSync(process.execPath, ['-e', program], { cwd: folder });
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

const times = Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, program] of Object.entries(PROGRAMS)) times[name].push(time(program));
}
console.log('\nstart-up');
for (const [name, list] of Object.entries(times)) console.log(`  ${name.padEnd(14)} ${median(list).toFixed(1).padStart(6)} ms`);
const bare = times['bare node'];
const over = (name, round) => times[name][round] - bare[round];
const ratios = bare.map((_, round) => Math.min(over('axios-plugin', round), over('node-v3', round)) / over('qq-wxpay', round));
judge('start-up over bare node, the fastest peer beside it', median(ratios), 2);
end();
