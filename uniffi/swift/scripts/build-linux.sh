#!/bin/sh
# Builds the library in Rust and puts it where the package looks for it: swift/lib. `--debug` builds faster.
set -eu
swift=$(cd "$(dirname "$0")/.." && pwd)
root=$(cd "$swift/../.." && pwd)
case "${1-}" in
    --debug) profile=dev folder=debug ;;
    *) profile=addon folder=addon ;;
esac
cd "$root"
cargo build --package qq-wxpay-uniffi --lib --profile "$profile"
mkdir -p "$swift/lib"
cp "${CARGO_TARGET_DIR:-$root/target}/$folder/libqq_wxpay_uniffi.a" "$swift/lib/"
