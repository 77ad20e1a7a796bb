// A sandbox in a process of its own, and a merchant beside it: signs with Node's own crypto, and takes notifications.

import { spawn } from 'node:child_process';
import { createHmac, createSign, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = process.env.SANDBOX_PROGRAM
  ?? fileURLToPath(new URL('../../target/debug/examples/beside', import.meta.url));

/** Starts a sandbox; `stop` ends it. */
export async function startSandbox(port = 0) {
  const child = spawn(PROGRAM, [String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', (text) => resolve([text]));
  });
  const { base_url: url, env } = JSON.parse(line);
  const stop = () => new Promise((resolve) => { child.once('exit', resolve); child.stdin.end(); });
  return { url, env, stop };
}

/** A server that takes notifications; answers with the status of `answers`, the last of which stays. */
export async function startReceiver(answers = [204]) {
  const arrived = [];
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      arrived.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(answers.length > 1 ? answers.shift() : answers[0], { 'x-shop': '<img src=x onerror=alert(1)>' });
      response.end();
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const stop = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return { url: `http://127.0.0.1:${server.address().port}/notify`, arrived, stop };
}

/** The merchant of a sandbox. */
export function merchant(sandbox) {
  const { env, url: base } = sandbox;
  const mchid = env.QQ_WXPAY_MCHID;
  const path = '/v3/pay/transactions/h5';
  const json = async (response) => response.json();

  const signed = (target, body) => {
    const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomBytes(16).toString('hex')];
    const message = `POST\n${target}\n${timestamp}\n${nonce}\n${body}\n`;
    const signature = createSign('RSA-SHA256').update(message).sign(env.QQ_WXPAY_MERCHANT_PRIVATE_KEY, 'base64');
    return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",`
      + `timestamp="${timestamp}",serial_no="${env.QQ_WXPAY_MERCHANT_SERIAL}"`;
  };
  const orderBody = (number, { description = '蓝色马克杯 Blue mug', total = 1999 } = {}) => JSON.stringify({
    appid: env.QQ_WXPAY_WECHAT_APPID,
    mchid,
    description,
    out_trade_no: number,
    notify_url: `https://api.q.qq.com/wxpay/v3/notify/${mchid}/${number}`,
    amount: { total, currency: 'CNY' },
    scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } },
  });
  const post = (address, authorization, body) => fetch(address, {
    method: 'POST',
    headers: {
      authorization, accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'page-tests/1.0',
    },
    body,
  });
  const token = async () => {
    const query = new URLSearchParams({
      grant_type: 'client_credential', appid: env.QQ_WXPAY_QQ_APPID, secret: env.QQ_WXPAY_QQ_APP_SECRET,
    });
    return (await json(await fetch(`${base}/api/getToken?${query}`))).access_token;
  };
  const through = async (notify) => new URLSearchParams({
    appid: env.QQ_WXPAY_QQ_APPID, access_token: await token(), real_notify_url: notify,
  });

  return {
    token,
    /** Orders through QQ; `signs` is the target that is signed, `body` what is sent. */
    async order(number, { notify = 'http://127.0.0.1:9/notify', signs = path, ...about } = {}) {
      const body = orderBody(number, about);
      const query = await through(notify);
      const target = signs === 'proxy' ? `/wxpay${path}?${query}` : signs;
      return json(await post(`${base}/wxpay${path}?${query}`, signed(target, body), about.sent?.(body) ?? body));
    },
    /** Orders as V2 through QQ. */
    async orderV2(number, { notify = 'http://127.0.0.1:9/notify', description = 'Blue mug', key = env.QQ_WXPAY_API_V2_KEY } = {}) {
      const fields = {
        appid: env.QQ_WXPAY_WECHAT_APPID, mch_id: mchid, nonce_str: randomBytes(8).toString('hex'), body: description,
        out_trade_no: number, total_fee: '1999', spbill_create_ip: '203.0.113.7', trade_type: 'MWEB', sign_type: 'HMAC-SHA256',
        notify_url: `https://api.q.qq.com/wxpay/notify`,
        scene_info: '{"h5_info":{"type":"Wap","wap_url":"https://pay.example.com","wap_name":"Shop"}}',
      };
      const text = Object.keys(fields).sort().map((name) => `${name}=${fields[name]}&`).join('');
      fields.sign = createHmac('sha256', key).update(`${text}key=${key}`).digest('hex').toUpperCase();
      const xml = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`).join('');
      const address = `${base}/wxpay/unifiedorder?${await through(notify)}`;
      return (await fetch(address, { method: 'POST', headers: { 'content-type': 'text/xml' }, body: `<xml>${xml}</xml>` })).text();
    },
    /** Does something with the control interface. */
    async control(method, where, body) {
      const response = await fetch(`${base}/sandbox${where}`, { method, body: body && JSON.stringify(body) });
      return json(response);
    },
  };
}

