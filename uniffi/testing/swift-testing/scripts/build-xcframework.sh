#!/bin/sh
# On macOS: builds the library in Rust for both kinds of Mac and makes QqWxPayTestingNativeFFI.xcframework of it.
set -eu
package=$(cd "$(dirname "$0")/.." && pwd)
root=$(cd "$package/../../.." && pwd)
work="${CARGO_TARGET_DIR:-$root/target}"
made="$work/xcframework-testing"
framework="$package/QqWxPayTestingNativeFFI.xcframework"
export MACOSX_DEPLOYMENT_TARGET=13.0
cd "$root"
rustup target add aarch64-apple-darwin x86_64-apple-darwin
for target in aarch64-apple-darwin x86_64-apple-darwin; do
    cargo build --package qq-wxpay-testing-uniffi --lib --profile addon --target "$target"
done
rm -rf "$made" "$framework"
# Named after the module, so that several frameworks in one program do not take each other's place.
mkdir -p "$made/headers/QqWxPayTestingNativeFFI"
cp "$package/Sources/Generated/QqWxPayTestingNativeFFI/"* "$made/headers/QqWxPayTestingNativeFFI/"
lipo -create \
    "$work/aarch64-apple-darwin/addon/libqq_wxpay_testing.dylib" \
    "$work/x86_64-apple-darwin/addon/libqq_wxpay_testing.dylib" \
    -output "$made/libqq_wxpay_testing.dylib"
install_name_tool -id @rpath/libqq_wxpay_testing.dylib "$made/libqq_wxpay_testing.dylib"
xcodebuild -create-xcframework \
    -library "$made/libqq_wxpay_testing.dylib" -headers "$made/headers" \
    -output "$framework"
