// swift-tools-version: 5.10
import PackageDescription

let package = Package(
    name: "qq-wxpay-snippets",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "qq-wxpay", path: "../../../../uniffi/swift")],
    targets: ["PlaceOrder", "CloseOrder", "RefundOrder", "ReadBill", "Cron"].map { name in
        .executableTarget(name: name, dependencies: [.product(name: "QqWxPay", package: "qq-wxpay")])
    }
)
