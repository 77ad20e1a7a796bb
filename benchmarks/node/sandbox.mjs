// A sandbox for load.mjs; prints where it is and who its merchant is, in the names of the settings.
import { createRequire } from 'node:module';

const { startSandbox } = createRequire(import.meta.url)('../../bindings-node/sandbox');
const { baseUrl, env } = await startSandbox();
const settings = Object.fromEntries(Object.entries(env).map(([name, value]) => [name.replace('QQ_WXPAY_', '').toLowerCase(), value]));
const { wechat_base_url: _address, ...merchant } = settings;
console.log(JSON.stringify({ settings: merchant, baseUrl }));
setInterval(() => {}, 1 << 30);
