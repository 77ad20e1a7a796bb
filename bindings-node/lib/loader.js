'use strict';

// What finds the addon of this platform, or says why it is not there.

const { existsSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');

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

/** The addon that was built in this checkout, if it is there. */
function builtHere(file) {
  return existsSync(file) ? createRequire(file)(file) : undefined;
}

/** The error that says why the package of this platform gave no addon, and what to do. */
function explained(base, name, cause) {
  return new Error(explanation(base, name, cause), { cause });
}

function explanation(base, name, cause) {
  if (!PLATFORMS.includes(name)) {
    return `${base} has no build for ${name}. Builds exist for: ${PLATFORMS.join(', ')}.`;
  }
  const wanted = `${base}-${name}`;
  if (cause?.code !== 'MODULE_NOT_FOUND') {
    return `${base} cannot load its package ${wanted}: ${cause?.message}`;
  }
  return (
    `${base} needs the package ${wanted}, which is not there. Either optional dependencies were left out ` +
    '(--omit=optional, --no-optional), or node_modules or a lock file comes from another platform: remove both and ' +
    'install again here, or add the package by name. Or the program was bundled or copied without it: keep the library ' +
    `out of the bundle (Next.js: serverExternalPackages: ['${base}']; esbuild: --external:${base}; webpack: externals) and ship ` +
    'node_modules along, in a serverless function, too.'
  );
}

module.exports = { PLATFORMS, builtHere, explained, platform };
