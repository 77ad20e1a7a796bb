set -a; . ./sandbox.env; set +a
node notify.mjs
