#!/usr/bin/env node
// `npx qq-wxpay sandbox`: QQ and WeChat Pay on this machine, for trying and testing. No money moves.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const USAGE = `npx qq-wxpay sandbox [options]

  --port N             port on 127.0.0.1; 18700 when left out, 0 lets the system choose
  --write-env FILE     writes the settings of this run to FILE, for its owner alone
  --notify-url URL     the callback address of the QQ console
  --time-scale N       repeats refused notifications N times faster
`;

function options() {
  // Not `--env-file`: Node 20 takes an option of that name for its own, wherever it stands.
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '18700' },
      'write-env': { type: 'string' },
      'notify-url': { type: 'string' },
      'time-scale': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || positionals.length !== 1 || positionals[0] !== 'sandbox') return null;
  const port = Number(values.port);
  const timeScale = values['time-scale'] === undefined ? undefined : Number(values['time-scale']);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('--port must be 0 to 65535');
  if (timeScale !== undefined && !(timeScale > 0)) throw new Error('--time-scale must be above 0');
  return { envFile: values['write-env'], native: { port, timeScale, notifyUrl: values['notify-url'] } };
}

async function main() {
  let given;
  try {
    given = options();
  } catch (error) {
    console.error(`${error.message}\n`);
  }
  if (!given) {
    console.error(USAGE);
    process.exit(2);
  }
  const native = createRequire(import.meta.url)('../lib/native.js');
  const sandbox = await native.startSandbox(given.native);
  console.log(`The sandbox plays QQ and WeChat Pay at ${sandbox.baseUrl} until Ctrl-C.`);
  if (given.envFile) {
    sandbox.writeEnvironment(given.envFile);
    console.log(`Settings for this run: set -a; . ${given.envFile}; set +a   (do not commit that file)`);
  } else {
    console.log(`\n${sandbox.environmentText()}`);
  }
  // Something has to keep the process alive: the sandbox runs on threads of its own.
  const alive = setInterval(() => {}, 1 << 30);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      clearInterval(alive);
      await sandbox.stop();
      process.exit(0);
    });
  }
}

main().catch((error) => {
  console.error(`The sandbox did not start: ${error.message}`);
  process.exit(1);
});
