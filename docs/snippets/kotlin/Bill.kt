import com.qqwxpay.*

suspend fun main(arguments: Array<String>) = QqWxPay.fromEnv().use { pay -> read(pay, arguments[0]) }

// --8<-- [start:bill]
suspend fun read(pay: QqWxPay, day: String) { // "2026-11-24", from 10:00 of the next day on ｜ 次日 10 点后可取
    val bill = pay.tradeBill(TradeBillRequest(billDate = day, gzip = true))
    var fen = 0L
    bill.rows.collect { row -> fen += row.orderAmount ?: 0 } // keep rows apart: nothing is proven yet ｜ 先另外存放：此时尚未证实
    val finished = bill.finished!! // the digest was right: now they are proven ｜ 摘要正确：到这里才算证实
    println("${finished.rows} $fen ${finished.summary.orderAmount}")
}
// --8<-- [end:bill]
