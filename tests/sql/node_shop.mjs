// A process of the shop in Node. It passes through the same points as those in Python (`points.py`).
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const job = JSON.parse(process.env.JOB);
const require = createRequire(import.meta.url);
const { QqWxPay } = require(job.package);
const { notifications } = require(`${job.package}/adapters/express.js`);

const plan = JSON.parse(readFileSync(`${job.folder}/plan.json`, 'utf8'));
const current = new AsyncLocalStorage();

function reach(point) {
  const number = current.getStore();
  if (plan[number] !== point) return;
  try {
    closeSync(openSync(`${job.folder}/struck-${number}`, 'wx'));
  } catch {
    return; // it has struck
  }
  if (point === 'raises') throw new Error('planned');
  process.kill(process.pid, 'SIGKILL');
}

const ACCOUNT = job.account;
const { host, user, dbname } = job.database;
const own = new pg.Pool({ host, user, database: dbname, max: 8 });
own.on('error', () => {});

/** The pool, with connections that pass through the points. */
const pool = {
  async connect() {
    const db = await own.connect();
    let hasWritten = false;
    return {
      release: (failed) => db.release(failed),
      async query(text, values) {
        if (text === 'COMMIT') ['raises', 'worked'].forEach(reach);
        const done = await db.query(text, values);
        await pause(Math.random() * 8);
        if (!hasWritten && done.rowCount > 0 && !text.startsWith('SELECT')) {
          hasWritten = true;
          reach('claimed');
        }
        return done;
      },
    };
  },
};

// The functions of docs/once.md stand here.

const counted = (act, name) => (event) =>
  current.run(event[name], async () => {
    appendFileSync(`${job.folder}/calls`, `${event[name]}\n`);
    try {
      await act(event);
    } catch (error) {
      appendFileSync(`${job.folder}/errors`, `${error.message === 'planned' ? 'Planned' : (error.code ?? error)}\n`);
      throw error;
    }
    reach('committed');
  });

const functions = { paid: counted(paid, 'outTradeNo'), refund: counted(refund, 'outRefundNo'), ignore: ['other'] };
const server = http.createServer(notifications(QqWxPay.fromEnv(), functions));
server.listen(Number(process.argv[2]), '127.0.0.1', 256, () => console.log(server.address().port));
