// The shop as a program. Settings: the variables `QQ_WXPAY_…`, and `PORT` (default 8000).
import { QqWxPay } from 'qq-wxpay';
import { shop } from './shop.js';
import { observer } from './telemetry.js';

const pay = QqWxPay.fromEnv({ observer: observer() });
// With the sandbox the payer too is on this machine, whose own address WeChat Pay would refuse.
const standInPayer = process.env.QQ_WXPAY_QQ_BASE_URL ? '203.0.113.7' : undefined;
const { app } = shop(pay, { standInPayer });
const server = app.listen(Number(process.env.PORT ?? 8000), '127.0.0.1', (error) => {
  if (error) throw error;
  const address = server.address();
  if (typeof address === 'object') console.log(`The shop is open at http://127.0.0.1:${address?.port}`);
});
