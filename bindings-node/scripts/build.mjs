// Builds the two addons and puts them where the loader looks first: native/qq-wxpay.PLATFORM.node, native/qq-wxpay-sandbox.PLATFORM.node
//
//   node scripts/build.mjs                          for this machine, in the dev profile
//   node scripts/build.mjs --built                  the same, as cargo has built them already
//   node scripts/build.mjs --release [--target T]   for users; T as cargo names it
//   node scripts/build.mjs --release --zig 2.17     for users, against this glibc (needs cargo-zigbuild)
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { platform } = createRequire(import.meta.url)('../lib/loader.js');
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Platform by target; the release workflow builds these. */
const TARGETS = {
  'aarch64-apple-darwin': 'darwin-arm64',
  'x86_64-apple-darwin': 'darwin-x64',
  'aarch64-unknown-linux-gnu': 'linux-arm64-gnu',
  'aarch64-unknown-linux-musl': 'linux-arm64-musl',
  'x86_64-unknown-linux-gnu': 'linux-x64-gnu',
  'x86_64-unknown-linux-musl': 'linux-x64-musl',
  'x86_64-pc-windows-msvc': 'win32-x64-msvc',
};

/** The crate of each addon. */
const CRATES = { 'qq-wxpay': 'qq-wxpay-node', 'qq-wxpay-sandbox': 'qq-wxpay-node-sandbox' };

const { values: options } = parseArgs({
  options: { built: { type: 'boolean' }, release: { type: 'boolean' }, target: { type: 'string' }, zig: { type: 'string' } },
});

function main() {
  const name = options.target ? TARGETS[options.target] : platform();
  const target = options.target ?? (options.zig && Object.keys(TARGETS).find((key) => TARGETS[key] === name));
  if (!name || (options.zig && !target)) throw new Error(`no such platform; known are ${Object.keys(TARGETS).join(', ')}`);
  const folder = join(root, 'bindings-node', 'native');
  mkdirSync(folder, { recursive: true });
  const crates = Object.values(CRATES);
  // For users each alone, so that it gets no features that only the other one wants; else together, which builds less.
  const groups = options.release ? crates.map((crate) => [crate]) : [crates];
  if (!options.built) for (const group of groups) build(group, target);
  const profile = join(built(target), options.release ? 'addon' : 'debug');
  for (const [base, crate] of Object.entries(CRATES)) {
    const file = `${base}.${name}.node`;
    copyFileSync(join(profile, library(crate.replaceAll('-', '_'), name)), join(folder, file));
    console.log(`native/${file}: ${(statSync(join(folder, file)).size / 1e6).toFixed(2)} MB`);
  }
}

function build(crates, target) {
  const command = [options.zig ? 'zigbuild' : 'build', ...crates.flatMap((crate) => ['--package', crate])];
  if (options.release) command.push('--profile', 'addon');
  const hasGlibc = target?.endsWith('-linux-gnu');
  if (target) command.push('--target', options.zig && hasGlibc ? `${target}.${options.zig}` : target);
  const env = { ...process.env };
  // A library that Node loads on Alpine must share its C library.
  if (target?.endsWith('-musl')) env.RUSTFLAGS = `${env.RUSTFLAGS ?? ''} -C target-feature=-crt-static`;
  execFileSync('cargo', command, { cwd: root, env, stdio: 'inherit' });
}

/** The folder in which cargo puts what it builds. */
function built(target) {
  const command = ['metadata', '--format-version', '1', '--no-deps'];
  const { target_directory: folder } = JSON.parse(execFileSync('cargo', command, { cwd: root, maxBuffer: 1 << 26 }));
  return target ? join(folder, target) : folder;
}

function library(crate, name) {
  if (name.startsWith('win32')) return `${crate}.dll`;
  return name.startsWith('darwin') ? `lib${crate}.dylib` : `lib${crate}.so`;
}

main();
