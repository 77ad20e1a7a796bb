// What the peer does after the order, in APIv3: closing, refunds, certificates and bills, its own verification on.

import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import wechatpay from 'wechatpay-axios-plugin';
import { expect, failsWith } from './expectations.mjs';
import { common, orderNumber, TOTAL } from './order.mjs';
import { baseURL, control, eventHappens } from './sandbox.mjs';

const { Wechatpay, Aes } = wechatpay;
const DAY = 24 * 3600;
const BEIJING = 8 * 3600;

/** The checks of one way of verifying; `orders` places the orders. */
export class Life {
  constructor(orders) {
    Object.assign(this, { orders, identity: orders.identity, merchant: orders.merchant });
  }

  peer() {
    const { identity, orders } = this;
    return new Wechatpay({
      ...common(identity),
      privateKey: identity.merchant_private_key,
      certs: { [orders.serial]: orders.certificate },
      headers: orders.byPublicKey ? { 'Wechatpay-Serial': orders.serial } : {},
    }).v3;
  }

  async refusal(status, code, act) {
    const { response } = await failsWith('ERR_BAD_REQUEST', act);
    expect(response.status === status && response.data.code === code, `${response.status} ${JSON.stringify(response.data)}`);
  }

  /** Pays an order two days ago: the peer signs with the real time, and bills are there from the next day on. */
  async paid(peer) {
    const number = orderNumber();
    const { data: { h5_url: link } } = await this.orders.order(peer.pay.transactions, number);
    // It is signed two days ago, so nobody but this check believes it.
    const arrival = this.merchant.next(() => ({}), { status: 204, body: '' });
    await control('POST', '/sandbox/clock', { advance_seconds: -2 * DAY });
    try {
      await control('POST', '/sandbox/pay', { h5_url: link });
      await arrival;
    } finally {
      await control('POST', '/sandbox/clock', { advance_seconds: 2 * DAY });
    }
    await eventHappens('notification.acknowledged', number);
    return number;
  }

  close(peer, number) {
    return peer.pay.transactions.outTradeNo._out_trade_no_.close.post({ mchid: this.identity.mchid }, { out_trade_no: number });
  }

  async closing() {
    const [peer, number] = [this.peer(), orderNumber()];
    await this.orders.order(peer.pay.transactions, number);
    expect((await this.close(peer, number)).status === 204, 'it is not closed');
    const { data } = await this.orders.query(peer.pay.transactions, number);
    expect(data.trade_state === 'CLOSED', `state ${data.trade_state}`);
    const paid = await this.paid(peer);
    const { response } = await failsWith('ERR_BAD_REQUEST', () => this.close(peer, paid));
    expect(response.data.code === 'ORDERPAID', JSON.stringify(response.data));
    await this.refusal(404, 'ORDER_NOT_EXIST', () => this.close(peer, orderNumber()));
  }

  async refunds() {
    const peer = this.peer();
    const number = await this.paid(peer);
    const out_refund_no = `R${number}`;
    const refund = (more) => peer.refund.domestic.refunds.post({
      out_trade_no: number, out_refund_no, amount: { refund: 500, total: TOTAL, currency: 'CNY' }, ...more,
    });
    const query = (name) => peer.refund.domestic.refunds._out_refund_no_.get({ out_refund_no: name });
    expect((await refund()).data.status === 'PROCESSING', 'the refund is not accepted');
    await control('POST', `/sandbox/refunds/${out_refund_no}/settle`, { as: 'SUCCESS' });
    const { data: found } = await query(out_refund_no);
    expect(found.status === 'SUCCESS' && found.amount.refund === 500, JSON.stringify(found));
    const above = { out_refund_no: `${out_refund_no}b`, amount: { refund: 1500, total: TOTAL, currency: 'CNY' } };
    await failsWith('ERR_BAD_REQUEST', () => refund(above));
    await this.refusal(404, 'RESOURCE_NOT_EXISTS', () => query('R-none'));
    await control('POST', '/sandbox/faults', { endpoint: 'refund_query', kind: 'wrong_signature' });
    await failsWith('EV3_RES_HEADER_SIGNATURE_DIGEST', () => query(out_refund_no));
  }

  async certificates() {
    const peer = this.peer();
    const { data: { data: list } } = await peer.certificates.get();
    const opened = list.map(({ serial_no: serial, encrypt_certificate: { ciphertext, nonce, associated_data: aad } }) => [
      serial, Aes.AesGcm.decrypt(ciphertext, this.identity.api_v3_key, nonce, aad),
    ]);
    const own = opened.find(([serial]) => serial === this.identity.platform_serial);
    expect(own?.[1].trim() === this.identity.platform_certificate.trim(), 'another certificate');
    await control('POST', '/sandbox/faults', { endpoint: 'certificates', kind: 'wrong_signature' });
    await failsWith('EV3_RES_HEADER_SIGNATURE_DIGEST', () => peer.certificates.get());
  }

  async bills() {
    const peer = this.peer();
    const number = await this.paid(peer);
    const day = new Date((Date.now() / 1000 + BEIJING - 2 * DAY) * 1000).toISOString().slice(0, 10);
    for (const packed of [{}, { tar_type: 'GZIP' }]) {
      const link = await this.link(peer, { bill_date: day, ...packed });
      const file = await this.file(peer, link);
      const bill = packed.tar_type ? gunzipSync(file) : file;
      expect(digest(bill) === link.hash_value.toLowerCase(), 'the digest does not fit');
      const rows = bill.toString('utf8').split('\r\n').filter((row) => row.includes(`\`${number},`));
      expect(rows.length === 1, 'the payment is not in the bill');
    }
    await control('POST', '/sandbox/faults', { endpoint: 'bill_file', kind: 'flipped_byte' });
    const link = await this.link(peer, { bill_date: day });
    expect(digest(await this.file(peer, link)) !== link.hash_value.toLowerCase(), 'a changed byte leaves the digest');
    await failsWith('ERR_BAD_REQUEST', () => this.link(peer, { bill_date: '2000-01-01' }));
  }

  async link(peer, params) {
    const { data } = await peer.bill.tradebill.get({ params });
    expect(data.hash_type === 'SHA1' && data.download_url.startsWith(baseURL), JSON.stringify(data));
    return data;
  }

  async file(peer, link) {
    const { searchParams } = new URL(link.download_url);
    const params = Object.fromEntries(searchParams);
    const { data } = await peer.billdownload.file.get({ params, responseType: 'arraybuffer' });
    return Buffer.from(data);
  }
}

function digest(bytes) {
  return createHash('sha1').update(bytes).digest('hex');
}
