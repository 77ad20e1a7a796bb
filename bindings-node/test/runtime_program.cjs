// What the README does, on whichever runtime runs it. Prints what became of the order.
const { QqWxPay } = require('../lib/index.js');

const pay = QqWxPay.fromEnv();
const request = { description: 'Blue mug', amount: { total: 1999 }, sceneInfo: { payerClientIp: '203.0.113.7' } };
pay
  .placeOrder({ outTradeNo: process.env.OUT_TRADE_NO, ...request })
  .then(async ({ outcome }) => {
    const refused = await pay.placeOrder({ outTradeNo: 'x', ...request }).catch((error) => error);
    console.log(outcome, refused.code, refused instanceof Error);
  });
