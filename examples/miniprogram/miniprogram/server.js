// The shop's server: examples/node, examples/rust. Its domain must be listed at q.qq.com.
const ADDRESS = 'https://shop.example.com';

/** So long the shop's own call to QQ and WeChat Pay may take, in milliseconds. */
const LONGEST = 15000;

/**
 * A reply of the shop. An error of the order interface names the order, so that it is repeated and never placed twice.
 * @typedef {{ status: number, body: {
 *   out_trade_no?: string, state?: 'open' | 'paid' | 'review', error?: string, retry?: 'never' | 'same_request' | 'confirm_first',
 *   request_payment?: { url: string, referer: string } | null } }} Reply
 */

/**
 * Calls the shop. Fails only when no answer came.
 * @param {'GET' | 'POST'} method
 * @param {string} path
 * @param {object} [data]
 * @returns {Promise<Reply>}
 */
function call(method, path, data) {
  return new Promise((resolve, reject) => {
    qq.request({
      url: ADDRESS + path,
      method,
      ...(data && { data }),
      timeout: LONGEST,
      success: ({ statusCode, data: body }) => resolve({ status: statusCode, body: /** @type {Reply['body']} */ (body ?? {}) }),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}

module.exports = { call };
