'use strict';

const { BillRows } = require('./bill');
const { QqWxPay } = require('./client');
const { QqWxPayError } = require('./error');
const { HandledNotification } = require('./notification');
const { PreparedBill, PreparedCall } = require('./prepared');

module.exports = { BillRows, HandledNotification, PreparedBill, PreparedCall, QqWxPay, QqWxPayError };
