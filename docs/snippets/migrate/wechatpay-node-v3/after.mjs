import { createServer } from 'node:http';
import { QqWxPay } from 'qq-wxpay';
import { notifications } from 'qq-wxpay/express';

const pay = QqWxPay.fromEnv(); // the same values, from QQ_WXPAY_… ｜ 同样的值，取自 QQ_WXPAY_… 变量
const [number] = process.argv.slice(2);

createServer(notifications(pay, {
  async paid(paid) {
    paid.expect({ outTradeNo: number, total: 1999 }); // throws when anything differs ｜ 有任何不符即抛出
    console.log('paid', paid.outTradeNo, paid.total);
    const refund = await pay.refund({ outTradeNo: number, outRefundNo: `R${number}`, amount: { refund: 500, total: 1999 } });
    console.log('refund', refund.status);
  },
  ignore: ['refund'],
})).listen(Number(process.env.PORT), '127.0.0.1');

// Through QQ: access token, relay address and signature are the library's. ｜ 经 QQ：access_token、中转地址和签名都由本库处理。
const placed = await pay.placeOrder({
  description: '蓝色马克杯',
  outTradeNo: number,
  amount: { total: 1999 },
  sceneInfo: { payerClientIp: '203.0.113.7' },
});
if (placed.outcome !== 'placed') throw placed.error; // nobody knows whether it exists: confirmOrder ｜ 不知道订单是否存在：用 confirmOrder 查明
console.log('link', placed.h5Url);
