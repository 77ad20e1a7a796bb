// The peer's V2: XML, digests.

import { randomBytes } from 'node:crypto';
import wechatpay from 'wechatpay-axios-plugin';
import { common, orderNumber, ATTACH, TEXT, TOTAL } from './order.mjs';
import { expect, failsWith, refuses } from './expectations.mjs';
import { control, eventHappens } from './sandbox.mjs';

const { Wechatpay, Hash, Transformer } = wechatpay;

/** V2 with one way of signing. */
export class V2 {
  constructor(identity, merchant, signType) {
    Object.assign(this, { identity, merchant, signType });
    this.always = { appid: identity.wechat_appid, mch_id: identity.mchid };
    // MD5 is what counts when nothing is said.
    if (signType !== 'MD5') this.always.sign_type = signType;
  }

  peer(secret = this.identity.api_v2_key) {
    const { merchant_private_key: privateKey, public_key_id: id, public_key: key } = this.identity;
    return new Wechatpay({ ...common(this.identity), privateKey, certs: { [id]: key }, secret }).v2.pay;
  }

  order(peer, number) {
    return peer.unifiedorder.post({
      ...this.always,
      body: TEXT,
      attach: ATTACH,
      out_trade_no: number,
      total_fee: TOTAL,
      spbill_create_ip: '203.0.113.7',
      notify_url: this.merchant.address,
      trade_type: 'MWEB',
      scene_info: JSON.stringify({ h5_info: { type: 'Wap', wap_url: 'https://pay.example.com', wap_name: TEXT } }),
    });
  }

  query(peer, number) {
    return peer.orderquery.post({ ...this.always, out_trade_no: number });
  }

  async payment() {
    const [peer, number] = [this.peer(), orderNumber()];
    const { data: placed } = await this.order(peer, number);
    expect(placed.trade_type === 'MWEB' && placed.prepay_id && placed.mweb_url, `order: ${JSON.stringify(placed)}`);
    expect(placed.sign.length === (this.signType === 'MD5' ? 32 : 64), 'the reply is signed in another way');
    const { data: unpaid } = await this.query(peer, number);
    expect(unpaid.trade_state === 'NOTPAY' && !unpaid.transaction_id, `before payment: ${JSON.stringify(unpaid)}`);

    const answer = Transformer.toXml({ return_code: 'SUCCESS', return_msg: 'OK' });
    const reads = this.merchant.next((_, body) => this.read(body), { status: 200, body: answer });
    await control('POST', '/sandbox/pay', { h5_url: placed.mweb_url });
    this.notification = await reads;
    expect(this.notification.error === undefined, `notification: ${this.notification.error}`);
    const paid = this.notification.read;
    this.checkPaid(paid, number);
    await eventHappens('notification.acknowledged', number);

    const { data: found } = await this.query(peer, number);
    expect(found.trade_state === 'SUCCESS', `state ${found.trade_state}`);
    this.checkPaid(found, number);
    expect(found.transaction_id === paid.transaction_id, 'query and notification differ');
  }

  /** What the package's documentation tells to do with a notification. */
  read(body) {
    const { sign, ...fields } = Transformer.toObject(body);
    expect(sign?.length === (this.signType === 'MD5' ? 32 : 64), 'it is signed in another way');
    expect(Hash.equals(Hash.sign(this.signType, fields, this.identity.api_v2_key), sign), 'the signature is wrong');
    expect(fields.return_code === 'SUCCESS' && fields.result_code === 'SUCCESS', 'it tells of no success');
    return fields;
  }

  checkPaid(fields, number) {
    expect(fields.out_trade_no === number, 'another order number');
    expect(fields.total_fee === String(TOTAL), `total_fee ${fields.total_fee}`);
    expect(fields.mch_id === this.identity.mchid, 'another merchant');
    expect(fields.attach === ATTACH, `attach ${fields.attach}`);
  }

  changedNotification() {
    expect(this.notification?.read, 'there was no notification');
    const { body, read } = this.notification;
    this.read(body);
    for (const [name, value] of Object.entries(read)) {
      const changed = Transformer.toXml({ ...Transformer.toObject(body), [name]: `${value}1` });
      refuses(() => this.read(changed), 'the signature is wrong');
    }
    const added = Transformer.toXml({ ...Transformer.toObject(body), coupon_fee: '1' });
    refuses(() => this.read(added), 'the signature is wrong');
  }

  async wrongReplies() {
    const [peer, number] = [this.peer(), orderNumber()];
    await this.order(peer, number);
    for (const [endpoint, act] of [['query', () => this.query(peer, number)], ['order', () => this.order(peer, number)]]) {
      await control('POST', '/sandbox/faults', { endpoint, kind: 'wrong_signature' });
      await failsWith('EV2_RES_SIGNATURE_NOT_EQUAL', act);
    }
    const { data } = await this.query(peer, number);
    expect(data.trade_state === 'NOTPAY', 'the genuine reply is refused afterwards');
  }

  async wrongKey() {
    const peer = this.peer(randomBytes(16).toString('hex'));
    const { response } = await failsWith('EV2_RES_STATUS_CODE_NOT_SUCESS', () => this.order(peer, orderNumber()));
    expect(response.data.return_code === 'FAIL' && response.data.return_msg.includes('签名'), JSON.stringify(response.data));
    expect(!('sign' in response.data), 'a refusal of the signature is signed itself');
  }
}
