import QqWxPay

let pay = try QqWxPay.fromEnv()
let number = CommandLine.arguments[1]
let refundNumber = CommandLine.arguments[2]

// --8<-- [start:refund]
let refund = try await pay.refund(RefundRequest(
    amount: RefundRequestAmount(refund: 500, total: 1999), // fen ｜ 分
    outRefundNo: refundNumber, // repeat with the same number only ｜ 重试只能用同一个退款单号
    outTradeNo: number,
    reason: "少发一件"
))
print(refund.status) // PROCESSING: accepted, not ended ｜ PROCESSING：已受理，尚未结束
// later, or when no notification has come ｜ 稍后，或一直没有收到通知时
print(try await pay.queryRefund(RefundQuery(outRefundNo: refundNumber)).status) // SUCCESS, PROCESSING, ABNORMAL, CLOSED
// --8<-- [end:refund]
