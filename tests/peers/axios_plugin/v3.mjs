// The peer's APIv3: JSON, RSA signatures, encrypted notifications.

import { generateKeyPairSync } from 'node:crypto';
import wechatpay from 'wechatpay-axios-plugin';
import { common, orderNumber, ATTACH, TEXT, TOTAL } from './order.mjs';
import { expect, failsWith, refuses } from './expectations.mjs';
import { control, eventHappens } from './sandbox.mjs';

const { Wechatpay, Aes, Formatter, Rsa } = wechatpay;

/** APIv3 in one way of verifying. */
export class V3 {
  constructor(identity, merchant, mode) {
    Object.assign(this, { identity, merchant });
    this.byPublicKey = mode === 'public key';
    this.serial = this.byPublicKey ? identity.public_key_id : identity.platform_serial;
    this.certificate = this.byPublicKey ? identity.public_key : identity.platform_certificate;
  }

  peer(privateKey = this.identity.merchant_private_key) {
    return new Wechatpay({
      ...common(this.identity),
      privateKey,
      certs: { [this.serial]: this.certificate },
      headers: this.byPublicKey ? { 'Wechatpay-Serial': this.serial } : {},
    }).v3.pay.transactions;
  }

  order(peer, number) {
    return peer.h5.post({
      appid: this.identity.wechat_appid,
      mchid: this.identity.mchid,
      description: TEXT,
      out_trade_no: number,
      attach: ATTACH,
      notify_url: this.merchant.address,
      amount: { total: TOTAL, currency: 'CNY' },
      scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } },
    });
  }

  query(peer, number) {
    return peer.outTradeNo._out_trade_no_.get({ params: { mchid: this.identity.mchid }, out_trade_no: number });
  }

  async payment() {
    const [peer, number] = [this.peer(), orderNumber()];
    const { data: { h5_url: link } } = await this.order(peer, number);
    const unpaid = (await this.query(peer, number)).data;
    expect(unpaid.trade_state === 'NOTPAY' && !('transaction_id' in unpaid), `before payment: ${JSON.stringify(unpaid)}`);

    const reads = this.merchant.next((headers, body) => this.read(headers, body), { status: 204, body: '' });
    await control('POST', '/sandbox/pay', { h5_url: link });
    this.notification = await reads;
    expect(this.notification.error === undefined, `notification: ${this.notification.error}`);
    const paid = this.notification.read;
    this.checkPaid(paid, number);
    await eventHappens('notification.acknowledged', number);

    const found = (await this.query(peer, number)).data;
    this.checkPaid(found, number);
    expect(found.transaction_id === paid.transaction_id, 'query and notification differ');
  }

  /** What the package's documentation tells to do with a notification. */
  read(headers, body) {
    const timestamp = headers['wechatpay-timestamp'];
    expect(Math.abs(Formatter.timestamp() - timestamp) < 300, 'the notification is stale');
    expect(headers['wechatpay-serial'] === this.serial, 'another key signed it');
    const message = Formatter.response(timestamp, headers['wechatpay-nonce'], body);
    const key = Rsa.from(this.certificate, Rsa.KEY_TYPE_PUBLIC);
    expect(Rsa.verify(message, headers['wechatpay-signature'], key), 'the signature is wrong');
    const { event_type: event, resource } = JSON.parse(body);
    expect(event === 'TRANSACTION.SUCCESS' && resource.algorithm === 'AEAD_AES_256_GCM', 'another kind of notification');
    const { ciphertext, nonce, associated_data: aad } = resource;
    return JSON.parse(Aes.AesGcm.decrypt(ciphertext, this.identity.api_v3_key, nonce, aad));
  }

  checkPaid(transaction, number) {
    expect(transaction.trade_state === 'SUCCESS', `state ${transaction.trade_state}`);
    expect(transaction.out_trade_no === number, 'another order number');
    expect(transaction.amount.total === TOTAL, `amount ${JSON.stringify(transaction.amount)}`);
    expect(transaction.mchid === this.identity.mchid, 'another merchant');
    expect(transaction.attach === ATTACH, `attach ${transaction.attach}`);
  }

  changedNotification() {
    expect(this.notification?.read, 'there was no notification');
    const { headers, body } = this.notification;
    this.read(headers, body);
    const { ciphertext } = JSON.parse(body).resource;
    const other = ciphertext.slice(0, 40) + (ciphertext[40] === 'A' ? 'B' : 'A') + ciphertext.slice(41);
    // As a shop does whose framework has parsed the body: it says the same, and is another text however it is written.
    const written = [undefined, 1, 2, 4, '\t'].map((indent) => JSON.stringify(JSON.parse(body), null, indent));
    for (const changed of [body.replace(ciphertext, other), `${body} `, body.replace('TRANSACTION', 'transaction'), ...written]) {
      expect(changed !== body, 'nothing was changed');
      refuses(() => this.read(headers, changed), 'the signature is wrong');
    }
    const nonce = `${headers['wechatpay-nonce']}0`;
    refuses(() => this.read({ ...headers, 'wechatpay-nonce': nonce }, body), 'the signature is wrong');
    // The cipher itself must notice a change, too.
    const { nonce: iv, associated_data: aad } = JSON.parse(body).resource;
    refuses(() => Aes.AesGcm.decrypt(other, this.identity.api_v3_key, iv, aad));
    refuses(() => Aes.AesGcm.decrypt(ciphertext, this.identity.api_v3_key, iv, `${aad}x`));
  }

  async wrongReplies() {
    const [peer, number] = [this.peer(), orderNumber()];
    await this.order(peer, number);
    for (const [kind, code] of [
      ['wrong_signature', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
      ['probe_signature', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
      ['stale_timestamp', 'EV3_RES_HEADER_TIMESTAMP_OFFSET'],
      ['unknown_serial', 'EV3_RES_HEADER_PLATFORM_SERIAL'],
    ]) {
      await control('POST', '/sandbox/faults', { endpoint: 'query', kind });
      await failsWith(code, () => this.query(peer, number));
      await control('POST', '/sandbox/faults', { endpoint: 'order', kind });
      await failsWith(code, () => this.order(peer, number));
    }
    const { data } = await this.query(peer, number);
    expect(data.trade_state === 'NOTPAY', 'the genuine reply is refused afterwards');
  }

  async wrongKey() {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const peer = this.peer(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const { response } = await failsWith('ERR_BAD_REQUEST', () => this.order(peer, orderNumber()));
    expect(response.status === 401 && response.data.code === 'SIGN_ERROR', `${response.status} ${response.data.code}`);
    expect(response.data.detail.sign_information.url === '/v3/pay/transactions/h5', 'detail names another path');
  }
}
