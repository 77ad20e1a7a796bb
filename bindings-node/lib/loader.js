'use strict';

// Finds the addon: a local build beside this folder, else the package of this platform.

const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The platforms that have a package; the release workflow builds the same. */
const PLATFORMS = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm64-gnu',
  'linux-arm64-musl',
  'linux-x64-gnu',
  'linux-x64-musl',
  'win32-x64-msvc',
];

/** The name of this platform, as in the names of the packages. */
function platform({ os = process.platform, cpu = process.arch, musl = isMusl } = {}) {
  const end = { linux: () => (musl() ? '-musl' : '-gnu'), win32: () => '-msvc' }[os];
  return `${os}-${cpu}${end ? end() : ''}`;
}

/** Whether the C library is musl (Alpine). Its `ldd` says so at once; the report of the process takes long. */
function isMusl() {
  try {
    return readFileSync('/usr/bin/ldd', 'latin1').includes('musl');
  } catch {
    return !process.report?.getReport().header.glibcVersionRuntime;
  }
}

/** Loads the addon of `base`, or says which package is missing and why it may be. */
function load({ base = 'qq-wxpay', name = platform(), folder = join(__dirname, '..', 'native'), find = require } = {}) {
  const local = join(folder, `${base}.${name}.node`);
  if (existsSync(local)) return find(local);
  const wanted = `${base}-${name}`;
  try {
    return find(wanted);
  } catch (cause) {
    throw new Error(explanation(base, name, wanted, cause), { cause });
  }
}

function explanation(base, name, wanted, cause) {
  if (!PLATFORMS.includes(name)) {
    return `${base} has no build for ${name}. Builds exist for: ${PLATFORMS.join(', ')}.`;
  }
  if (cause?.code !== 'MODULE_NOT_FOUND') {
    return `${base} cannot load its package ${wanted}: ${cause?.message}`;
  }
  return (
    `${base} needs the package ${wanted}, which is not installed. Optional dependencies were left out ` +
    '(--omit=optional, --no-optional), or node_modules or a lock file comes from another platform: remove both and ' +
    'install again here, or add the package by name.'
  );
}

module.exports = { PLATFORMS, load, platform };
