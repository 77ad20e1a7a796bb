// A program that is bundled or traced, and run where nothing else is: the addon comes along, or the error says what to do.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nodeFileTrace } from '@vercel/nft';
import { build } from 'esbuild';
import webpack from 'webpack';
import { open, order } from './helpers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { PLATFORMS, platform } = createRequire(import.meta.url)('../lib/loader.js');
const addon = `qq-wxpay-${platform()}`;
const PROGRAM = `
  import { QqWxPay } from 'qq-wxpay';
  import { notifications } from 'qq-wxpay/express';
  async function main() {
    const pay = QqWxPay.fromEnv();
    notifications(pay, { paid() {} });
    const order = JSON.parse(process.env.ORDER);
    console.log((await pay.placeOrder(order)).outcome);
  }
  main();`;

let folder;
let entry;
let shop;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qq-wxpay-bundles-'));
  execFileSync(process.execPath, [join(root, 'scripts/pack.mjs'), '--folders', '--into', join(folder, 'source/node_modules')]);
  entry = join(folder, 'source/program.mjs');
  writeFileSync(entry, PROGRAM);
  shop = await open();
});

after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await shop?.close();
});

/** A folder of its own for what a bundler made, with these packages and no others. */
function place(name, packages) {
  const into = join(folder, name);
  mkdirSync(into);
  for (const one of packages) cpSync(join(folder, 'source/node_modules', one), join(into, 'node_modules', one), { recursive: true });
  return into;
}

/** Runs a program that was built, and gives what it printed; one that fails, its error. */
async function run(file) {
  const child = spawn(process.execPath, [file], { env: { ...process.env, ...shop.env, ORDER: JSON.stringify(order()) }, cwd: dirname(file) });
  let [said, wrong] = ['', ''];
  child.stdout.on('data', (text) => { said += text; });
  child.stderr.on('data', (text) => { wrong += text; });
  const [status] = await once(child, 'close');
  return status === 0 ? said : wrong;
}

async function esbuild(into, options) {
  const all = { entryPoints: [entry], bundle: true, platform: 'node', outfile: join(into, 'main.cjs'), logLevel: 'silent', ...options };
  const { warnings } = await build(all);
  assert.deepEqual(warnings, [], 'packages of other platforms are no warning');
  return all.outfile;
}

async function packed(into, externals) {
  const stats = await promisify(webpack)({ entry, mode: 'production', target: 'node', externals, output: { path: into, filename: 'main.cjs' } });
  assert.deepEqual(stats.toJson().errors.map(({ message }) => message), []);
  // The packages of other platforms are not installed; anything else would be about this one.
  const others = ({ message }) => !/Can't resolve 'qq-wxpay-/.test(message) || message.includes(`'${addon}'`);
  assert.deepEqual(stats.toJson().warnings.filter(others), []);
  return join(into, 'main.cjs');
}

/** What is said of an addon that was left behind. */
function assertExplained(said) {
  assert.match(said, new RegExp(`needs the package ${addon}, which is not there`));
  for (const hint of ["serverExternalPackages: ['qq-wxpay']", '--external:qq-wxpay', 'ship node_modules', '--omit=optional']) {
    assert.ok(said.includes(hint), `${hint} is not in: ${said}`);
  }
}

test('esbuild, the library external', async () => {
  const into = place('esbuild-external', ['qq-wxpay', addon]);
  assert.equal(await run(await esbuild(into, { external: ['qq-wxpay'] })), 'placed\n');
});

test('esbuild, all in one folder', async () => {
  const into = place('esbuild-bundled', []);
  assert.equal(await run(await esbuild(into, { loader: { '.node': 'copy' } })), 'placed\n');
});

test('esbuild, all in one folder, as a module', async () => {
  const into = place('esbuild-module', []);
  const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  assert.equal(await run(await esbuild(into, { format: 'esm', loader: { '.node': 'copy' }, banner: { js }, outfile: join(into, 'main.mjs') })), 'placed\n');
});

test('esbuild, the addon left behind: the error names bundling', async () => {
  const into = place('esbuild-without', []);
  assertExplained(await run(await esbuild(into, { external: ['qq-wxpay-*'] })));
});

test('webpack, the library external; or its addon alone, present or left behind', async () => {
  const external = place('webpack-external', ['qq-wxpay', addon]);
  const library = ({ request }, done) => (/^qq-wxpay(\/|$)/.test(request) ? done(null, `commonjs ${request}`) : done());
  assert.equal(await run(await packed(external, [library])), 'placed\n');
  const addons = { [addon]: `commonjs ${addon}` };
  assert.equal(await run(await packed(place('webpack-addon', [addon]), addons)), 'placed\n');
  assertExplained(await run(await packed(place('webpack-without', []), addons)));
});

test('what Vercel and Next.js trace runs from the traced files alone', async () => {
  const source = dirname(entry);
  const { fileList } = await nodeFileTrace([entry], { base: source });
  const into = place('traced', []);
  for (const file of fileList) cpSync(join(source, file), join(into, file), { recursive: true });
  assert.ok(fileList.has(join('node_modules', addon, `qq-wxpay.${platform()}.node`)), [...fileList].join('\n'));
  assert.equal(await run(join(into, 'program.mjs')), 'placed\n');
});

test('library and sandbox name the package of every platform literally', () => {
  for (const [file, base] of [['lib/native.js', 'qq-wxpay'], ['sandbox/native.js', 'qq-wxpay-sandbox']]) {
    const named = [...readFileSync(join(root, file), 'utf8').matchAll(/case '(.+)':\n +return require\('(.+)'\);/g)];
    assert.deepEqual(named.map(([, name, wanted]) => [name, wanted]), PLATFORMS.map((name) => [name, `${base}-${name}`]));
  }
});
