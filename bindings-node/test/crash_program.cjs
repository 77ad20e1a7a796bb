// Fails in the ways a shop fails, and lets a crash reporter or Node itself report it: `node crash_program.cjs sentry|locals|node NAME`.
const { QqWxPay } = require('../lib/index.js');

const [reporter, name] = process.argv.slice(2);
// Reporters send the lines of the source, too: what is to be hidden is none of them.
const { PAYER, TOKEN } = process.env;
const order = (change) => ({ outTradeNo: process.env.OUT_TRADE_NO, description: 'mug', amount: { total: 1999 }, sceneInfo: { payerClientIp: PAYER }, ...change });
const v2 = (change) => ({ outTradeNo: process.env.OUT_TRADE_NO, body: 'mug', totalFee: 1999, spbillCreateIp: PAYER, ...change });
const given = (provider) => QqWxPay.fromEnv({ tokenProvider: { accessToken: provider } });

/** What goes wrong, by name. Nothing secret stands in a local variable of this file. */
const FAULTS = {
  setting: () => QqWxPay.fromEnv(),
  settingGiven: () => QqWxPay.fromEnv({ env: { ...process.env, QQ_WXPAY_API_V3_KEY: 'short' } }),
  settingObject: () => new QqWxPay({ qqAppSecret: process.env.QQ_WXPAY_QQ_APP_SECRET, merchantPrivateKey: Buffer.from(process.env.QQ_WXPAY_MERCHANT_PRIVATE_KEY), mchid: 1.5 }),
  settingUnknown: () => new QqWxPay({ qqAppSecret: process.env.QQ_WXPAY_QQ_APP_SECRET, merchantPrivateKey: Buffer.from(process.env.QQ_WXPAY_MERCHANT_PRIVATE_KEY) }),
  order: () => given(() => TOKEN).placeV2Order(v2()),
  orderWrong: () => QqWxPay.fromEnv().placeV2Order(v2({ totalFee: 19.99 })),
  orderWrongInCore: () => QqWxPay.fromEnv().placeV2Order(v2({ totalFee: 0 })),
  orderHeld: () => given(() => TOKEN).placeV2Order(v2(), { signal: AbortSignal.timeout(1) }),
  prepared: () => QqWxPay.fromEnv().prepare('placeV2Order', v2({ totalFee: 0 }), { accessToken: TOKEN }),
  preparedToken: () => QqWxPay.fromEnv().prepare('placeOrder', order(), { accessToken: [TOKEN] }),
  finished: () => QqWxPay.fromEnv().prepare('placeV2Order', v2(), { accessToken: TOKEN }).finish({ status: 200, headers: { 'x-token': TOKEN }, body: Buffer.from(TOKEN) }),
  preparedUnknown: () => QqWxPay.fromEnv().prepare('placeOrdr', v2(), { accessToken: TOKEN }),
  preparedBill: () => QqWxPay.fromEnv().prepareBill('tradeBillFile', { downloadUrl: `https://example.com/${TOKEN}`, hashType: 'SHA1', hashValue: 'x' }),
  sensitive: () => QqWxPay.fromEnv().decryptSensitive({ ciphertext: TOKEN }),
  request: () => QqWxPay.fromEnv().request({ method: 'GET', path: '/v3/nothing', query: { openid: TOKEN } }),
  notification: async () => {
    const [pay, headers] = [QqWxPay.fromEnv(), { 'wechatpay-signature': TOKEN }];
    pay.handleNotification(headers, TOKEN);
  },
  expect: () => QqWxPay.fromEnv().expectPayment({ found: { payer: { openid: TOKEN } }, expected: { outTradeNo: 'T1', total: 1.5 } }),
  provider: () => given(() => { throw new Error('the token server is down'); }).placeV2Order(v2()),
};

/** Lets everything go wrong, and gives each error to `capture`. */
async function fail(capture) {
  for (const [each, act] of Object.entries(FAULTS)) {
    try {
      await act();
      console.log(`${each} did not fail`);
    } catch (error) {
      capture(error, each);
    }
  }
}

const REPORTERS = {
  /** As Node itself prints what nobody caught. */
  node: () => FAULTS[name](),

  /** What a debugger sees in the functions of this package while something is thrown. */
  async locals() {
    const seen = await require('./locals_watcher.cjs').watch();
    await fail(() => {});
    console.log(JSON.stringify(await seen()));
  },

  /** What Sentry would send. */
  async sentry() {
    const Sentry = require('@sentry/node');
    const sent = [];
    const transport = (options) => Sentry.createTransport(options, async ({ body }) => { sent.push(String(body)); return { statusCode: 200 }; });
    Sentry.init({ dsn: 'http://public@127.0.0.1/1', includeLocalVariables: true, transport });
    await fail((error, each) => Sentry.captureException(error, { tags: { fault: each } }));
    await Sentry.flush(10_000);
    console.log(sent.join('\n'));
    process.exit(0);
  },
};

REPORTERS[reporter]();
