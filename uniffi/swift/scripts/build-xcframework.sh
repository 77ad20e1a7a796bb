#!/bin/sh
# On macOS: builds the library in Rust for both kinds of Mac and makes QqWxPayNativeFFI.xcframework of it.
set -eu
swift=$(cd "$(dirname "$0")/.." && pwd)
root=$(cd "$swift/../.." && pwd)
work="${CARGO_TARGET_DIR:-$root/target}"
made="$work/xcframework"
framework="$swift/QqWxPayNativeFFI.xcframework"
export MACOSX_DEPLOYMENT_TARGET=13.0
cd "$root"
rustup target add aarch64-apple-darwin x86_64-apple-darwin
for target in aarch64-apple-darwin x86_64-apple-darwin; do
    cargo build --package qq-wxpay-uniffi --lib --profile addon --target "$target"
done
rm -rf "$made" "$framework"
# Named after the module, so that several frameworks in one program do not take each other's place.
mkdir -p "$made/headers/QqWxPayNativeFFI"
cp "$swift/Sources/Generated/QqWxPayNativeFFI/"* "$made/headers/QqWxPayNativeFFI/"
lipo -create \
    "$work/aarch64-apple-darwin/addon/libqq_wxpay_uniffi.a" \
    "$work/x86_64-apple-darwin/addon/libqq_wxpay_uniffi.a" \
    -output "$made/libqq_wxpay_uniffi.a"
xcodebuild -create-xcframework \
    -library "$made/libqq_wxpay_uniffi.a" -headers "$made/headers" \
    -output "$framework"
