// --8<-- [start:notify]
import express from 'express';
// --8<-- [end:notify]
import { QqWxPay } from 'qq-wxpay';
// --8<-- [start:notify]
import { notifications } from 'qq-wxpay/express';

// --8<-- [end:notify]
const pay = QqWxPay.fromEnv();
const totals = new Map([['T20261123000001', 1999]]);
const orders = {
  find: async (number) => (totals.has(number) ? { number, total: totals.get(number) } : undefined),
  deliverOnce: async (number) => console.log('deliver', number),
  refundEnded: async (number, status) => console.log('refund', number, status),
};

// --8<-- [start:notify]
const app = express();
app.post('/notify', notifications(pay, {
  async paid(paid) {
    const order = await orders.find(paid.outTradeNo); // your own database ｜ 来自你自己的数据库
    paid.expect({ outTradeNo: order?.number, total: order?.total }); // throws when anything differs or is missing ｜ 有任何一项不符或缺失即抛出
    await orders.deliverOnce(order.number);
  },
  async refund({ outRefundNo, status }) {
    await orders.refundEnded(outRefundNo, status); // success, abnormal or closed ｜ success、abnormal 或 closed
  },
  ignore: ['other'], // events of other products ｜ 其他产品的事件
}));
// --8<-- [end:notify]

app.listen(Number(process.env.PORT ?? 8000), '127.0.0.1');
