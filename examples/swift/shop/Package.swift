// swift-tools-version: 5.10
import PackageDescription

let package = Package(
    name: "qq-wxpay-example",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "qq-wxpay", path: "../../../uniffi/swift")],
    targets: [
        .executableTarget(name: "TenLines", dependencies: [.product(name: "QqWxPay", package: "qq-wxpay")]),
        .executableTarget(name: "Shop", dependencies: [.product(name: "QqWxPay", package: "qq-wxpay")]),
    ]
)
