import { QqWxPay } from 'qq-wxpay';

const pay = QqWxPay.fromEnv();
const [outTradeNo, outRefundNo] = process.argv.slice(2);

// --8<-- [start:refund]
const refund = await pay.refund({
  outTradeNo,
  outRefundNo, // repeat with the same number only ｜ 重试只能用同一个退款单号
  amount: { refund: 500, total: 1999 }, // fen ｜ 分
  reason: '少发一件',
});
console.log(refund.status); // PROCESSING: accepted, not ended ｜ PROCESSING：已受理，尚未结束
// later, or when no notification has come ｜ 稍后，或一直没有收到通知时
const { status } = await pay.queryRefund({ outRefundNo });
console.log(status); // SUCCESS, PROCESSING, ABNORMAL, CLOSED
// --8<-- [end:refund]
