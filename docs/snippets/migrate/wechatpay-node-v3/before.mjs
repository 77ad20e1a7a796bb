import { createServer } from 'node:http';
import WxPay from 'wechatpay-node-v3';

const { env } = process;
const [number] = process.argv.slice(2);
const pay = new WxPay({
  appid: env.QQ_WXPAY_WECHAT_APPID,
  mchid: env.QQ_WXPAY_MCHID,
  publicKey: Buffer.from(env.QQ_WXPAY_MERCHANT_CERTIFICATE),
  privateKey: Buffer.from(env.QQ_WXPAY_MERCHANT_PRIVATE_KEY),
  key: env.QQ_WXPAY_API_V3_KEY,
});

createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { headers } = request;
  const isGenuine = await pay.verifySign({
    timestamp: headers['wechatpay-timestamp'],
    nonce: headers['wechatpay-nonce'],
    serial: headers['wechatpay-serial'],
    signature: headers['wechatpay-signature'],
    body,
    apiSecret: env.QQ_WXPAY_API_V3_KEY,
  });
  if (!isGenuine) {
    response.writeHead(401).end();
    return;
  }
  const { ciphertext, associated_data: aad, nonce } = JSON.parse(body).resource;
  const paid = pay.decipher_gcm(ciphertext, aad, nonce, env.QQ_WXPAY_API_V3_KEY);
  console.log('paid', paid.out_trade_no, paid.amount.total);
  const refund = await pay.refunds({
    out_trade_no: number,
    out_refund_no: `R${number}`,
    amount: { refund: 500, total: 1999, currency: 'CNY' },
  });
  console.log('refund', refund.data.status);
  response.writeHead(204).end();
}).listen(Number(env.PORT), '127.0.0.1');

// It signs the address that it calls, so the order goes to WeChat Pay, not through QQ. ｜ 它对自己请求的地址签名，所以订单只能直接发给微信支付，不能经过 QQ。
const placed = await pay.transactions_h5({
  description: '蓝色马克杯',
  out_trade_no: number,
  notify_url: env.QQ_WXPAY_NOTIFY_URL,
  amount: { total: 1999, currency: 'CNY' },
  scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } },
});
if (placed.status !== 200) throw new Error(placed.error);
console.log('link', placed.data.h5_url);
