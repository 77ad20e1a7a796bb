import Foundation
import QqWxPay

// Places an order, prints its link, takes notifications, and ends when the order is paid. Set the variables `QQ_WXPAY_…` first; the path of
// QQ_WXPAY_NOTIFY_URL leads to port 8080, or to that of PORT.
let pay = try QqWxPay.fromEnv()
let shop = Shop(pay: pay, orders: Orders())
let taking = try notifications(pay, shop.orders)
let port = ProcessInfo.processInfo.environment["PORT"].flatMap { UInt16($0) } ?? 8080
let server = try Server(port: port, limit: QqWxPay.maximumNotificationBytes) { request in
    guard request.method == "POST" else { return Response(status: 405) }
    let answer = try await taking.answer(headers: request.headers, rawBody: request.body)
    return Response(status: Int(answer.status), contentType: answer.contentType, body: answer.body)
}
let number = "T\(Int(Date().timeIntervalSince1970))"
print("order \(number), link: \(try await shop.order(number, payer: "203.0.113.7")), notifications at port \(server.port)")
for _ in 0..<60 {
    if try await shop.isPaid(number) {
        print("paid: deliver")
        exit(0)
    }
    try await Task.sleep(nanoseconds: 5_000_000_000)
}
print("not paid")
