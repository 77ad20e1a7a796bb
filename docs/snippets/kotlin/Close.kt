import com.qqwxpay.*

suspend fun main(arguments: Array<String>) = QqWxPay.fromEnv().use { pay -> close(pay, arguments[0]) }

// --8<-- [start:close]
suspend fun close(pay: QqWxPay, number: String) {
    val status = pay.closeIfUnpaid(OrderReference(OrderFamily.DIRECT, number))
    when (status.state) {
        PaymentState.PAID -> println("paid: deliver") // somebody was faster ｜ 有人先付了款
        PaymentState.CLOSED -> println("closed: the goods are free")
        else -> println("${status.state}: ask again later") // NOT_PAID, UNKNOWN: status.reason says why ｜ NOT_PAID、UNKNOWN：原因在 status.reason
    }
}
// --8<-- [end:close]
