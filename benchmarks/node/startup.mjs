// What it costs to load a package, beside the bare interpreter.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SECONDS, median, tell } from './figures.mjs';

const ROUNDS = Math.max(3, Math.round(SECONDS * 5));
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
const over = (name) => median(times[name].map((time, round) => time - times['bare node'][round]));
tell('start-up', 'ms', 'clock', over('qq-wxpay'), { 'axios-plugin': over('axios-plugin'), 'node-v3': over('node-v3') });
