'use strict';

const { BillRows } = require('./bill');
const { QqWxPay } = require('./client');
const { QqWxPayError } = require('./error');
const { Merchants } = require('./merchants');
const { HandledNotification } = require('./notification');
const { PreparedBill, PreparedCall } = require('./prepared');
const { NotConnectedError } = require('./transport');

module.exports = { BillRows, HandledNotification, Merchants, NotConnectedError, PreparedBill, PreparedCall, QqWxPay, QqWxPayError };
