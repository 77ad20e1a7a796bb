// What documents and comments name exists: methods, options, fields, codes; and an error is the same class wherever it stands.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { control, open, order, QqWxPayError } from './helpers.mjs';

const require = createRequire(import.meta.url);
const library = require('../lib/index.js');
const native = require('../lib/native.js');
const root = new URL('..', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const files = (folder, end) => readdirSync(new URL(folder, root)).filter((name) => name.endsWith(end)).map((name) => folder + name);
const COMMENT = /\/\*\*[^]*?\*\/|\/\/[^\n]*/g;

/** Names of other software and of the language, which documents use. */
const OTHERS = new Set('AppModule NestFactory enableShutdownHooks onModuleDestroy URLSearchParams afterAll beforeAll bodyParser execSync getHttpAdapter getInstance getToken globalThis isWellFormed node_modules postMessage rawHeaders requestWxPayment serverExternalPackages structuredClone toMatchObject yyyyMMddHHmmss __dirname _000'.split(' '));

test('every method that the types declare is there, and is declared', () => {
  const declared = [...read('generated/operations.d.ts').matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name);
  const own = [...read('index.d.ts').match(/class QqWxPay \{([^]*?)\n\}/)[1].matchAll(/^ {2}(?!static|constructor)(\w+)[(<]/gm)].map(([, name]) => name);
  const { prototype } = library.QqWxPay;
  const there = [prototype, Object.getPrototypeOf(prototype)].flatMap(Object.getOwnPropertyNames).filter((name) => name !== 'constructor');
  for (const name of there) assert.equal(prototype[name].name, name);
  assert.deepEqual([...declared, ...own].sort(), there.sort());
});

test('what READMEs and comments call by name exists', () => {
  const types = [...files('./', '.d.ts'), ...files('generated/', '.d.ts'), ...files('adapters/', '.d.ts'), ...files('sandbox/', '.d.ts'), ...files('testing/', '.d.ts')];
  const known = new Set(types.flatMap((path) => read(path).replace(COMMENT, '').match(/\w+/g)));
  const core = [...types.filter((path) => path.startsWith('generated')), ...files('lib/', '.js')].map(read).join('\n');
  const unknown = [];
  const look = (path, text) => {
    for (const [, quoted] of text.matchAll(/`([^`\n]+)`/g)) {
      for (const name of quoted.match(/[A-Za-z_]\w{2,}/g) ?? []) {
        if (/[a-z][A-Z]/.test(name) && !known.has(name) && !OTHERS.has(name) && !core.includes(`'${name}'`)) unknown.push(`${path}: ${name} in \`${quoted}\``);
      }
    }
  };
  for (const path of [...files('./', '.md'), ...files('sandbox/', '.md')]) look(path, read(path));
  // The comments of the models come from the core, which has tests of its own.
  const written = types.filter((path) => !path.startsWith('generated/'));
  for (const path of [...written, ...files('lib/', '.js'), ...files('adapters/', '.js'), ...files('sandbox/', '.js'), ...files('testing/', '.js')]) look(path, (read(path).match(COMMENT) ?? []).join('\n'));
  assert.deepEqual(unknown, []);
});

test('the codes that the README names are in the table', () => {
  const codes = new Set(read('README.md').match(/`(?!QQ_WXPAY_|NAME_FILE`)[A-Z]+(_[A-Z]+)+`/g));
  assert.ok(codes.size > 0);
  for (const code of codes) assert.ok(JSON.parse(native.failure(code.slice(1, -1), undefined, '').failure).remedy, code);
});

test('an error inside a result is a QqWxPayError, as an error that is thrown', async () => {
  const shop = await open();
  try {
    const fault = (endpoint) => control(shop.base, 'POST', '/sandbox/faults', { endpoint, kind: 'drop_after', times: 9 });
    await fault('proxy');
    const lost = await shop.pay.placeOrder(order());
    await fault('query');
    const status = await shop.pay.confirmOrder(lost.order);
    assert.deepEqual([status.state, status.reason], ['unknown', 'no_answer']);
    const { outcome } = shop.pay.handleNotification({}, Buffer.from('{}'));
    for (const error of [lost.error, status.error, outcome.error]) {
      assert.ok(error instanceof QqWxPayError, `${error}`);
      assert.ok(error.remedy.en && error.reason.zh && error.code && error.message.includes(error.code));
      assert.match(error.stack, /names\.test/);
    }
  } finally {
    await shop.close();
  }
});
