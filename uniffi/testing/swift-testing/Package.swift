// swift-tools-version: 5.10
import PackageDescription

// The library in Rust of the tests. It is a dynamic one: that of the production package is linked in, and two static ones in one program would
// both hold the standard library of Rust. On Linux `scripts/build-linux.sh` puts it below `lib`, on macOS `scripts/build-xcframework.sh` makes a
// framework of it.
#if os(Linux)
let library: Target = .systemLibrary(name: "QqWxPayTestingNativeFFI", path: "Sources/Generated/QqWxPayTestingNativeFFI")
let folder = "\(Context.packageDirectory)/lib"
let linking: [LinkerSetting] = [
    // A folder of this package: no other flag finds it, neither when it is linked nor when the tests run.
    .unsafeFlags(["-L\(folder)", "-Xlinker", "-rpath", "-Xlinker", folder]),
    .linkedLibrary("qq_wxpay_testing"),
]
#else
let library: Target = .binaryTarget(name: "QqWxPayTestingNativeFFI", path: "QqWxPayTestingNativeFFI.xcframework")
let linking: [LinkerSetting] = []
#endif

// For tests: what takes real money has no use for it.
let package = Package(
    name: "qq-wxpay-testing",
    platforms: [.macOS(.v13)],
    products: [.library(name: "QqWxPayTesting", targets: ["QqWxPayTesting"])],
    dependencies: [.package(path: "../../swift")],
    targets: [
        .target(
            name: "QqWxPayTesting",
            dependencies: [.product(name: "QqWxPay", package: "swift"), "QqWxPayTestingNative", "QqWxPayTestingNativeFFI"]
        ),
        .target(
            name: "QqWxPayTestingNative",
            dependencies: ["QqWxPayTestingNativeFFI"],
            path: "Sources/Generated/QqWxPayTestingNative",
            linkerSettings: linking
        ),
        library,
        .testTarget(name: "QqWxPayTestingTests", dependencies: ["QqWxPayTesting"]),
    ]
)
