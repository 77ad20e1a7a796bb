import Foundation
import QqWxPay

let pay = try QqWxPay.fromEnv()
let order = OrderReference(family: .direct, outTradeNo: CommandLine.arguments[1])
let placedAt = String(Int(Date().timeIntervalSince1970) - 120)
let orders = [OpenOrder(order: order, placedAt: placedAt, total: 1999)]

// --8<-- [start:cron]
// once a minute, with every open order of your database ｜ 每分钟一次，传入数据库中所有未完成的订单
for try await report in try pay.confirmOpenOrders(OpenOrders(orders: orders, closeAfter: 7200)) {
    switch report {
    case .paid(_, _, let paid, _): print("deliver", paid.outTradeNo) // as a notification does ｜ 与处理通知的是同一个函数
    case .closed(_, let order, _): print("release", order.outTradeNo)
    case .refused(let error, _, _): print(error.code)
    default: break // still open, not due, no answer: the next run ｜ 未付款、未到时间、没有应答：下次再查
    }
}
// --8<-- [end:cron]
