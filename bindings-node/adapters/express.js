'use strict';

const { forNode } = require('./node');

/** A handler for Express 4 and 5, and for anything else with Node's request and response. What it returns never rejects. */
const notifications = forNode('in Express, mount this route before app.use(express.json())');

module.exports = { notifications };
