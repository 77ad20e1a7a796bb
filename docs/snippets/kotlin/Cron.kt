import com.qqwxpay.*
import java.time.Instant

suspend fun main(arguments: Array<String>) = QqWxPay.fromEnv().use { pay ->
    val order = OrderReference(OrderFamily.DIRECT, arguments[0])
    ask(pay, listOf(OpenOrder(order, placedAt = Times.moment(Instant.now().minusSeconds(120)), total = 1999)))
}

// --8<-- [start:cron]
/** Once a minute, with every open order of your database. ｜ 每分钟一次，传入数据库中所有未完成的订单。 */
suspend fun ask(pay: QqWxPay, orders: List<OpenOrder>) {
    pay.confirmOpenOrders(OpenOrders(orders, closeAfter = 7200)).collect { report ->
        when (report) {
            is OpenOrderReport.Paid -> println("deliver ${report.paid.outTradeNo}") // as a notification does ｜ 与处理通知的是同一个函数
            is OpenOrderReport.Closed -> println("release ${report.order.outTradeNo}")
            is OpenOrderReport.Refused -> System.err.println(report.error.message)
            else -> Unit // still open, not due, no answer: the next run ｜ 未付款、未到时间、没有应答：下次再查
        }
    }
}
// --8<-- [end:cron]
