#!/bin/sh
# Builds the library in Rust and puts it where the package looks for it: lib. `--debug` builds faster.
set -eu
package=$(cd "$(dirname "$0")/.." && pwd)
root=$(cd "$package/../../.." && pwd)
case "${1-}" in
    --debug) profile=dev folder=debug ;;
    *) profile=addon folder=addon ;;
esac
cd "$root"
cargo build --package qq-wxpay-testing-uniffi --lib --profile "$profile"
mkdir -p "$package/lib"
cp "${CARGO_TARGET_DIR:-$root/target}/$folder/libqq_wxpay_testing.so" "$package/lib/"
