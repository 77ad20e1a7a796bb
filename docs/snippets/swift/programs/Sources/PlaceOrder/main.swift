import Foundation
import QqWxPay

let pay = try QqWxPay.fromEnv()
let number = CommandLine.arguments[1]

// --8<-- [start:order]
let order = OrderRequest(
    amount: OrderAmount(total: 1999), // fen, from your own product, never from the client ｜ 分，取自自己的商品，绝不由客户端传来
    description: "蓝色马克杯", // up to 127 bytes: 42 Chinese characters ｜ 最多 127 字节，即 42 个汉字
    outTradeNo: number, // chosen by you, once for each order ｜ 由你选定，每笔订单一个
    sceneInfo: SceneInfo(payerClientIp: "203.0.113.7"), // the payer's, as your server sees it ｜ 付款人的地址，由服务器取得
    attach: "shop 12", // comes back in queries and notifications ｜ 在查单结果和通知里原样返回
    timeExpire: .chinaTime(Date(timeIntervalSinceNow: 15 * 60)) // nobody can pay later than that ｜ 过了这个时间就不能再付款
)
do {
    switch try await pay.placeOrder(order, timeout: .seconds(10)) {
    case .placed(let placed): print(placed.requestPayment?.url ?? "", placed.requestPayment?.referer ?? "") // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
    case .toConfirm(let lost): print(try await pay.confirmOrder(lost.order).state) // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
    }
} catch let error as QqWxPayError {
    print(error.code, error.field ?? "", error.retry, error.remedy?.zh ?? "")
    exit(1)
}
// --8<-- [end:order]
