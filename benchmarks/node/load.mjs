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
import { ROUNDS, SECONDS, median, tell } from './figures.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const CLIENTS = [
  { party: 'qq-wxpay' },
  { party: 'axios-plugin' },
  { party: 'axios-plugin', keepAlive: true },
  { party: 'node-v3' },
  { party: 'node-v3', keepAlive: true },
];
/** The exchange alone, by the fastest client of HTTP. */
const BARE = { party: 'undici' };
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
  return JSON.parse(execFileSync(program, given, { env, encoding: 'utf8', timeout: (load.seconds + 60) * 1000 }));
}

/** What each client reaches, in turn: the medians, `{ name: { perSecond, processor, delay, rss } }`. */
function compare(clients, common) {
  const reached = Object.fromEntries(clients.map((client) => [nameOf(client), []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const client of clients) reached[nameOf(client)].push(measure({ ...common, ...client }));
  }
  const middle = (list) => (what) => median(list.map((figures) => figures[what]));
  return Object.fromEntries(Object.entries(reached).map(([name, list]) => [name, Object.fromEntries(Object.keys(list[0]).map((what) => [what, middle(list)(what)]))]));
}

/** Tells one of the figures of ours, and of the peers beside it. */
function tellOf(row, unit, by, reached, what) {
  const { 'qq-wxpay': ours, undici: _bare, ...peers } = reached;
  tell(row, unit, by, ours[what], Object.fromEntries(Object.entries(peers).map(([name, figures]) => [name, figures[what]])));
}

function tellExchange(row, { undici: { perSecond, processor } }) {
  tell(row, 'us', 'clock', undefined, { undici: 1e6 / perSecond });
  tell(`${row}-processor`, 'us', 'processor', undefined, { undici: processor });
}

const keyFile = join(tmpdir(), `qq-wxpay-reply-key-${process.pid}`);
writeFileSync(keyFile, platformPrivateKey, { mode: 0o600 });
const server = await start(file('../../target/release/reply_server'), [keyFile, settings.public_key_id]);
rmSync(keyFile);
const common = { settings, baseUrl: server.line };

const many = compare([...CLIENTS, BARE], { ...common, inFlight: 64, seconds: SECONDS });
tellOf('orders-64', 'orders/s', 'clock', many, 'perSecond');
tellOf('order-processor', 'us', 'processor', many, 'processor');
tellOf('loop-delay', 'ms', 'clock', many, 'delay');
tellOf('memory-load', 'MB', undefined, many, 'rss');
tellExchange('exchange-64', many);
const one = compare([...CLIENTS, BARE], { ...common, inFlight: 1, seconds: SECONDS });
tellOf('orders-1', 'orders/s', 'clock', one, 'perSecond');
tellExchange('exchange-1', one);
server.stop();

const sandbox = await start(process.execPath, [file('sandbox.mjs')]);
const world = JSON.parse(sandbox.line);
const strict = compare(CLIENTS, { ...world, inFlight: 64, seconds: SECONDS });
tellOf('orders-64-sandbox', 'orders/s', 'clock', strict, 'perSecond');
sandbox.stop();
