#!/bin/sh
export PORT=9000
exec /var/lang/node18/bin/node shop.mjs
