import { QqWxPay } from 'qq-wxpay';

const pay = QqWxPay.fromEnv();
const [day] = process.argv.slice(2);

// --8<-- [start:bill]
const bill = await pay.tradeBill({ billDate: day, gzip: true }); // '2026-11-24', from 10:00 of the next day on ｜ 次日 10 点后可取
let fen = 0;
for await (const row of bill) fen += row.orderAmount ?? 0; // keep rows apart: nothing is proven yet ｜ 先另外存放：此时尚未证实
const { rows, summary } = bill.finished; // the digest was right: now they are proven ｜ 摘要正确：到这里才算证实
console.log(rows, fen, summary.orderAmount);
// --8<-- [end:bill]
