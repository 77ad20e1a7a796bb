'use strict';

const { notifications } = require('./nest-handler');
const { InjectQqWxPay, QqWxPayModule } = require('./nest-module');

module.exports = { InjectQqWxPay, QqWxPayModule, notifications };
