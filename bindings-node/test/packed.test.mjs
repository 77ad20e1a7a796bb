// What npm publishes, as compilers and package checkers see it: every subpath has its types under every way of finding modules.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const adapters = ['/express', '/koa', '/fastify', '/nest', '/web'];
const subpaths = ['', ...adapters, '/opentelemetry', '/testing'];
let folder;
let installed;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'qq-wxpay-packed-'));
  installed = join(folder, 'node_modules');
  execFileSync(process.execPath, [file('../scripts/pack.mjs'), '--folders', '--into', installed]);
  mkdirSync(join(installed, '@types'));
  symlinkSync(file('node_modules/@types/node'), join(installed, '@types/node'));
  symlinkSync(file('node_modules/@opentelemetry'), join(installed, '@opentelemetry'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** The tarball of a package. */
function tarball(name) {
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: join(installed, name), stdio: 'pipe' }));
  return new Uint8Array(readFileSync(join(folder, filename)));
}

for (const name of ['qq-wxpay', 'qq-wxpay-sandbox']) {
  test(`${name}: publint and attw have nothing to say`, async () => {
    const data = tarball(name);
    const { messages } = await publint({ pack: { tarball: data.buffer }, strict: true });
    assert.deepEqual(messages, []);
    const { types, problems, entrypoints } = await checkPackage(createPackageFromTarballData(data), { excludeEntrypoints: ['./bin', './command'] });
    assert.equal(types?.kind, 'included');
    assert.deepEqual(problems.map(({ kind, entrypoint, resolutionKind }) => [kind, entrypoint, resolutionKind]), []);
    const wanted = name === 'qq-wxpay' ? subpaths.map((path) => `.${path}`) : ['.', './testing'];
    assert.deepEqual(Object.keys(entrypoints).filter((path) => path !== './package.json').sort(), wanted.sort());
  });
}

test('the packages of platforms: publint has nothing to say', async () => {
  for (const name of readdirSync(installed).filter((one) => /^qq-wxpay.*-(x64|arm64)/.test(one))) {
    const { messages } = await publint({ pkgDir: join(installed, name), pack: false, strict: true });
    assert.deepEqual(messages, [], name);
  }
});

const imports = adapters.map((path, index) => `import { notifications as of${index} } from 'qq-wxpay${path}';`).join('\n');
const head = `import { QqWxPay, type OrderRequest } from 'qq-wxpay';\n${imports}\ndeclare const pay: QqWxPay;`;
const GOOD = `${head}
  import { startSandbox } from 'qq-wxpay-sandbox';
  ${adapters.map((_, index) => `of${index}(pay, { paid(paid) { const total: number = paid.total; } });`).join('\n')}
  import { openTelemetryObserver } from 'qq-wxpay/opentelemetry';
  QqWxPay.fromEnv({ observer: openTelemetryObserver({ attributes: { merchant: 'shop' } }) });
  import { client, deliver, error, fixtures, signedNotification, useSandbox, type Fixtures } from 'qq-wxpay/testing';
  import { kinds } from 'qq-wxpay-sandbox/testing';
  startSandbox({ port: 0 }).then(async (sandbox) => {
    const made = client({ sandbox, env: { QQ_WXPAY_REFERER: undefined } });
    const total: number = (await sandbox.orders({ outTradeNo: 'T1' }))[0].total;
    await sandbox.setSwitches({ deliver: 'hold' });
    const told = signedNotification('v2_payment', { outTradeNo: 'T1', successTime: new Date() }, { fields: { total_fee: total }, spoilt: 'forged' });
    const answer = await deliver(of0(made, { paid() {} }), told.again());
    const acknowledged: boolean = answer.acknowledged;
    const { retry } = error('ORDERPAID', { operation: 'refund', status: 400 });
    return [acknowledged, retry === 'never', kinds().spoilt, useSandbox({ timeScale: 1000 }).pay, fixtures as Fixtures];
  });`;
const BAD = `${head}
  import 'qq-wxpay/expres';
  ${adapters.map((_, index) => `of${index}(pay, { payed() {} });`).join('\n')}
  const order: OrderRequest = { outTradeNo: 1 };
  import { error, signedNotification } from 'qq-wxpay/testing';
  signedNotification('payment', { outTradeNr: 'T1' });
  signedNotification('paymnt');
  error('ORDERPAID', { operation: 'refnd' });`;

for (const [moduleResolution, module] of [['node10', 'commonjs'], ['node16', 'node16'], ['bundler', 'esnext']]) {
  test(`types of every subpath with moduleResolution ${moduleResolution}`, () => {
    writeFileSync(join(folder, 'good.ts'), GOOD);
    writeFileSync(join(folder, 'bad.ts'), BAD);
    const compilerOptions = { strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom'], types: ['node'], module, moduleResolution, ignoreDeprecations: '6.0' };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['good.ts', 'bad.ts'] }));
    const { stdout } = spawnSync(process.execPath, [file('node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder, encoding: 'utf8' });
    const said = stdout.split('\n').filter((line) => /^\S/.test(line));
    assert.deepEqual(said.filter((line) => !line.startsWith('bad.ts')), []);
    assert.equal(said.filter((line) => /'payed' does not exist/.test(line)).length, 5, stdout);
    assert.match(stdout, /qq-wxpay\/expres'[^]*Type 'number' is not assignable to type 'string'/);
    assert.match(stdout, /'outTradeNr' does not exist[^]*'"paymnt"' is not assignable[^]*'"refnd"' is not assignable/);
  });
}

test('`using` is accepted where TypeScript knows no newer library and no Node', () => {
  writeFileSync(join(folder, 'using.ts'), `import { QqWxPay, QqWxPayError } from 'qq-wxpay';
    export async function once() { using pay = QqWxPay.fromEnv(); await using other = QqWxPay.fromEnv(); return [pay, other]; }
    export async function never() { using error = null as unknown as QqWxPayError; }`);
  const compilerOptions = { strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom'], types: [], module: 'node16' };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['using.ts'] }));
  const { stdout } = spawnSync(process.execPath, [file('node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder, encoding: 'utf8' });
  assert.match(stdout, /^using\.ts\(3,[^\n]+TS2850[^\n]+\n(  .*\n)*$/);
});
