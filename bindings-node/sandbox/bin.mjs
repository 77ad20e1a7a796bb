#!/usr/bin/env node
// `npx qq-wxpay sandbox`: QQ and WeChat Pay on this machine, for trying and testing. No money moves.
import { parseArgs } from 'node:util';
import sandbox from './index.js';

const USAGE = `npx qq-wxpay sandbox [options]

  --host ADDRESS       address to listen on; 127.0.0.1 when left out, 0.0.0.0 in a container
  --port N             port; 18700 when left out, 0 lets the system choose
  --write-env FILE     writes the settings of this run to FILE, for its owner alone
  --keep FILE          keeps keys and secrets in FILE, so that the next start has the same ones
  --notify-url URL     the callback address of the QQ console
  --time-scale N       repeats refused notifications N times faster
`;

function options() {
  // Not `--env-file`: Node 20 takes an option of that name for its own, wherever it stands.
  const { values } = parseArgs({
    options: {
      host: { type: 'string' },
      keep: { type: 'string' },
      port: { type: 'string', default: '18700' },
      'write-env': { type: 'string' },
      'notify-url': { type: 'string' },
      'time-scale': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return values;
}

function number(text) {
  return text === undefined ? undefined : Number(text);
}

async function main() {
  let given;
  try {
    given = options();
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (given.help) {
    console.log(USAGE);
    return;
  }
  const running = await sandbox.startSandbox({
    host: given.host,
    keep: given.keep,
    port: number(given.port),
    timeScale: number(given['time-scale']),
    notifyUrl: given['notify-url'],
  });
  console.log(`The sandbox plays QQ and WeChat Pay at ${running.baseUrl} until Ctrl-C.`);
  const file = given['write-env'];
  if (file) {
    running.writeEnv(file);
    // Without a slash `.` of some shells looks along PATH.
    const path = file.includes('/') ? file : `./${file}`;
    console.log(`Settings for this run: set -a; . ${path}; set +a   (do not commit that file)`);
  } else {
    console.log(`\n${running.envText}`);
  }
  // Something has to keep the process alive: the sandbox runs on threads of its own.
  const alive = setInterval(() => {}, 1 << 30);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      clearInterval(alive);
      await running.stop();
      process.exit(0);
    });
  }
}

main().catch((error) => {
  console.error(`The sandbox did not start: ${error.message}`);
  process.exitCode = 1;
});
