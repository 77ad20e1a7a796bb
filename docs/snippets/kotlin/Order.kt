import com.qqwxpay.*
import java.time.Instant
import kotlin.system.exitProcess
import kotlin.time.Duration.Companion.seconds

suspend fun main(arguments: Array<String>) = QqWxPay.fromEnv().use { pay -> place(pay, arguments[0]) }

// --8<-- [start:order]
suspend fun place(pay: QqWxPay, number: String) {
    val order = OrderRequest(
        outTradeNo = number, // chosen by you, once for each order ｜ 由你选定，每笔订单一个
        description = "蓝色马克杯", // up to 127 bytes: 42 Chinese characters ｜ 最多 127 字节，即 42 个汉字
        amount = OrderAmount(total = 1999), // fen, from your own product, never from the client ｜ 分，取自自己的商品，绝不由客户端传来
        sceneInfo = SceneInfo(payerClientIp = "203.0.113.7"), // the payer's, as your server sees it ｜ 付款人的地址，由服务器取得
        timeExpire = Times.moment(Instant.now().plusSeconds(15 * 60)), // nobody can pay later than that ｜ 过了这个时间就不能再付款
        attach = "shop 12", // comes back in queries and notifications ｜ 在查单结果和通知里原样返回
    )
    try {
        when (val placed = pay.placeOrder(order, 10.seconds)) {
            is Placement.Placed -> println(placed.requestPayment?.run { "$url $referer" }) // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
            is Placement.ToConfirm -> println(pay.confirmOrder(placed.order).state) // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
        }
    } catch (error: QqWxPayException) {
        System.err.println("${error.code} ${error.field} ${error.retry} ${error.remedy?.zh}")
        exitProcess(1)
    }
}
// --8<-- [end:order]
