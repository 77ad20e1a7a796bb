// app/router.js
const { QqWxPay } = require('qq-wxpay');
const { notifications } = require('qq-wxpay/koa');

module.exports = (app) => {
  app.pay = QqWxPay.fromEnv(); // one for each worker ｜ 每个 worker 一个
  app.router.post('/notify', notifications(app.pay, {
    paid: (paid) => app.createAnonymousContext().service.order.paid(paid),
    refund: (refund) => app.createAnonymousContext().service.order.refunded(refund),
    ignore: ['other'],
  }));
};
