'use strict';

module.exports = require('./loader').load();
