package com.example.shop

import com.qqwxpay.QqWxPay
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty

/** The shop as a program. Settings: the variables `QQ_WXPAY_…`, and `PORT` (default 8000). */
fun main() {
    val port = System.getenv("PORT")?.toInt() ?: 8000
    // With the sandbox the payer too is on this machine, whose own address WeChat Pay would refuse.
    val standInPayer = System.getenv("QQ_WXPAY_QQ_BASE_URL")?.let { "203.0.113.7" }
    QqWxPay.fromEnv().use { pay ->
        val shop = Shop(pay, standInPayer)
        embeddedServer(Netty, port = port, host = "127.0.0.1") { shop.install(this) }.start(wait = true)
    }
}
