import com.qqwxpay.*

suspend fun main(arguments: Array<String>) = QqWxPay.fromEnv().use { pay -> refund(pay, arguments[0], arguments[1]) }

// --8<-- [start:refund]
suspend fun refund(pay: QqWxPay, number: String, refundNumber: String) {
    val request = RefundRequest(
        outTradeNo = number,
        outRefundNo = refundNumber, // repeat with the same number only ｜ 重试只能用同一个退款单号
        amount = RefundRequestAmount(refund = 500, total = 1999), // fen ｜ 分
        reason = "少发一件",
    )
    println(pay.refund(request).status) // PROCESSING: accepted, not ended ｜ PROCESSING：已受理，尚未结束
    // later, or when no notification has come ｜ 稍后，或一直没有收到通知时
    println(pay.queryRefund(RefundQuery(refundNumber)).status) // SUCCESS, PROCESSING, ABNORMAL, CLOSED
}
// --8<-- [end:refund]
