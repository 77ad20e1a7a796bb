package com.qqwxpay.benchmarks

import com.qqwxpay.Operation
import com.qqwxpay.Outcome
import com.qqwxpay.QqWxPay
import com.wechat.pay.java.core.notification.NotificationParser
import com.wechat.pay.java.core.notification.RequestParam
import com.wechat.pay.java.core.util.GsonUtil
import com.wechat.pay.java.service.payments.model.Transaction
import java.lang.management.ManagementFactory
import java.net.URI
import java.security.KeyFactory
import java.security.Signature
import java.security.spec.PKCS8EncodedKeySpec
import java.util.Base64
import kotlin.system.exitProcess
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** The notification of the cases, signed now: the peer asks for the age of a signature, too. */
private class Signed {
    val body: String = cases("v3_notifications").getValue("cases").jsonArray[0].jsonObject.getValue("body").jsonPrimitive.content
    val timestamp = "${System.currentTimeMillis() / 1000}"
    val nonce = "d824f2e086d3c1df967785d13fcd22ef"
    val serial: String = merchantOfTheCases().getValue("QQ_WXPAY_PUBLIC_KEY_ID")
    val signature: String

    init {
        val pem = platformPrivateKey().lines().filterNot { it.startsWith("--") }.joinToString("")
        val key = KeyFactory.getInstance("RSA").generatePrivate(PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)))
        val signing = Signature.getInstance("SHA256withRSA").apply { initSign(key) }
        signing.update("$timestamp\n$nonce\n$body\n".toByteArray())
        signature = Base64.getEncoder().encodeToString(signing.sign())
    }

    val headers = mapOf(
        "Wechatpay-Timestamp" to listOf(timestamp),
        "Wechatpay-Nonce" to listOf(nonce),
        "Wechatpay-Serial" to listOf(serial),
        "Wechatpay-Signature" to listOf(signature),
    )
}

private val threads = ManagementFactory.getThreadMXBean()

/** Of this thread alone, on which all of it runs: what the whole process used is told in steps of 10 ms only. */
private fun each(count: Int, act: () -> Unit): Double {
    val begin = threads.currentThreadCpuTime
    repeat(count) { act() }
    return (threads.currentThreadCpuTime - begin) / 1e3 / count
}

/** Medians of many short rounds in turn, microseconds of the processor. */
private fun compare(row: String, count: Int, ours: () -> Unit, peer: () -> Unit) {
    val warm = System.nanoTime() + (SECONDS * 1e9).toLong()
    while (System.nanoTime() < warm) {
        ours()
        peer()
    }
    val figures = List(maxOf(3, (SECONDS * 14).toInt())) { each(count, ours) to each(count, peer) }
    tell(row, "us", "processor", median(figures.map { it.first }), mapOf("wechatpay-java" to median(figures.map { it.second })))
}

/** Whether memory grows: of OPERATIONS the first tenth beside the last one; one in ten is an order, the others are notifications. */
private fun memory(order: () -> Unit, notification: () -> Unit) {
    val operations = System.getenv("OPERATIONS")?.toInt() ?: 100_000
    val after = { count: Int ->
        repeat(count) { number -> if (number % 10 == 0) order() else notification() }
        status("VmRSS") / 1e3
    }
    val first = after(operations / 10)
    tell("memory-flat", "MB", null, after(operations - operations / 10), mapOf("the first tenth" to first))
}

/** Each party's own work, without the network. */
fun main() {
    val env = merchantOfTheCases()
    val (pay, config) = QqWxPay.fromEnv(env) to peerConfig(env)
    val credential = config.createCredential()
    val address = URI("https://api.mch.weixin.qq.com/v3/pay/transactions/h5")
    val order = { check(pay.prepare(Operation.PLACE_ORDER, ownOrder("T20261123000001")).request.body != null) }
    compare("order-work", 20, order) {
        val body = GsonUtil.toJson(peerOrder(env, "T20261123000001"))
        check(credential.getAuthorization(address, "POST", body).isNotEmpty())
    }
    val signed = Signed()
    val parser = NotificationParser(config)
    val request = RequestParam.Builder().serialNumber(signed.serial).nonce(signed.nonce).timestamp(signed.timestamp)
        .signature(signed.signature).body(signed.body).build()
    val bytes = signed.body.toByteArray()
    val notification = { check(pay.handleNotification(signed.headers, bytes).outcome is Outcome.Payment) }
    compare("notification-work", 100, notification) { check(parser.parse(request, Transaction::class.java).tradeState != null) }
    memory(order, notification)
    exitProcess(0)
}

/** As long as a process takes that makes a client of this party, or none, and ends. */
object Start {
    @JvmStatic
    fun main(arguments: Array<String>) {
        if (arguments[0] != "bare") PARTIES.getValue(arguments[0])(System.getenv())
        exitProcess(0)
    }
}
