// Written by `cargo xtask generate` from the models in Rust. Do not edit.
'use strict';

/** Fields that take an instant, and fields that take a day. */
module.exports = { MOMENTS: new Set(['timeExpire', 'timeStart', 'v2FormerSignTypeUntil']), DAYS: new Set(['billDate']) };
