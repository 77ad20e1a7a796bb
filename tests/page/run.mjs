// Runs the tests of the page: one path, and with LONG_TESTS=1 all of them.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const isLong = process.env.LONG_TESTS === '1';
const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs') && (isLong || name === 'path.test.mjs'));
const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...files.sort()], { cwd: folder, stdio: 'inherit' });
process.exit(status ?? 1);
