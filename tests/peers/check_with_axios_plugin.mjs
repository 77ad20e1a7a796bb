// Lets the unmodified npm package `wechatpay-axios-plugin` do business with the sandbox: it judges what the sandbox signs.
//
//     node check_with_axios_plugin.mjs --base-url http://127.0.0.1:18700

import { Life } from './axios_plugin/life.mjs';
import { V2 } from './axios_plugin/v2.mjs';
import { V3 } from './axios_plugin/v3.mjs';
import { startMerchant } from './axios_plugin/merchant.mjs';
import { baseURL, control, stop } from './axios_plugin/sandbox.mjs';

async function main() {
  const identity = await control('GET', '/sandbox/identity').catch((error) => stop(`no sandbox at ${baseURL}: ${error.message}`));
  const merchant = await startMerchant();
  let failures = 0;
  const check = async (name, act) => {
    try {
      await act();
      console.log(`PASS wechatpay-axios-plugin, ${name}`);
    } catch (error) {
      failures += 1;
      console.log(`FAIL wechatpay-axios-plugin, ${name}: ${error.code ?? error.name} ${error.message}`);
    }
  };
  try {
    for (const [mode, notificationKey] of [['public key', 'public_key'], ['platform certificate', 'certificate']]) {
      await control('PUT', '/sandbox/switches', { notification_key: notificationKey });
      const v3 = new V3(identity, merchant, mode);
      await check(`V3, ${mode}: order, query, payment, notification, query`, () => v3.payment());
      await check(`V3, ${mode}: a changed notification is refused`, () => v3.changedNotification());
      await check(`V3, ${mode}: a reply with a wrong signature is refused`, () => v3.wrongReplies());
      await check(`V3, ${mode}: the sandbox refuses a wrong key`, () => v3.wrongKey());
      const life = new Life(v3);
      await check(`V3, ${mode}: close, also what must not be closed`, () => life.closing());
      await check(`V3, ${mode}: refund in part, its query, refusals`, () => life.refunds());
      await check(`V3, ${mode}: platform certificates`, () => life.certificates());
      await check(`V3, ${mode}: trade bill and its digest`, () => life.bills());
    }
    for (const signType of ['MD5', 'HMAC-SHA256']) {
      const v2 = new V2(identity, merchant, signType);
      await check(`V2, ${signType}: order, query, payment, notification, query`, () => v2.payment());
      await check(`V2, ${signType}: a changed notification is refused`, () => v2.changedNotification());
      await check(`V2, ${signType}: a reply with a wrong signature is refused`, () => v2.wrongReplies());
      await check(`V2, ${signType}: the sandbox refuses a wrong key`, () => v2.wrongKey());
    }
  } finally {
    merchant.server.close();
    merchant.server.closeAllConnections();
    await control('DELETE', '/sandbox/faults');
    await control('PUT', '/sandbox/switches', { notification_key: 'public_key' });
  }
  process.exitCode = failures === 0 ? 0 : 1;
}

await main();
