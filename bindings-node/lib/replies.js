'use strict';

// What comes back, with errors inside it as errors; and what a call leaves open when it is given up.

const { errorFrom } = require('./error');

/** The operations that place an order, with the names of what identifies it. */
const PLACING = {
  placeOrder: ({ outTradeNo }) => ({ family: 'direct', outTradeNo, subMchid: null }),
  placePartnerOrder: ({ order, subMchid }) => ({ family: 'partner', outTradeNo: order?.outTradeNo, subMchid }),
  placeCombineOrder: ({ combineOutTradeNo }) => ({ family: 'combine', outTradeNo: combineOutTradeNo, subMchid: null }),
  placeV2Order: ({ outTradeNo, subMchId = null }) => ({ family: 'v2', outTradeNo, subMchid: subMchId }),
};

/** The operations that change something at the other end. Of `request` the method tells. */
const CHANGING = /^(place|close|refund$|v2Refund$|abnormalRefund$)/;

function changes(name, given) {
  return CHANGING.test(name) || (name === 'request' && given?.method !== 'GET');
}

/** A reply as the caller gets it. */
function read(name, text, at) {
  const reply = JSON.parse(text);
  if (reply?.outcome === 'to_confirm') reply.error = errorFrom(reply.error, { at });
  if (name === 'selfTest' || name === 'prepareSelfTest') {
    for (const item of Object.values(reply)) if (item?.error) item.error = errorFrom(item.error, { at });
  }
  return reply;
}

/** An order whose placing was given up may exist: that is a result, as it is when its reply is lost. */
function unconfirmed(name, given, error) {
  const reference = PLACING[name];
  if (reference === undefined || error.code !== 'CALL_ABANDONED' || error.retry !== 'confirm_first') throw error;
  return { outcome: 'to_confirm', order: reference(given), error };
}

module.exports = { changes, read, unconfirmed };
