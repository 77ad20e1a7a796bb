package com.example.shop

import com.qqwxpay.Acknowledgement
import com.qqwxpay.EventKind
import com.qqwxpay.Notifications
import com.qqwxpay.QqWxPay
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.request.receiveChannel
import io.ktor.server.response.respondBytes
import io.ktor.server.routing.post
import io.ktor.server.routing.route
import io.ktor.server.routing.routing
import io.ktor.util.toMap
import io.ktor.utils.io.readRemaining
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.io.readByteArray
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

    // --8<-- [start:notify]
    /** One function for each event. What is thrown here is answered as failure: the notification comes again. */
    private val notifications = Notifications(
        pay,
        paid = { paid ->
            when (store.settle(paid.outTradeNo, paid::expect)) {
                Became.PAID -> deliver(paid.outTradeNo)
                Became.ALREADY, Became.DIFFERS -> Unit // reported again; or a person has to look
                Became.UNKNOWN -> throw NoSuchElementException("no such order")
            }
        },
        refund = { refund -> log.info("refund {} of order {}: {}", refund.outRefundNo, refund.outTradeNo, refund.status) },
        ignore = setOf(EventKind.NOT_PAID, EventKind.OTHER),
    )

    /**
     * Anybody can call this address: only what is verified counts. The body is bytes, for JSON that was parsed has another signature, and no more
     * of it is read than a notification can have.
     */
    private suspend fun notified(call: ApplicationCall): Acknowledgement {
        val body = call.receiveChannel().readRemaining(Notifications.maximumBytes + 1).readByteArray()
        return notifications.answer(call.request.headers.toMap(), body)
    }

    private suspend fun answer(call: ApplicationCall, answer: Acknowledgement) {
        val status = HttpStatusCode.fromValue(answer.status.toInt())
        call.respondBytes(answer.body.encodeToByteArray(), ContentType.parse(answer.contentType), status)
    }
    // --8<-- [end:notify]
}
