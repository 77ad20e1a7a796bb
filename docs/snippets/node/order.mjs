import { QqWxPay, QqWxPayError } from 'qq-wxpay';

const pay = QqWxPay.fromEnv();
const [number] = process.argv.slice(2);

// --8<-- [start:order]
try {
  const placed = await pay.placeOrder({
    outTradeNo: number, // chosen by you, once for each order ｜ 由你选定，每笔订单一个
    description: '蓝色马克杯', // up to 127 bytes: 42 Chinese characters ｜ 最多 127 字节，即 42 个汉字
    amount: { total: 1999 }, // fen, from your own product, never from the client ｜ 分，取自自己的商品，绝不由客户端传来
    sceneInfo: { payerClientIp: '203.0.113.7' }, // the payer's, as your server sees it ｜ 付款人的地址，由服务器取得
    timeExpire: new Date(Date.now() + 15 * 60_000), // nobody can pay later than that ｜ 过了这个时间就不能再付款
    attach: 'shop 12', // comes back in queries and notifications ｜ 在查单结果和通知里原样返回
  }, { timeoutMs: 10_000 });
  if (placed.outcome === 'placed') {
    const { url, referer } = placed.requestPayment; // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
    console.log(url, referer);
  } else {
    const { state } = await pay.confirmOrder(placed.order); // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
    console.log(state);
  }
} catch (error) {
  if (!(error instanceof QqWxPayError)) throw error;
  console.error(error.code, error.field, error.retry, error.remedy?.zh);
  process.exitCode = 1;
}
// --8<-- [end:order]
