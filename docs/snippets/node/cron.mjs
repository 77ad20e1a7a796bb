import { QqWxPay } from 'qq-wxpay';

const pay = QqWxPay.fromEnv();
const [outTradeNo] = process.argv.slice(2);
const order = { family: 'direct', outTradeNo };
const orders = [{ order, total: 1999, placedAt: new Date(Date.now() - 120_000) }];

// --8<-- [start:cron]
// once a minute, with every open order of your database ｜ 每分钟一次，传入数据库中所有未完成的订单
for await (const report of pay.confirmOpenOrders({ orders, closeAfter: 7200 })) {
  switch (report.result) {
    case 'paid': console.log('deliver', report.paid.outTradeNo); break; // as a notification does ｜ 与处理通知的是同一个函数
    case 'closed': console.log('release', report.order.outTradeNo); break;
    case 'refused': console.error(report.error); break;
  }
}
// --8<-- [end:cron]
