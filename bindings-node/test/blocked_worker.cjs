// A thread that one function of the shop blocks for ever: `workerData` = { library, env, order, blocked }. It says `blocked` before.
const { parentPort, workerData } = require('node:worker_threads');
const { QqWxPay } = require(workerData.library);

function block() {
  parentPort.postMessage('blocked');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const store = (change) => ({ tokenStore: { load: () => null, acquireLease: () => true, save: () => true, releaseLease: () => {}, ...change } });
const PARTS = {
  provider: { tokenProvider: { accessToken: block } },
  load: store({ load: block }),
  acquireLease: store({ acquireLease: block }),
  save: store({ save: block }),
  observer: { observer: block },
  continuation: {},
};
const pay = QqWxPay.fromEnv({ env: workerData.env, ...PARTS[workerData.blocked] });
const placed = pay.placeOrder(workerData.order).catch(() => {});
if (workerData.blocked === 'continuation') placed.then(block);
