// A worker of a cluster: places twenty orders, five at a time, and says what became of them.
const { QqWxPay } = require('../lib/index.js');

const pay = QqWxPay.fromEnv();
const said = { placed: 0, refused: 0 };
const place = async (index) => {
  try {
    const placed = await pay.placeOrder({
      outTradeNo: `WORKER${process.pid}x${index}`,
      description: 'mug',
      amount: { total: 1 },
      sceneInfo: { payerClientIp: '203.0.113.7' },
    });
    if (placed.outcome === 'placed') said.placed += 1;
    else said.refused += 1;
  } catch {
    said.refused += 1;
  }
};

(async () => {
  for (let begin = 0; begin < 20; begin += 5) await Promise.all([0, 1, 2, 3, 4].map((index) => place(begin + index)));
  process.send(said, () => process.exit(0));
})();
