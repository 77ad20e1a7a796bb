// One adapter in a process of its own, which must outlive whatever comes. The parent says how handler and `onError` behave.
import { inspect } from 'node:util';
import { QqWxPay } from '../helpers.mjs';
import { FRAMEWORKS } from './apps.mjs';

/** What cannot even be printed. */
const unprintable = { get message() { throw new Error('no message'); }, [inspect.custom]() { throw new Error('not to be printed'); } };
const BEHAVIOURS = {
  well: () => {},
  false: () => false,
  throw: () => { throw new Error('thrown'); },
  reject: async () => { throw new Error('rejected'); },
  nothing: () => Promise.reject(), // eslint-disable-line prefer-promise-reject-errors
  unprintable: () => { throw unprintable; },
  thenable: () => ({ then() { throw new Error('a thenable that throws'); } }),
};

let [handler, onError] = ['well', 'well'];
const seen = [];
const take = (event) => { seen.push(event); return BEHAVIOURS[handler](); };
const pay = QqWxPay.fromEnv();
const app = await FRAMEWORKS[process.argv[2]]([pay, { paid: () => take('paid'), onError: (error) => { seen.push(`error ${error?.code ?? ''}`); return BEHAVIOURS[onError](); } }]);

process.on('message', (next) => {
  ({ handler = 'well', onError = 'well' } = next);
  process.send({ seen: seen.splice(0), rss: process.memoryUsage.rss() });
});
process.send({ address: app.address });
