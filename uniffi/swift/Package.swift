// swift-tools-version: 5.10
import PackageDescription

// The library in Rust: on Linux `scripts/build-linux.sh` puts it below `lib`, on macOS `scripts/build-xcframework.sh` makes a framework.
#if os(Linux)
let library: Target = .systemLibrary(name: "QqWxPayNativeFFI", path: "Sources/Generated/QqWxPayNativeFFI")
let linking: [LinkerSetting] = [
    // A folder of this package: no other flag finds it.
    .unsafeFlags(["-L\(Context.packageDirectory)/lib"]),
    .linkedLibrary("qq_wxpay_uniffi"),
    .linkedLibrary("m"),
    .linkedLibrary("dl"),
    .linkedLibrary("pthread"),
]
#else
let library: Target = .binaryTarget(name: "QqWxPayNativeFFI", path: "QqWxPayNativeFFI.xcframework")
let linking: [LinkerSetting] = [.linkedFramework("CoreFoundation"), .linkedFramework("Security")]
#endif

// For servers: the merchant's keys do not belong in an app.
let package = Package(
    name: "qq-wxpay",
    platforms: [.macOS(.v13)],
    products: [.library(name: "QqWxPay", targets: ["QqWxPay"])],
    targets: [
        .target(name: "QqWxPay", dependencies: ["QqWxPayNative", "QqWxPayNativeFFI"]),
        .target(
            name: "QqWxPayNative",
            dependencies: ["QqWxPayNativeFFI"],
            path: "Sources/Generated/QqWxPayNative",
            linkerSettings: linking
        ),
        library,
        .testTarget(name: "QqWxPayTests", dependencies: ["QqWxPay", "QqWxPayNative"]),
    ]
)
