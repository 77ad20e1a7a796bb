#!/usr/bin/env node
// `npx qq-wxpay sandbox`: runs the sandbox, which is a package of its own, so that it is not in production.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const [command, ...rest] = process.argv.slice(2);

/** The command of the sandbox's package, if that is installed beside this one or in the project. */
function installed() {
  for (const from of [import.meta.url, pathToFileURL(`${process.cwd()}/`)]) {
    try {
      return createRequire(from).resolve('qq-wxpay-sandbox/bin');
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}

/** Lets npm fetch the sandbox of the same version, as `npx` does. */
function fetched() {
  const { version } = require('../package.json');
  console.error(`qq-wxpay-sandbox is not installed here: npm fetches it. To keep it: npm install --save-dev qq-wxpay-sandbox@${version}`);
  const child = spawn('npm', ['exec', '--yes', '--', `qq-wxpay-sandbox@${version}`, ...rest], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (status) => { process.exitCode = status ?? 1; });
}

if (command !== 'sandbox') {
  console.error('npx qq-wxpay sandbox [options]     QQ and WeChat Pay on this machine; --help lists the options');
  process.exitCode = 2;
} else {
  const bin = installed();
  if (bin) {
    process.argv.splice(1, 2, bin);
    await import(pathToFileURL(bin).href);
  } else {
    fetched();
  }
}
