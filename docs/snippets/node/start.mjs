import { QqWxPay } from 'qq-wxpay';

const pay = QqWxPay.fromEnv();
const placed = await pay.placeOrder({
  outTradeNo: 'T20261123000001',
  description: 'Blue mug',
  amount: { total: 1999 }, // fen: 19.99 yuan ｜ 分，即 19.99 元
  sceneInfo: { payerClientIp: '203.0.113.7' },
});
if (placed.outcome === 'placed') console.log(JSON.stringify(placed.requestPayment)); // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
else console.log(await pay.confirmOrder(placed.order)); // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
