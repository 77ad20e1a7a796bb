// From the wish to the proof: one order, kept until the server says what became of it.
const { call } = require('../server');
const { openWxPayment, shownAgain } = require('./open');

/** Where the number of an order is kept that may be paid: it outlives the page, the link and a crash. */
const KEPT = 'order';

/**
 * Pauses between the questions to the server whenever the user may have come back, in milliseconds: the notification is usually there
 * after a second. Who is still paying comes back later, and is asked for again then.
 */
const PAUSES = [0, 1000, 2000, 3000];

/**
 * `paid`. `open`: nobody has paid yet; paying again opens the same order. `review`: paid, but not as ordered: the shop looks into it.
 * `unknown`: nobody answered, ask again. `refused`: there is no order that anybody could pay. `missing`: this QQ cannot pay.
 * @typedef {'paid' | 'open' | 'review' | 'unknown' | 'refused' | 'missing'} Became
 */

/**
 * Lets the user pay for a product; goes on with the order that is still open, if there is one.
 * @param {string} product
 * @returns {Promise<{ became: Became, text?: string }>}
 */
async function buy(product) {
  if (typeof qq.requestWxPayment !== 'function') return { became: 'missing' };
  if (kept()) {
    // It may have been paid meanwhile: never a second order before that is known.
    const became = await ask(/** @type {string} */ (kept()), [0]);
    if (became !== 'open' && became !== 'refused') return { became };
  }
  const before = kept();
  /** @type {import('../server').Reply} */
  let reply;
  try {
    reply = before ? await call('POST', `/orders/${before}/link`, {}) : await call('POST', '/orders', { product });
  } catch (error) {
    // Of a new order nobody has the link: nobody can pay it.
    return { became: before ? 'unknown' : 'refused', text: String(error) };
  }
  const { out_trade_no: number, request_payment: link, error, retry } = reply.body;
  if (!link) {
    if (number && retry !== 'never') keep(number);
    else if (!before) forget();
    return { became: retry === undefined || retry === 'never' ? 'refused' : 'unknown', ...(error !== undefined && { text: error }) };
  }
  keep(/** @type {string} */ (number));
  const opened = await openWxPayment(link);
  if (opened.how === 'missing') return { became: 'missing' };
  // Whatever it says: only the server knows.
  const became = await ask(/** @type {string} */ (number), PAUSES);
  return { became, ...(opened.how === 'failed' && { text: opened.text }) };
}

/**
 * What became of the order that was still open; `undefined` when there is none. Ask whenever the page is shown: the view of WeChat Pay may
 * have closed without a word, before or after `ok`.
 * @param {(became: Became) => void} [tell] Is told after each question what is known so far.
 * @returns {Promise<Became | undefined>}
 */
async function resume(tell) {
  const number = kept();
  return number ? ask(number, PAUSES, tell) : undefined;
}

/**
 * @param {string} number
 * @param {ReadonlyArray<number>} pauses
 * @param {(became: Became) => void} [tell]
 * @returns {Promise<Became>}
 */
async function ask(number, pauses, tell) {
  /** @type {Became} */
  let became = 'unknown';
  for (const pause of pauses) {
    await new Promise((resolve) => { setTimeout(resolve, pause); });
    became = await call('GET', `/orders/${number}`).then(told, () => 'unknown');
    if (became === 'paid' || became === 'review' || became === 'refused') {
      if (kept() === number) forget();
      break;
    }
    tell?.(became);
  }
  return became;
}

/**
 * @param {import('../server').Reply} reply
 * @returns {Became}
 */
function told({ status, body }) {
  if (status === 404) return 'refused';
  return (status === 200 && body.state) || 'unknown';
}

function kept() {
  const number = qq.getStorageSync(KEPT);
  return typeof number === 'string' && number !== '' ? number : undefined;
}

/** @param {string} number */
function keep(number) {
  qq.setStorageSync(KEPT, number);
}

function forget() {
  qq.removeStorageSync(KEPT);
}

module.exports = { buy, resume, shownAgain };
