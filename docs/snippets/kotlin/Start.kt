import com.qqwxpay.*

suspend fun main() = QqWxPay.fromEnv().use { pay ->
    val order = OrderRequest(
        outTradeNo = "T20261123000001",
        description = "Blue mug",
        amount = OrderAmount(total = 1999), // fen: 19.99 yuan ｜ 分，即 19.99 元
        sceneInfo = SceneInfo(payerClientIp = "203.0.113.7"),
    )
    when (val placed = pay.placeOrder(order)) {
        is Placement.Placed -> println(placed.requestPayment?.run { "$url $referer" }) // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
        is Placement.ToConfirm -> println(pay.confirmOrder(placed.order)) // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
    }
}
