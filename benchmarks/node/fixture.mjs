// The merchant, the order and the notification that all parties work with: those of the conformance cases.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cases = (name) => JSON.parse(readFileSync(fileURLToPath(new URL(`../../tests/cases/${name}.json`, import.meta.url)), 'utf8'));

export const { settings, now } = cases('defaults');
export const platformPrivateKey = cases('keys').wechat_pay_private_key;

const { headers, body } = cases('v3_notifications').cases[0];
export const notification = {
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body: Buffer.from(body),
};

/** An order as the peers take it; amounts in fen. */
export const order = ({ notify_url }, outTradeNo) => ({
  description: '蓝色马克杯',
  out_trade_no: outTradeNo,
  notify_url,
  amount: { total: 1999, currency: 'CNY' },
  scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } },
});
