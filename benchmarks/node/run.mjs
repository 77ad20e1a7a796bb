// All of it: `node scripts/build.mjs --release` in bindings-node and `cargo build --release --package qq-wxpay-benchmarks` come before.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

let failed = 0;
for (const name of ['startup', 'work', 'load']) {
  const file = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  if (spawnSync(process.execPath, [file], { stdio: 'inherit' }).status !== 0) failed += 1;
}
process.exitCode = failed ? 1 : 0;
