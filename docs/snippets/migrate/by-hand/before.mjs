import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

const { env } = process;
const [number] = process.argv.slice(2);

function sign(fields) {
  const pairs = Object.keys(fields).filter((name) => name !== 'sign' && fields[name]).sort().map((name) => `${name}=${fields[name]}`);
  return createHash('md5').update(`${pairs.join('&')}&key=${env.QQ_WXPAY_API_V2_KEY}`).digest('hex').toUpperCase();
}

const written = (fields) => `<xml>${Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`).join('')}</xml>`;
const read = (xml) => Object.fromEntries([...xml.matchAll(/<(\w+)>(?:<!\[CDATA\[)?([^<\]]*)(?:\]\]>)?<\/\1>/g)].map(([, name, value]) => [name, value]));

createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const paid = read(body);
  if (sign(paid) !== paid.sign) {
    response.writeHead(400).end();
    return;
  }
  console.log('paid', paid.out_trade_no, paid.total_fee);
  response.end(written({ return_code: 'SUCCESS', return_msg: 'OK' }));
}).listen(Number(env.PORT), '127.0.0.1');

// Each start and each process fetches a token, and ends the others' token with it. ｜ 每次启动、每个进程都会获取 access_token，别人的随之失效。
const token = await fetch(`https://api.q.qq.com/api/getToken?grant_type=client_credential&appid=${env.QQ_WXPAY_QQ_APPID}&secret=${env.QQ_WXPAY_QQ_APP_SECRET}`);
const { access_token: accessToken } = await token.json();
const order = {
  appid: env.QQ_WXPAY_WECHAT_APPID,
  mch_id: env.QQ_WXPAY_MCHID,
  nonce_str: randomBytes(16).toString('hex'),
  body: '蓝色马克杯',
  out_trade_no: number,
  total_fee: 1999,
  spbill_create_ip: '203.0.113.7',
  notify_url: 'https://api.q.qq.com/wxpay/notify',
  trade_type: 'MWEB',
  scene_info: JSON.stringify({ h5_info: { type: 'Wap', wap_url: 'https://pay.example.com', wap_name: 'shop' } }),
};
order.sign = sign(order);
const query = new URLSearchParams({ appid: env.QQ_WXPAY_QQ_APPID, access_token: accessToken, real_notify_url: env.QQ_WXPAY_NOTIFY_URL });
const reply = await fetch(`https://api.q.qq.com/wxpay/unifiedorder?${query}`, { method: 'POST', body: written(order) });
const placed = read(await reply.text());
if (!placed.mweb_url) throw new Error(placed.return_msg);
console.log('link', placed.mweb_url);
