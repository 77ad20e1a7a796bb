set -a; . ./sandbox.env; set +a
node start.mjs
