// `qq.requestWxPayment`, and what its answer means: never that somebody paid.

/**
 * `ended`: the view of WeChat Pay closed, which says nothing: `ok` comes before the payment, after it, and after a cancel. `left`: the user
 * came back, perhaps after paying. `failed`: anything else, in `text`.
 * `missing`: this QQ cannot pay. In all cases but the last, only the server knows whether the order is paid.
 * @typedef {{ how: 'ended' | 'left' | 'failed' | 'missing', text: string }} Opened
 */

/**
 * Opens WeChat Pay and waits until the user is back.
 * @param {{ url: string, referer: string }} arguments_ `request_payment` of the order.
 * @returns {Promise<Opened>}
 */
function openWxPayment({ url, referer }) {
  const open = qq.requestWxPayment;
  if (typeof open !== 'function') return Promise.resolve({ how: 'missing', text: '' });
  return new Promise((resolve) => {
    open.call(qq, { url, referer, complete: ({ errMsg }) => resolve(meaning(String(errMsg))) });
  });
}

/**
 * @param {string} text
 * @returns {Opened}
 */
function meaning(text) {
  if (text.startsWith('requestWxPayment:ok')) return { how: 'ended', text };
  if (text.startsWith('requestWxPayment:fail cancel')) return { how: 'left', text };
  return { how: 'failed', text };
}

module.exports = { openWxPayment };
