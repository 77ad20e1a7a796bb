'use strict';

// In the package, this is `lib/loader.js` itself: see scripts/pack.mjs.
module.exports = require('../lib/loader');
