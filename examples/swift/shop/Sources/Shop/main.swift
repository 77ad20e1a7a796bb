import Foundation
import QqWxPay

// Places an order, prints its link, and waits until it is paid. Set the variables `QQ_WXPAY_…` first.
let shop = Shop(try QqWxPay.fromEnv())
let number = "T\(Int(Date().timeIntervalSince1970))"
let link = try await shop.order(number, payer: "203.0.113.7")
print("order \(number), link: \(link)")
for _ in 0..<60 {
    if try await shop.isPaid(number) {
        print("paid: deliver")
        exit(0)
    }
    try await Task.sleep(nanoseconds: 5_000_000_000)
}
print("not paid")
