// `qq.requestWxPayment`, and what its answer means: never that somebody paid.

/** A link lives so long, in milliseconds: after that nobody pays by it any more. */
const LINK_LIFE = 5 * 60 * 1000;

/**
 * `ended`: the view of WeChat Pay closed, which says nothing: Android calls `ok` before the payment, after it, after a cancel, or not at all.
 * `left`: the user came back, perhaps after paying. `back`: the page is shown again, and nobody said why. `late`: nothing happened while the
 * link lived. `failed`: anything else, in `text`. `missing`: this QQ cannot pay. In all cases but the last, only the server knows whether the
 * order is paid.
 * @typedef {{ how: 'ended' | 'left' | 'back' | 'late' | 'failed' | 'missing', text: string }} Opened
 */

/** @type {((opened: Opened) => void) | undefined} */
let waiting;

/**
 * Opens WeChat Pay and waits until the user is back: until QQ says so, the page is shown again, or the link has ended.
 * @param {{ url: string, referer: string }} arguments_ `request_payment` of the order.
 * @returns {Promise<Opened>}
 */
function openWxPayment({ url, referer }) {
  const open = qq.requestWxPayment;
  if (typeof open !== 'function') return Promise.resolve({ how: 'missing', text: '' });
  return new Promise((resolve) => {
    const watchdog = setTimeout(() => end({ how: 'late', text: '' }), LINK_LIFE);
    /** @param {Opened} opened */
    const end = (opened) => {
      clearTimeout(watchdog);
      if (waiting === end) waiting = undefined;
      resolve(opened);
    };
    waiting = end;
    open.call(qq, { url, referer, complete: ({ errMsg }) => end(meaning(String(errMsg))) });
  });
}

/** Call it in `onShow`: QQ does not always say that its view has closed. */
function shownAgain() {
  waiting?.({ how: 'back', text: '' });
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

module.exports = { openWxPayment, shownAgain };
