import { createServer } from 'node:http';
import { QqWxPay } from 'qq-wxpay';
import { notifications } from 'qq-wxpay/express';

// Orders of the old system are still notified with MD5 for a day: QQ_WXPAY_V2_FORMER_SIGN_TYPE. ｜ 旧系统的订单一天内仍以 MD5 通知：QQ_WXPAY_V2_FORMER_SIGN_TYPE。
const pay = QqWxPay.fromEnv();
const [number] = process.argv.slice(2);

createServer(notifications(pay, {
  async paid(paid) {
    paid.expect({ outTradeNo: number, total: 1999 }); // throws when anything differs ｜ 有任何不符即抛出
    console.log('paid', paid.outTradeNo, paid.total);
  },
  ignore: ['refund'],
})).listen(Number(process.env.PORT), '127.0.0.1');

const placed = await pay.placeV2Order({ outTradeNo: number, body: '蓝色马克杯', totalFee: 1999, spbillCreateIp: '203.0.113.7' });
if (placed.outcome !== 'placed') throw placed.error; // nobody knows whether it exists: confirmOrder ｜ 不知道订单是否存在：用 confirmOrder 查明
console.log('link', placed.h5Url);
