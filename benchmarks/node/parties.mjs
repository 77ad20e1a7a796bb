// The three clients, each set up as its documentation says; `keepAlive` gives the peers an agent that keeps connections.
import http from 'node:http';
import { createRequire } from 'node:module';
import { notification, now, order } from './fixture.mjs';

const require = createRequire(import.meta.url);
const ORIGIN = 'https://api.mch.weixin.qq.com';

const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const agent = (keepAlive) => (keepAlive ? new http.Agent({ keepAlive: true, maxSockets: 64 }) : undefined);

function ours({ link_hosts: hosts, ...settings }, baseUrl) {
  const { QqWxPay } = require('qq-wxpay');
  const given = Object.fromEntries(Object.entries(settings).map(([name, value]) => [camel(name), value]));
  const local = { ...(baseUrl && { wechatBaseUrl: baseUrl, qqBaseUrl: baseUrl }), ...(hosts && { linkHosts: hosts.split(',') }) };
  const pay = new QqWxPay({ ...given, channel: 'direct', ...local });
  // The notification was signed at a fixed moment.
  const then = new QqWxPay({ ...given, ...local }, { testing: { now } });
  const request = (number) => ({
    outTradeNo: number,
    description: '蓝色马克杯',
    amount: { total: 1999 },
    sceneInfo: { payerClientIp: '203.0.113.7', h5Info: { type: 'Wap' } },
  });
  return {
    sign: (number) => pay.prepare('placeOrder', request(number)).request,
    read: () => then.handleNotification(notification.headers, notification.body).outcome.payment,
    place: async (number) => (await pay.placeOrder(request(number))).h5Url,
  };
}

function axiosPlugin(settings, baseUrl, keepAlive) {
  const { Wechatpay, Aes, Formatter, Rsa } = require('wechatpay-axios-plugin');
  const privateKey = Rsa.from(settings.merchant_private_key, Rsa.KEY_TYPE_PRIVATE);
  const publicKey = Rsa.from(settings.public_key, Rsa.KEY_TYPE_PUBLIC);
  const client = new Wechatpay({
    mchid: settings.mchid,
    serial: settings.merchant_serial,
    privateKey,
    certs: { [settings.public_key_id]: publicKey },
    headers: { 'Wechatpay-Serial': settings.public_key_id },
    baseURL: baseUrl,
    proxy: false,
    httpAgent: agent(keepAlive),
  });
  const request = (number) => ({ appid: settings.wechat_appid, mchid: settings.mchid, ...order(settings, number) });
  /** Takes the finished request in place of the network. */
  const taken = async (config) => { throw Object.assign(new Error('taken'), { config }); };
  return {
    sign: (number) =>
      client.v3.pay.transactions.h5.post(request(number), { adapter: taken }).catch(({ config }) => {
        if (!config.headers.Authorization) throw new Error('it is not signed');
        return config;
      }),
    read() {
      const { headers, body } = notification;
      const timestamp = headers['wechatpay-timestamp'];
      if (Math.abs(now - timestamp) >= 300 || headers['wechatpay-serial'] !== settings.public_key_id) throw new Error('refused');
      const message = Formatter.response(timestamp, headers['wechatpay-nonce'], body.toString());
      if (!Rsa.verify(message, headers['wechatpay-signature'], publicKey)) throw new Error('refused');
      const { resource } = JSON.parse(body);
      return JSON.parse(Aes.AesGcm.decrypt(resource.ciphertext, settings.api_v3_key, resource.nonce, resource.associated_data));
    },
    place: async (number) => (await client.v3.pay.transactions.h5.post(request(number))).data.h5_url,
  };
}

function nodeV3(settings, baseUrl, keepAlive) {
  const Pay = require('wechatpay-node-v3');
  const superagent = require(require.resolve('superagent', { paths: [require.resolve('wechatpay-node-v3')] }));
  const pay = new Pay({
    appid: settings.wechat_appid,
    mchid: settings.mchid,
    serial_no: settings.merchant_serial,
    publicKey: Buffer.from(settings.public_key),
    privateKey: Buffer.from(settings.merchant_private_key),
    key: settings.api_v3_key,
  });
  Pay.certificates[settings.public_key_id] = settings.public_key;
  const connections = agent(keepAlive);
  // Its own way to send, at another address: the package knows none but WeChat Pay's.
  pay.createHttp({
    async post(url, params, headers) {
      const call = superagent.post(url.replace(ORIGIN, baseUrl)).send(params).set(headers);
      const result = await (connections ? call.agent(connections) : call);
      return { status: result.status, data: result.body };
    },
  });
  return {
    sign(number) {
      const params = { appid: settings.wechat_appid, mchid: settings.mchid, ...order(settings, number) };
      const authorization = pay.buildAuthorization('POST', `${ORIGIN}/v3/pay/transactions/h5`, params);
      return { method: 'POST', headers: { authorization }, body: JSON.stringify(params) };
    },
    async read() {
      const { headers, body } = notification;
      const text = body.toString();
      const right = await pay.verifySign({
        timestamp: headers['wechatpay-timestamp'],
        nonce: headers['wechatpay-nonce'],
        body: text,
        serial: headers['wechatpay-serial'],
        signature: headers['wechatpay-signature'],
      });
      if (!right) throw new Error('refused');
      const { resource } = JSON.parse(text);
      return pay.decipher_gcm(resource.ciphertext, resource.associated_data, resource.nonce);
    },
    place: async (number) => (await pay.transactions_h5(order(settings, number))).data.h5_url,
  };
}

/** No order: what an exchange over HTTP takes by the fastest client. */
function undici(_settings, baseUrl) {
  const { Pool } = require('undici');
  const pool = new Pool(baseUrl, { connections: 64 });
  const request = { path: '/v3/pay/transactions/h5', method: 'POST', headers: { 'Content-Type': 'application/json' }, body: 'x'.repeat(380) };
  return { place: async () => JSON.parse(await (await pool.request(request)).body.text()).h5_url };
}

/** Makes a client of the merchant in `settings`, which are named as in the variables of qq-wxpay. */
export const PARTIES = { 'qq-wxpay': ours, 'axios-plugin': axiosPlugin, 'node-v3': nodeV3, undici };
