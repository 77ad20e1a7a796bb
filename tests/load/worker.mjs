// One process of the load program (`tests/src/bin/load.rs`): many callers that ask for the access token, and one that places orders.
import { createRequire } from 'node:module';

const { QqWxPay } = createRequire(import.meta.url)('../../bindings-node');

const { LOAD_NAME, LOAD_CALLERS, LOAD_SECONDS } = process.env;
const pay = QqWxPay.fromEnv();
const end = Date.now() + Number(LOAD_SECONDS) * 1000;
const report = { tokens: 0, orders: 0, failures: {} };
const seen = new Set();
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const failed = (error) => {
  const code = error.code ?? String(error);
  report.failures[code] = (report.failures[code] ?? 0) + 1;
};

async function asks() {
  while (Date.now() < end) {
    try {
      seen.add((await pay.accessToken()).accessToken);
      report.tokens += 1;
    } catch (error) {
      failed(error);
    }
    await pause(2000 + Math.random() * 2000);
  }
}

async function orders() {
  for (let index = 0; Date.now() < end; index += 1) {
    try {
      const placed = await pay.placeOrder({
        outTradeNo: `${LOAD_NAME}-${index}`,
        description: 'load',
        amount: { total: 1 },
        sceneInfo: { payerClientIp: '203.0.113.7' },
      });
      if (placed.outcome === 'placed') report.orders += 1;
      else failed(placed.error);
    } catch (error) {
      failed(error);
    }
    await pause(250);
  }
}

await Promise.all([orders(), ...Array.from({ length: Number(LOAD_CALLERS) }, asks)]);
console.log(JSON.stringify({ ...report, distinct: seen.size }));
