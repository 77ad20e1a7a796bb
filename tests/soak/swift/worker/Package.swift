// swift-tools-version: 5.10
import PackageDescription

let package = Package(
    name: "qq-wxpay-soak",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "qq-wxpay", path: "../../../../uniffi/swift")],
    targets: [.executableTarget(name: "Worker", dependencies: [.product(name: "QqWxPay", package: "qq-wxpay")])]
)
