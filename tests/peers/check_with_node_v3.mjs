// Lets the unmodified npm package `wechatpay-node-v3` do business with the sandbox. It verifies notifications when it is asked to, replies never.
//
//     node check_with_node_v3.mjs --base-url http://127.0.0.1:18700

import { createHash, generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { expect } from './axios_plugin/expectations.mjs';
import { startMerchant } from './axios_plugin/merchant.mjs';
import { ATTACH, TEXT, TOTAL, orderNumber } from './axios_plugin/order.mjs';
import { baseURL, control } from './axios_plugin/sandbox.mjs';

const require = createRequire(import.meta.url);
const Pay = require('wechatpay-node-v3');
const { PayRequest } = require('wechatpay-node-v3/dist/lib/pay-request.js');

const HOST = 'https://api.mch.weixin.qq.com';
const PEER = 'wechatpay-node-v3, certificates';
const ACKNOWLEDGED = { status: 204, body: '' };

/** The package's own requests, to another address: it signs before it comes here. */
class ToSandbox extends PayRequest {
  post(url, ...others) { return super.post(url.replace(HOST, baseURL), ...others); }

  get(url, ...others) { return super.get(url.replace(HOST, baseURL), ...others); }
}

let failures = 0;

async function report(operation, act) {
  try {
    await act();
    console.log(`PASS ${PEER}: ${operation}`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${PEER}: ${operation}: ${error.message}`);
  }
}

/** What the package itself gets wrong; the check holds that it does. */
async function wrong(operation, why, act) {
  try {
    await act();
    console.log(`OWN ${PEER}: ${operation}: ${why}`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${PEER}: ${operation}: ${error.message}`);
  }
}

const none = (operation, why) => console.log(`NONE ${PEER}: ${operation}: ${why}`);

class Checks {
  constructor(identity, merchant) {
    Object.assign(this, { identity, merchant });
    this.pay = this.peer(identity.merchant_private_key);
  }

  peer(privateKey) {
    const pay = new Pay({
      appid: this.identity.wechat_appid,
      mchid: this.identity.mchid,
      publicKey: Buffer.from(this.identity.merchant_certificate),
      privateKey: Buffer.from(privateKey),
      key: this.identity.api_v3_key,
    });
    pay.createHttp(new ToSandbox());
    return pay;
  }

  order(number, total = TOTAL) {
    return this.pay.transactions_h5({
      description: TEXT,
      attach: ATTACH,
      out_trade_no: number,
      notify_url: this.merchant.address,
      amount: { total, currency: 'CNY' },
      scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } },
    });
  }

  answers(reply, status, code) {
    expect(reply.status === status, `status ${reply.status} ${JSON.stringify(reply.error ?? reply.data)}`);
    if (code !== undefined) expect(JSON.parse(reply.error).code === code, reply.error);
    return reply.data;
  }

  async state(number) {
    return this.answers(await this.pay.query({ out_trade_no: number }), 200).trade_state;
  }

  /** What the package's documentation tells to do with a notification. */
  async read({ headers, body }, text = body) {
    const isGenuine = await this.pay.verifySign({
      timestamp: headers['wechatpay-timestamp'],
      nonce: headers['wechatpay-nonce'],
      serial: headers['wechatpay-serial'],
      signature: headers['wechatpay-signature'],
      body: text,
      apiSecret: this.identity.api_v3_key,
    });
    expect(isGenuine, 'the signature is wrong');
    const { ciphertext, associated_data: aad, nonce } = JSON.parse(body).resource;
    return this.pay.decipher_gcm(ciphertext, aad, nonce, this.identity.api_v3_key);
  }

  async paid(link) {
    const arrives = this.merchant.next(() => {}, ACKNOWLEDGED);
    await control('POST', '/sandbox/pay', { h5_url: link });
    return arrives;
  }

  async direct() {
    this.number = orderNumber();
    const { h5_url: link } = this.answers(await this.order(this.number), 200);
    expect(await this.state(this.number) === 'NOTPAY', 'paid already');
    this.notification = await this.paid(link);
  }

  combined(number) {
    const part = (ending, total) => ({
      mchid: this.identity.mchid,
      out_trade_no: number + ending,
      attach: ATTACH,
      description: TEXT,
      amount: { total_amount: total, currency: 'CNY' },
    });
    return this.pay.combine_transactions_h5({
      combine_out_trade_no: number,
      notify_url: this.merchant.address,
      scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } },
      sub_orders: [part('-a', 1000), part('-b', 999)],
    });
  }

  async combine() {
    const [number, other] = [orderNumber(), orderNumber()];
    const read = await this.read(await this.paid(this.answers(await this.combined(number), 200).h5_url));
    expect(read.combine_out_trade_no === number && read.sub_orders.length === 2, JSON.stringify(read));
    const found = this.answers(await this.pay.combine_query(number), 200);
    expect(found.sub_orders[1].trade_state === 'SUCCESS', JSON.stringify(found));
    this.answers(await this.combined(other), 200);
    const parts = ['-a', '-b'].map((ending) => ({ mchid: this.identity.mchid, out_trade_no: other + ending }));
    this.answers(await this.pay.combine_close(other, parts), 204);
  }

  async notified() {
    const paid = await this.read(this.notification);
    expect(paid.out_trade_no === this.number && paid.amount.total === TOTAL && paid.attach === ATTACH, JSON.stringify(paid));
    this.day = paid.success_time.slice(0, 10);
  }

  async closing() {
    const number = orderNumber();
    await this.order(number);
    this.answers(await this.pay.close(number), 204);
    expect(await this.state(number) === 'CLOSED', 'it is not closed');
    this.answers(await this.pay.close(this.number), 400, 'ORDERPAID');
  }

  refundRequest(fen) {
    return this.pay.refunds({
      out_trade_no: this.number,
      out_refund_no: `R${this.number}`,
      notify_url: this.merchant.address,
      amount: { refund: fen, total: TOTAL, currency: 'CNY' },
    });
  }

  async refund() {
    expect(this.answers(await this.refundRequest(500), 200).status === 'PROCESSING', 'not accepted');
    const arrives = this.merchant.next(() => {}, ACKNOWLEDGED);
    await control('POST', `/sandbox/refunds/R${this.number}/settle`, { as: 'SUCCESS' });
    const notice = await this.read(await arrives);
    expect(notice.refund_status === 'SUCCESS' && notice.out_trade_no === this.number, JSON.stringify(notice));
  }

  async refundQuery() {
    const found = this.answers(await this.pay.find_refunds(`R${this.number}`), 200);
    expect(found.status === 'SUCCESS' && found.amount.refund === 500, JSON.stringify(found));
    this.answers(await this.pay.find_refunds(orderNumber()), 404, 'RESOURCE_NOT_EXISTS');
  }

  async certificates() {
    const found = await this.pay.get_certificates(this.identity.api_v3_key);
    expect(found.length === 1 && found[0].serial_no === this.identity.platform_serial, JSON.stringify(found));
  }

  async file(more) {
    await control('PUT', '/sandbox/switches', { bills_at_once: true });
    const link = this.answers(await this.pay.tradebill({ bill_date: this.day, bill_type: 'ALL', ...more }), 200);
    // At the host that it signs for, as the links of WeChat Pay are.
    const file = this.answers(await this.pay.downloadBill(link.download_url.replace(baseURL, HOST)), 200);
    return { link, file };
  }

  async bills() {
    const { link, file } = await this.file({});
    expect(file.includes(`\`${this.number}`), 'the order is missing');
    expect(createHash('sha1').update(file).digest('hex') === link.hash_value, 'the digest does not fit');
    const { file: packed } = await this.file({ tar_type: 'GZIP' });
    expect(gunzipSync(packed).toString() === file, 'the packed file is another one');
  }

  async wrongKey() {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const other = this.peer(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    this.answers(await other.query({ out_trade_no: this.number }), 401, 'SIGN_ERROR');
  }

  async changedBody() {
    const { body } = this.notification;
    const parsed = JSON.parse(body);
    // As a shop does whose framework has parsed the body: the package writes an object again by itself.
    for (const changed of [`${body} `, body.replace('SUCCESS', 'SUCCES5'), parsed, JSON.stringify(parsed), JSON.stringify(parsed, null, 2)]) {
      const outcome = await this.read(this.notification, changed).then(() => 'accepted', (error) => error.message);
      expect(outcome === 'the signature is wrong', outcome);
    }
    await this.read(this.notification);
  }

  async unverified() {
    for (const kind of ['wrong_signature', 'unknown_serial', 'stale_timestamp']) {
      await control('POST', '/sandbox/faults', { endpoint: 'query', kind });
      expect(await this.state(this.number) === 'REFUND', 'it was refused');
    }
  }

  async otherAmount() {
    const number = orderNumber();
    for (let time = 0; time < 2; time += 1) this.answers(await this.order(number), 200);
    this.answers(await this.order(number, TOTAL + 1), 400, 'INVALID_REQUEST');
    this.answers(await this.refundRequest(501), 400, 'INVALID_REQUEST');
  }
}

const merchant = await startMerchant();
await control('PUT', '/sandbox/switches', { notification_key: 'certificate' });
const checks = new Checks(await control('GET', '/sandbox/identity'), merchant);
try {
  await report('direct order', () => checks.direct());
  none('partner order', 'the package has no partner orders');
  await report('combine order', () => checks.combine());
  none('V2 order', 'the package has no V2');
  await report('notification', () => checks.notified());
  await report('query', async () => expect(await checks.state(checks.number) === 'SUCCESS', 'not paid'));
  await report('close', () => checks.closing());
  await report('refund', () => checks.refund());
  await report('refund query', () => checks.refundQuery());
  await report('certificates', () => checks.certificates());
  await report('bills', () => checks.bills());
  await report('wrong key', () => checks.wrongKey());
  await report('changed body', () => checks.changedBody());
  await wrong('changed reply', 'it verifies no reply', () => checks.unverified());
  await report('unknown order', async () => checks.answers(await checks.pay.query({ out_trade_no: orderNumber() }), 404, 'ORDER_NOT_EXIST'));
  await report('other amount', () => checks.otherAmount());
} finally {
  merchant.server.close();
  merchant.server.closeAllConnections();
  await control('DELETE', '/sandbox/faults');
  await control('PUT', '/sandbox/switches', { notification_key: 'public_key', bills_at_once: false });
}
process.exitCode = failures === 0 ? 0 : 1;
