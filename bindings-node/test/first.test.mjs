// The README's first program as a beginner runs it: with no setting at all, and with some.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { open } from './helpers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const NEEDED = ['WECHAT_APPID', 'MCHID', 'MERCHANT_PRIVATE_KEY', 'MERCHANT_SERIAL', 'API_V3_KEY', 'PUBLIC_KEY_ID', 'PUBLIC_KEY'];
let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'qq-wxpay-first-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/qq-wxpay'), 'junction');
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the program of this README with these variables. */
function run(readme, variables) {
  const [, program] = readFileSync(join(root, readme), 'utf8').match(/```js\n([^]*?)```/);
  writeFileSync(join(folder, 'shop.mjs'), program);
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('QQ_WXPAY_'));
  return spawnSync(process.execPath, ['shop.mjs'], { cwd: folder, env: { ...Object.fromEntries(others), ...variables }, encoding: 'utf8' });
}

for (const readme of ['README.md', 'README.zh-CN.md']) {
  test(`${readme}: without settings, the program ends with one error that names them all`, () => {
    const { status, stderr } = run(readme, {});
    assert.equal(status, 1);
    assert.match(stderr, /QqWxPayError: config SETTINGS_MISSING/);
    assert.doesNotMatch(stderr, /TypeError/);
    for (const name of NEEDED) assert.match(stderr, new RegExp(`QQ_WXPAY_${name}\\b`));
    assert.match(stderr, /pay\.weixin\.qq\.com/, 'and where to get them');
  });
}

test('what is set is not asked for, and a misspelt name is reported', () => {
  const [, detail] = run('README.md', { QQ_WXPAY_MCHID: '1900007291' }).stderr.match(/detail: '(.*)'/);
  assert.doesNotMatch(detail, /QQ_WXPAY_MCHID\b/);
  assert.match(detail, /QQ_WXPAY_MERCHANT_SERIAL/);
  const misspelt = run('README.md', { QQ_WXPAY_MCH_ID: '1900007291' });
  assert.match(misspelt.stderr, /QqWxPayError: config [^]*QQ_WXPAY_MCH_ID[^]*QQ_WXPAY_MCHID/);
});

test('with all settings it places the order', async () => {
  const shop = await open();
  try {
    const placed = run('README.md', shop.env);
    assert.deepEqual([placed.status, JSON.parse(placed.stdout).url.startsWith('http')], [0, true], placed.stderr);
  } finally {
    await shop.close();
  }
});
