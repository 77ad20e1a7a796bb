// A hundred thousand notifications: memory stays where it is once everything is warm.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** In a process of its own: the test runner's memory is no matter. */
const program = `
  const { QqWxPay } = require(process.argv[1]);
  const { settings, now, headers, body } = JSON.parse(process.argv[2]);
  const pay = new QqWxPay(settings, { testing: { now } });
  const bytes = Buffer.from(body);
  const handle = (count) => {
    for (let index = 0; index < count; index += 1) {
      const handled = pay.handleNotification(headers, bytes);
      if (handled.outcome.type !== 'payment' || !handled.raw) throw new Error(handled.outcome.type);
      // Every tenth is forged, with a number of its own: what is refused must not be kept either.
      if (index % 10 === 0) pay.handleNotification(headers, Buffer.from(body + ' '.repeat(index % 100)));
    }
  };
  (async () => {
    for (let round = 0; round < 20; round += 1) { handle(1000); await new Promise(setImmediate); }
    global.gc();
    const before = process.memoryUsage.rss();
    for (let round = 0; round < 100; round += 1) { handle(1000); await new Promise(setImmediate); }
    global.gc();
    console.log((process.memoryUsage.rss() - before) / 1e6);
  })();`;

test('100,000 notifications: less than 20 MB more', { timeout: 300_000 }, () => {
  const cases = (name) => JSON.parse(readFileSync(file(`../../tests/cases/${name}.json`), 'utf8'));
  const { settings, now } = cases('defaults');
  const [{ headers, body }] = cases('v3_notifications').cases;
  const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  const named = Object.fromEntries(Object.entries(settings).map(([name, value]) => [camel(name), value]));
  const given = JSON.stringify({ settings: named, now, headers, body });
  const grown = execFileSync(process.execPath, ['--expose-gc', '-e', program, file('../lib/index.js'), given], { encoding: 'utf8' });
  console.log(`grown by ${Number(grown).toFixed(1)} MB`);
  assert.ok(Number(grown) < 20, grown);
});
