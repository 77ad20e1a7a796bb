// What a user does: installs the packed tarballs in an empty folder, starts the sandbox with npx, pastes the README's program.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { control, freePort, until } from './helpers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const program = readme.match(/```js\n([^]*?)```/)[1];
let folder;
let sandbox;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'qq-wxpay-'));
  const packed = join(folder, 'packed');
  execFileSync(process.execPath, [join(root, 'scripts/pack.mjs'), '--into', packed], { stdio: 'pipe' });
  const tarballs = readdirSync(packed).filter((name) => name.endsWith('.tgz')).map((name) => join(packed, name));
  assert.equal(tarballs.length, 4, 'library and sandbox, and their addons for this platform');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], { cwd: folder, stdio: 'pipe' });
});

after(() => {
  sandbox?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('every package says where it comes from, and brings its licences and both languages', () => {
  const installed = join(folder, 'node_modules');
  const packages = readdirSync(installed).filter((name) => name.startsWith('qq-wxpay'));
  assert.equal(packages.length, 4);
  for (const name of packages) {
    const content = JSON.parse(readFileSync(join(installed, name, 'package.json'), 'utf8'));
    for (const field of ['homepage', 'repository', 'bugs']) assert.ok(content[field], `${name}: ${field}`);
    for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) {
      assert.equal(readFileSync(join(installed, name, licence), 'utf8'), readFileSync(join(root, '..', licence), 'utf8'));
    }
  }
  const { version, peerDependencies } = JSON.parse(readFileSync(join(installed, 'qq-wxpay/package.json'), 'utf8'));
  assert.equal(peerDependencies['qq-wxpay-sandbox'], version, 'the kit is that of the same version');
  for (const name of ['qq-wxpay', 'qq-wxpay-sandbox']) {
    for (const file of ['README.md', 'README.zh-CN.md']) assert.ok(existsSync(join(installed, name, file)), `${name}: ${file}`);
  }
});

test('the program of the README places an order on the sandbox that npx starts', async () => {
  const envFile = join(folder, 'sandbox.env');
  const bin = join(folder, 'node_modules/.bin/qq-wxpay');
  const merchant = await freePort();
  const notifyUrl = `http://127.0.0.1:${merchant}/notify`;
  const given = ['sandbox', '--lang', 'en', '--port', '0', '--write-env', 'sandbox.env', '--notify-url', notifyUrl];
  sandbox = spawn(bin, given, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  sandbox.stdout.on('data', (text) => { said += text; });
  const [, base] = await until('the sandbox', () => said.match(/at (http:\/\/127\.0\.0\.1:\d+) [^]*Ctrl-C/));
  assert.equal(statSync(envFile).mode & 0o077, 0, 'its keys are for their owner alone');
  assert.match(said, /set -a; \. \.\/sandbox\.env; set \+a/);
  writeFileSync(join(folder, 'shop.mjs'), program);
  const shell = (file) => `set -a; . ./sandbox.env; set +a; export QQ_WXPAY_NOTIFY_URL=${notifyUrl}; exec node ${file}`;
  const printed = execFileSync('sh', ['-c', shell('shop.mjs')], { cwd: folder, encoding: 'utf8', timeout: 120_000 });
  const [, link] = printed.match(/"url":"(https?:[^"]+)"/);
  const orders = await control(base, 'GET', '/sandbox/orders');
  assert.match(JSON.stringify(orders), /T20261123000001/);

  // Paid, and notified: the adapters take what Node's own server gives.
  const receive = `import { createServer } from 'node:http'; import { QqWxPay } from 'qq-wxpay'; import { notifications } from 'qq-wxpay/express';
    const pay = QqWxPay.fromEnv();
    createServer(notifications(pay, { paid(paid) {
      paid.expect({ outTradeNo: 'T20261123000001', total: 1999 });
      console.log('delivered');
    } })).listen(${merchant}, '127.0.0.1', () => console.log('open'));`;
  writeFileSync(join(folder, 'notify.mjs'), receive);
  const server = spawn('sh', ['-c', shell('notify.mjs')], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  server.stdout.on('data', (text) => { heard += text; });
  try {
    await until('the merchant', () => heard.includes('open'));
    await control(base, 'POST', '/sandbox/pay', { h5_url: link });
    await until('the notification', () => heard.includes('delivered'));
  } finally {
    server.kill();
  }
});

test('the sandbox is a package for tests, too', () => {
  const program = `import { startSandbox } from 'qq-wxpay-sandbox'; import { QqWxPay } from 'qq-wxpay';
    const sandbox = await startSandbox();
    const pay = QqWxPay.fromEnv({ env: sandbox.env });
    console.log((await pay.accessToken()).accessToken.length > 0);
    console.log(await startSandbox({ prot: 1 }).catch((error) => error.message));
    console.log(await startSandbox({ host: 'here' }).catch((error) => error.message));
    await sandbox.stop();
    const kept = [];
    for (const host of ['0.0.0.0', '127.0.0.1']) {
      const sandbox = await startSandbox({ host, keep: 'keys.json' });
      kept.push(sandbox.env.QQ_WXPAY_MERCHANT_SERIAL, sandbox.baseUrl.startsWith('http://127.0.0.1:'));
      await sandbox.stop();
    }
    console.log(kept[0] === kept[2] && kept[1] && kept[3]);`;
  writeFileSync(join(folder, 'own_test.mjs'), program);
  const printed = execFileSync(process.execPath, ['own_test.mjs'], { cwd: folder, encoding: 'utf8', timeout: 120_000 });
  assert.match(printed, /^true\n.*no option `prot`.*\n`host` must be.*\ntrue\n$/);
});

const [, handlerTest] = readme.match(/## Test your handler\n[^]*?```js\n([^]*?)```/);

test('a handler is tested in ten lines, without a process and a network', () => {
  assert.ok(handlerTest.split('\n').filter((line) => line.trim()).length <= 10);
  const run = (file, program, ...command) => {
    writeFileSync(join(folder, file), program);
    return spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8', timeout: 120_000 });
  };
  const own = run('handler.test.mjs', handlerTest, '--test', 'handler.test.mjs');
  assert.equal(own.status, 0, own.stdout);
  console.log(`node:test: ${own.stdout.match(/\(([\d.]+ms)\)|duration_ms:? ([\d.]+)/)?.[0]}`);
  for (const name of ['vitest', 'vite']) symlinkSync(join(root, 'test/node_modules', name), join(folder, 'node_modules', name));
  const vitest = `import { expect, test as plain } from 'vitest';
    import { notifications } from 'qq-wxpay/web';
    import { client, deliver, error, fixtures, signedNotification } from 'qq-wxpay/testing';
    const test = plain.extend(fixtures);
    test('the same', async ({ pay }) => {
      const handler = notifications(pay, { paid() {} });
      expect(await deliver(handler, signedNotification())).toMatchObject({ status: 200, acknowledged: true });
    });
    test('a sandbox', async ({ sandbox, sandboxPay, signedNotification: sign }) => {
      expect(await sandbox.orders()).toEqual([]);
      expect((await sandboxPay.accessToken()).accessToken).toBeTruthy();
      expect(sign().body.length).toBeGreaterThan(100);
      expect(() => { throw error('ORDERPAID'); }).toThrow(/ORDERPAID/);
    });`;
  const runner = join(root, 'test/node_modules/vitest/vitest.mjs');
  const theirs = run('vitest.test.mjs', vitest, runner, 'run', '--root', folder, '--reporter=verbose', 'vitest.test.mjs');
  assert.equal(theirs.status, 0, theirs.stdout + theirs.stderr);
  assert.match(theirs.stdout, /2 passed/);
});

test('the kit under Jest, whose modules and globals are not those of Node', () => {
  const program = `const { notifications } = require('qq-wxpay/express');
    const { QqWxPayError } = require('qq-wxpay');
    const { client, deliver, error, signedNotification, useSandbox } = require('qq-wxpay/testing');
    const held = useSandbox({ timeScale: 1000 });
    test('a paid order is delivered, a forgery is not', async () => {
      const paid = jest.fn();
      const handler = notifications(client(), { paid });
      expect(await deliver(handler, signedNotification('payment', { outTradeNo: 'T1' }))).toMatchObject({ acknowledged: true });
      expect(await deliver(handler, signedNotification('payment', {}, { spoilt: 'forged' }))).toMatchObject({ acknowledged: false });
      expect(paid.mock.calls.map(([{ outTradeNo }]) => outTradeNo)).toEqual(['T1']);
    });
    test('the sandbox of the file', async () => {
      expect((await held.pay.accessToken()).accessToken).toBeTruthy();
      expect(await held.sandbox.orders()).toEqual([]);
      await expect(held.pay.queryOrder({ outTradeNo: 'NOT-THERE-1' })).rejects.toThrow(QqWxPayError);
      expect(() => { throw error('ORDERPAID'); }).toThrow(QqWxPayError);
    });`;
  writeFileSync(join(folder, 'jest.test.cjs'), program);
  const given = [join(root, 'test/node_modules/jest/bin/jest.js'), '--rootDir', folder, '--testMatch', '**/jest.test.cjs'];
  const ran = spawnSync(process.execPath, given, { cwd: folder, encoding: 'utf8', timeout: 120_000 });
  assert.equal(ran.status, 0, ran.stdout + ran.stderr);
  assert.match(ran.stderr, /2 passed/);
  assert.doesNotMatch(ran.stderr, /did not exit|open handle/i, 'Jest ends by itself');
});

test('without the package of the sandbox the kit names it', () => {
  const [here, aside] = ['qq-wxpay-sandbox', '.sandbox'].map((name) => join(folder, 'node_modules', name));
  renameSync(here, aside);
  try {
    const program = `const { client, error, sandbox } = require('qq-wxpay/testing');
      console.log(error('ORDERPAID').code);
      try { client(); } catch (thrown) { console.log(thrown.message); }
      sandbox().catch((thrown) => console.log(thrown.message));`;
    const printed = execFileSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8' }).trim().split('\n');
    const line = /needs the package qq-wxpay-sandbox: npm install --save-dev qq-wxpay-sandbox@\d/;
    assert.equal(printed[0], 'ORDERPAID');
    assert.match(printed[1], line);
    assert.match(printed[2], line);
  } finally {
    renameSync(aside, here);
  }
});

test('the commands explain themselves', () => {
  const bin = (name, ...given) => spawnSync(join(folder, 'node_modules/.bin', name), given, { encoding: 'utf8', timeout: 120_000 });
  assert.deepEqual([bin('qq-wxpay').status, bin('qq-wxpay', 'sanbox').status], [2, 2]);
  assert.match(bin('qq-wxpay').stderr, /sandbox/);
  const help = bin('qq-wxpay', 'sandbox', '--help');
  assert.deepEqual([help.status, /--write-env/.test(help.stdout)], [0, true]);
  assert.match(bin('qq-wxpay', 'sandbox', '--port', 'x').stderr, /--port/);
  assert.equal(bin('qq-wxpay-sandbox', '--nothing').status, 2);
  assert.match(bin('qq-wxpay-sandbox', '--help').stdout, /--write-env/);
  const known = bin('qq-wxpay', 'decode-error', '9031', '--json');
  assert.deepEqual([known.status, JSON.parse(known.stdout).code], [0, '9031']);
  assert.equal(bin('qq-wxpay', 'decode-error', 'NOTHING_SUCH').status, 1);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  test(`${signal} ends the sandbox, and the process`, async () => {
    const child = spawn(join(folder, 'node_modules/.bin/qq-wxpay'), ['sandbox', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text) => { said += text; });
    await until('the sandbox', () => said.includes('http://127.0.0.1:'));
    const ended = new Promise((resolve) => { child.on('exit', (status, by) => resolve([status, by])); });
    child.kill(signal);
    assert.deepEqual(await ended, [0, null]);
  });
}

test('it is short, and both READMEs show it', () => {
  assert.ok(readFileSync(join(root, '../README.md'), 'utf8').includes(program));
  assert.ok(program.split(';\n').filter((part) => part.trim()).length <= 10);
});

test('both module systems give the same classes', () => {
  const both = `import { QqWxPay, QqWxPayError } from 'qq-wxpay'; import { createRequire } from 'node:module';
    const cjs = createRequire(import.meta.url)('qq-wxpay');
    await import('qq-wxpay/express'); await import('qq-wxpay/web'); await import('qq-wxpay/testing');
    console.log(cjs.QqWxPay === QqWxPay, cjs.QqWxPayError === QqWxPayError);`;
  writeFileSync(join(folder, 'both.mjs'), both);
  assert.equal(execFileSync(process.execPath, ['both.mjs'], { cwd: folder, encoding: 'utf8' }).trim(), 'true true');
});
