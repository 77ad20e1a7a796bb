#!/usr/bin/env node
// `npx qq-wxpay ...`: the command line. It is in the package qq-wxpay-sandbox, so that no production server carries it.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const given = process.argv.slice(2);

/** The command line of that package, if it is installed beside this one or in the project. */
function installed() {
  for (const from of [import.meta.url, pathToFileURL(`${process.cwd()}/`)]) {
    try {
      return createRequire(from).resolve('qq-wxpay-sandbox/command');
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}

/** Lets npm fetch it, of the same version, as `npx` does. */
function fetched() {
  const { version } = require('../package.json');
  console.error(`qq-wxpay-sandbox is not installed here: npm fetches it. To keep it: npm install --save-dev qq-wxpay-sandbox@${version}`);
  const command = ['exec', '--yes', `--package=qq-wxpay-sandbox@${version}`, '--', 'qq-wxpay-command', ...given];
  const child = spawn('npm', command, { stdio: 'inherit', shell: process.platform === 'win32' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (status) => { process.exitCode = status ?? 1; });
}

const command = installed();
if (command) await import(pathToFileURL(command).href);
else fetched();
