const { buy, resume, shownAgain } = require('../../payment/purchase');

/** @typedef {import('../../payment/purchase').Became} Became */

/** @type {Record<Became, string>} */
const SAYS = {
  paid: '已支付，谢谢！',
  open: '订单尚未支付，可以继续支付。',
  review: '已收到付款，商家正在核对。',
  unknown: '暂时无法确认支付结果，请稍候再看，请勿重复下单。',
  refused: '暂时无法下单，请稍后再试。',
  missing: '请升级手机 QQ 后再支付。',
};

Page({
  data: { busy: false, says: '', paid: false },

  async onShow() {
    if (this.data.busy) return shownAgain(); // the purchase under way goes on, and asks by itself
    const became = await resume((sofar) => this.tell(sofar));
    if (became && !this.data.busy) this.tell(became); // a purchase that has begun meanwhile tells by itself
  },

  async pay() {
    if (this.data.busy) return; // a second tap is no second order
    this.setData({ busy: true, says: '' });
    try {
      const { became, text } = await buy('blue-mug');
      if (text) console.warn('payment', text);
      this.tell(became);
    } finally {
      this.setData({ busy: false });
    }
  },

  /** @param {Became} became */
  tell(became) {
    this.setData({ says: SAYS[became], paid: became === 'paid' });
  },
});
