import { createServer } from 'node:http';
import wechatpay from 'wechatpay-axios-plugin';

const { Wechatpay, Aes, Formatter, Rsa } = wechatpay;
const { env } = process;
const [number] = process.argv.slice(2);
const id = env.QQ_WXPAY_PUBLIC_KEY_ID;
const wxpay = new Wechatpay({
  mchid: env.QQ_WXPAY_MCHID,
  serial: env.QQ_WXPAY_MERCHANT_SERIAL,
  privateKey: env.QQ_WXPAY_MERCHANT_PRIVATE_KEY,
  certs: { [id]: env.QQ_WXPAY_PUBLIC_KEY },
  headers: { 'Wechatpay-Serial': id },
});

createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { headers } = request;
  const timestamp = headers['wechatpay-timestamp'];
  const message = Formatter.response(timestamp, headers['wechatpay-nonce'], body);
  const key = Rsa.from(env.QQ_WXPAY_PUBLIC_KEY, Rsa.KEY_TYPE_PUBLIC);
  const isFresh = Math.abs(Formatter.timestamp() - timestamp) < 300;
  if (!isFresh || !Rsa.verify(message, headers['wechatpay-signature'], key)) {
    response.writeHead(401).end();
    return;
  }
  const { ciphertext, nonce, associated_data: aad } = JSON.parse(body).resource;
  const paid = JSON.parse(Aes.AesGcm.decrypt(ciphertext, env.QQ_WXPAY_API_V3_KEY, nonce, aad));
  console.log('paid', paid.out_trade_no, paid.amount.total);
  const { data: refund } = await wxpay.v3.refund.domestic.refunds.post({
    out_trade_no: number,
    out_refund_no: `R${number}`,
    amount: { refund: 500, total: 1999, currency: 'CNY' },
  });
  console.log('refund', refund.status);
  response.writeHead(204).end();
}).listen(Number(env.PORT), '127.0.0.1');

// It signs the address that it calls, so the order goes to WeChat Pay, not through QQ. ｜ 它对自己请求的地址签名，所以订单只能直接发给微信支付，不能经过 QQ。
const { data: placed } = await wxpay.v3.pay.transactions.h5.post({
  appid: env.QQ_WXPAY_WECHAT_APPID,
  mchid: env.QQ_WXPAY_MCHID,
  description: '蓝色马克杯',
  out_trade_no: number,
  notify_url: env.QQ_WXPAY_NOTIFY_URL,
  amount: { total: 1999, currency: 'CNY' },
  scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } },
});
console.log('link', placed.h5_url);
