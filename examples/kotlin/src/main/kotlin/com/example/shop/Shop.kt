package com.example.shop

import com.qqwxpay.Acknowledgement
import com.qqwxpay.HandledNotification
import com.qqwxpay.Outcome
import com.qqwxpay.QqWxPay
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.request.receive
import io.ktor.server.response.respondBytes
import io.ktor.server.routing.post
import io.ktor.server.routing.route
import io.ktor.server.routing.routing
import io.ktor.util.toMap
import java.util.concurrent.CopyOnWriteArrayList
import org.slf4j.LoggerFactory

/**
 * A shop in a QQ mini program: it places orders, takes the notifications, and asks WeChat Pay where none came. [standInPayer] is the address of
 * payers who come from this machine; for the sandbox only.
 */
class Shop(private val pay: QqWxPay, private val standInPayer: String? = null) {
    private val log = LoggerFactory.getLogger(Shop::class.java)
    val store = Store()

    /** The numbers of the orders, each as often as it was delivered. */
    val delivered = CopyOnWriteArrayList<String>()

    fun install(application: Application) {
        application.routing {
            post("/notify") { answer(call, notified(call)) }
            route("/orders") { orders(pay, store, standInPayer, ::deliver) }
        }
    }

    private fun deliver(number: String) {
        delivered += number
        log.info("order {} is paid", number)
    }

    /** Anybody can call this address: only what is verified counts. The body is bytes: JSON that was parsed has another signature. */
    private suspend fun notified(call: ApplicationCall): Acknowledgement {
        val headers = call.request.headers.toMap()
        val body = call.receive<ByteArray>()
        var handled = pay.handleNotification(headers, body)
        if (handled.outcome is Outcome.Stale || handled.outcome is Outcome.Unsigned) {
            handled = pay.confirmNotification(headers, body) // only a query can tell
        }
        return if (settled(handled)) handled.acknowledgement else handled.failure
    }

    /** Whether the shop's own work is done. */
    private fun settled(handled: HandledNotification): Boolean = when (val outcome = handled.outcome) {
        is Outcome.Payment -> {
            val number = outcome.payment.outTradeNo
            val became = store.settle(number, handled::expect)
            if (became == Became.PAID) deliver(number)
            // A payment of an order that this shop does not have: answered with a failure, it comes again.
            became != Became.UNKNOWN
        }
        is Outcome.Refused -> true.also { log.warn("a notification is not to be believed: {}", outcome.error.code) }
        else -> true // refunds, and orders of other kinds: this shop has none
    }

    private suspend fun answer(call: ApplicationCall, answer: Acknowledgement) {
        val status = HttpStatusCode.fromValue(answer.status.toInt())
        call.respondBytes(answer.body.encodeToByteArray(), ContentType.parse(answer.contentType), status)
    }
}
