// --8<-- [start:merchants]
import express from 'express';
import { Merchants, QqWxPay } from 'qq-wxpay';
import { notifications } from 'qq-wxpay/express';

// --8<-- [end:merchants]
const number = 'T20261123000002';
const order = {
  outTradeNo: number, description: '蓝色马克杯', amount: { total: 1999 }, sceneInfo: { payerClientIp: '203.0.113.7' },
};
const shops = [['mugs', QqWxPay.fromEnv()]];
const database = {
  order: async (shop, asked) => (shop === 'mugs' && asked === number ? { number, total: 1999 } : undefined),
  markPaidOnce: async (shop, row) => console.log('deliver', shop, row.number),
};

// --8<-- [start:merchants]
const merchants = new Merchants();
for (const [name, settings] of shops) merchants.add(name, settings); // settings of your own database ｜ 来自你自己的数据库

const app = express();
app.post('/notify', notifications(merchants, {
  async paid({ outTradeNo, notification, expect }) {
    const row = await database.order(notification.merchant, outTradeNo); // whose order it is ｜ 哪个商户的订单
    expect({ outTradeNo: row?.number, total: row?.total });
    await database.markPaidOnce(notification.merchant, row);
  },
  ignore: ['refund'],
}));

const placed = await merchants.get('mugs').placeOrder(order);
// --8<-- [end:merchants]
app.listen(Number(process.env.PORT ?? 8000), '127.0.0.1', () => console.log(placed.requestPayment.url));
