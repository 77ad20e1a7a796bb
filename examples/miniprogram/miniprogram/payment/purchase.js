// From the wish to the proof: one order, kept until the server says what became of it.
const { call } = require('../server');
const { openWxPayment } = require('./open');

/** Where the number of an order is kept that may be paid: it outlives the page, the link and a crash. */
const KEPT = 'order';

/** Pauses between the questions to the server, in milliseconds: the notification is usually there after a second. */
const PAUSES = [0, 1000, 2000, 3000, 5000, 8000];

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
  // Whatever it says: only the server knows. Who left has hardly paid, so one question will do for now.
  const became = await ask(/** @type {string} */ (number), opened.how === 'ended' ? PAUSES : [0, 1000]);
  return { became, ...(opened.how === 'failed' && { text: opened.text }) };
}

/**
 * What became of the order that was still open; `undefined` when there is none. Ask whenever the page is shown.
 * @returns {Promise<Became | undefined>}
 */
async function resume() {
  const number = kept();
  return number ? ask(number, [0]) : undefined;
}

/**
 * @param {string} number
 * @param {ReadonlyArray<number>} pauses
 * @returns {Promise<Became>}
 */
async function ask(number, pauses) {
  /** @type {Became} */
  let became = 'unknown';
  for (const pause of pauses) {
    await new Promise((resolve) => { setTimeout(resolve, pause); });
    became = await call('GET', `/orders/${number}`).then(told, () => 'unknown');
    if (became === 'paid' || became === 'review' || became === 'refused') {
      forget();
      break;
    }
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

module.exports = { buy, resume };
