// Orders over the network: how many a second, and how long the event loop waits meanwhile.
//
// Once beside a server that answers at once and is never the bottleneck, client and server on one core each; once beside the
// sandbox, which checks and signs everything and is slower than any client.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { platformPrivateKey, settings } from './fixture.mjs';
import { end, judge, median } from './figures.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SECONDS = Number(process.env.SECONDS ?? 10);
const CLIENTS = [
  { party: 'qq-wxpay' },
  { party: 'axios-plugin' },
  { party: 'axios-plugin', keepAlive: true },
  { party: 'node-v3' },
  { party: 'node-v3', keepAlive: true },
];
const nameOf = ({ party, keepAlive }) => party + (keepAlive ? ', own agent' : '');

/** The command on one core, where the system can do that. */
const onCore = (core, program, given) => (process.platform === 'linux' ? ['taskset', ['-c', String(core), program, ...given]] : [program, given]);

/** Starts a program and reads the first line that it prints. */
async function start(program, given) {
  const child = spawn(...onCore(1, program, given), { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return { line: String(line).trim(), stop: () => child.kill() };
}

function measure(load) {
  const [program, given] = onCore(0, process.execPath, [file('client.mjs')]);
  const env = { ...process.env, LOAD: JSON.stringify(load) };
  return JSON.parse(execFileSync(program, given, { env, encoding: 'utf8', timeout: (load.seconds + 30) * 1000 }));
}

/** What each client reaches, in turn: `{ name: { perSecond: [...], delay: [...] } }`. */
function compare(title, common) {
  console.log(`\n${title}`);
  const reached = Object.fromEntries(CLIENTS.map((client) => [nameOf(client), { perSecond: [], delay: [], rss: [] }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const client of CLIENTS) {
      const figures = measure({ ...common, ...client });
      for (const [what, value] of Object.entries(figures)) reached[nameOf(client)][what].push(value);
    }
  }
  for (const [name, { perSecond, delay, rss }] of Object.entries(reached)) {
    const [orders, wait, memory] = [perSecond, delay, rss].map(median);
    console.log(`  ${name.padEnd(24)} ${orders.toFixed(0).padStart(6)} orders/s   event loop p99 ${wait.toFixed(2).padStart(7)} ms   ${memory.toFixed(0)} MB`);
  }
  return reached;
}

/** The median over the rounds of our own figure beside the best one of the peers whose names begin so. */
function beside(reached, peer, what, best) {
  const others = Object.entries(reached).filter(([name]) => name !== 'qq-wxpay' && name.startsWith(peer));
  return median(reached['qq-wxpay'][what].map((own, round) => own / best(...others.map(([, figures]) => figures[what][round]))));
}

function judgeLoad(what, reached, least) {
  for (const [peer, ratio] of Object.entries(least)) judge(`${what}, beside ${peer}`, beside(reached, peer, 'perSecond', Math.max), ratio);
}

const keyFile = join(tmpdir(), `qq-wxpay-reply-key-${process.pid}`);
writeFileSync(keyFile, platformPrivateKey, { mode: 0o600 });
const server = await start(file('../../target/release/reply_server'), [keyFile, settings.public_key_id]);
rmSync(keyFile);
const common = { settings, baseUrl: server.line };

const many = compare('64 orders in flight, a server that answers at once', { ...common, inFlight: 64, seconds: SECONDS });
judgeLoad('64 in flight', many, { 'axios-plugin': 3, 'node-v3': 5 });
judge('event loop p99 below 5 ms', 5 / median(many['qq-wxpay'].delay), 1);
judge('event loop p99, the best peer beside it', 1 / beside(many, '', 'delay', Math.min), 10);
const one = compare('one order at a time, a server that answers at once', { ...common, inFlight: 1, seconds: Math.ceil(SECONDS / 3) });
judgeLoad('one at a time', one, { 'axios-plugin': 2.3, 'node-v3': 4.4 });
server.stop();

const sandbox = await start(process.execPath, [file('sandbox.mjs')]);
const world = JSON.parse(sandbox.line);
const strict = compare('64 orders in flight, the sandbox', { ...world, inFlight: 64, seconds: SECONDS });
judge('event loop p99 below 5 ms', 5 / median(strict['qq-wxpay'].delay), 1);
sandbox.stop();
end();
