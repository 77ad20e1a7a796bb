// Builds the addon and puts it where the loader looks first: native/qq-wxpay.PLATFORM.node
//
//   node scripts/build.mjs                          for this machine, in the dev profile
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

const { values: options } = parseArgs({
  options: { release: { type: 'boolean' }, target: { type: 'string' }, zig: { type: 'string' } },
});

function main() {
  const name = options.target ? TARGETS[options.target] : platform();
  const target = options.target ?? (options.zig && Object.keys(TARGETS).find((key) => TARGETS[key] === name));
  if (!name || (options.zig && !target)) throw new Error(`no such platform; known are ${Object.keys(TARGETS).join(', ')}`);
  const profile = options.release ? ['--release'] : [];
  const wanted = target ? ['--target', options.zig ? `${target}.${options.zig}` : target] : [];
  const command = [options.zig ? 'zigbuild' : 'build', '--package', 'qq-wxpay-node', ...profile, ...wanted];
  execFileSync('cargo', command, { cwd: root, stdio: 'inherit' });
  const from = join(built(target), options.release ? 'release' : 'debug', library(name));
  const to = join(root, 'bindings-node', 'native', `qq-wxpay.${name}.node`);
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  console.log(`native/qq-wxpay.${name}.node: ${(statSync(to).size / 1e6).toFixed(1)} MB`);
}

/** The folder in which cargo puts what it builds. */
function built(target) {
  const command = ['metadata', '--format-version', '1', '--no-deps'];
  const { target_directory: folder } = JSON.parse(execFileSync('cargo', command, { cwd: root, maxBuffer: 1 << 26 }));
  return target ? join(folder, target) : folder;
}

function library(name) {
  if (name.startsWith('win32')) return 'qq_wxpay_node.dll';
  return name.startsWith('darwin') ? 'libqq_wxpay_node.dylib' : 'libqq_wxpay_node.so';
}

main();
