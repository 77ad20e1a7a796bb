import { QqWxPay } from 'qq-wxpay';

const pay = QqWxPay.fromEnv();
const [number] = process.argv.slice(2);

// --8<-- [start:close]
const status = await pay.closeIfUnpaid({ family: 'direct', outTradeNo: number });
switch (status.state) {
  case 'paid': console.log('paid: deliver'); break; // somebody was faster ｜ 有人先付了款
  case 'closed': console.log('closed: the goods are free'); break;
  default: console.log(`${status.state}: ask again later`); // not_paid, unknown: status.reason says why ｜ not_paid、unknown：原因在 status.reason
}
// --8<-- [end:close]
