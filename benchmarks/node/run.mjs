// All of it, or `node run.mjs work load`: `node scripts/build.mjs --release` in bindings-node and `cargo build --release --package qq-wxpay-benchmarks` come before.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

let failed = 0;
const PARTS = ['installed', 'startup', 'work', 'memory', 'load'];
const asked = process.argv.slice(2);
for (const name of asked.length ? asked : PARTS) {
  const file = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  if (spawnSync(process.execPath, [file], { stdio: 'inherit' }).status !== 0) failed += 1;
}
process.exitCode = failed ? 1 : 0;
