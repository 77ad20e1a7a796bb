package com.example.shop

import com.qqwxpay.Expected
import com.qqwxpay.OrderAmount
import com.qqwxpay.OrderFamily
import com.qqwxpay.OrderReference
import com.qqwxpay.OrderRequest
import com.qqwxpay.PaymentState
import com.qqwxpay.PaymentToExpect
import com.qqwxpay.Placement
import com.qqwxpay.QqWxPay
import com.qqwxpay.QqWxPayException
import com.qqwxpay.SceneInfo
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.ApplicationCall
import io.ktor.server.plugins.origin
import io.ktor.server.request.receiveText
import io.ktor.server.response.respondText
import io.ktor.server.routing.Route
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import java.net.InetAddress
import java.security.SecureRandom
import java.time.Instant
import java.util.HexFormat
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import org.slf4j.LoggerFactory

private val log = LoggerFactory.getLogger("com.example.shop.Orders")
private val random = SecureRandom()

/** Placing an order, giving it a fresh link, telling its state. */
fun Route.orders(pay: QqWxPay, store: Store, standInPayer: String?, deliver: (String) -> Unit) {
    // An order for a product, and the arguments of `qq.requestWxPayment`.
    post {
        val product = PRODUCTS[wanted(call.receiveText())] ?: return@post call.missing("no such product")
        val order = OrderRequest(
            outTradeNo = newNumber(),
            description = product.description,
            amount = OrderAmount(total = product.price),
            sceneInfo = SceneInfo(payerClientIp = payerAddress(call, standInPayer)),
        )
        store.keep(Order(order))
        place(pay, order, HttpStatusCode.Created, call)
    }

    // The same order again. A link lives 5 minutes, and a reply may have been lost.
    post("/{number}/link") {
        val order = store.find(call.parameters["number"]!!) ?: return@post call.missing("no such order")
        if (order.state != State.OPEN) return@post call.json(HttpStatusCode.Conflict) { put("error", "already settled") }
        place(pay, order.request, HttpStatusCode.OK, call)
    }

    // The state of an order. The mini program asks after `qq.requestWxPayment`.
    get("/{number}") {
        val number = call.parameters["number"]!!
        if (store.find(number)?.state == State.OPEN) ask(pay, store, number, deliver)
        val order = store.find(number) ?: return@get call.missing("no such order")
        call.json(HttpStatusCode.OK) {
            put("out_trade_no", number)
            put("total", order.request.amount.total)
            put("state", order.state.name.lowercase())
        }
    }
}

private suspend fun place(pay: QqWxPay, order: OrderRequest, status: HttpStatusCode, call: ApplicationCall) {
    val placement = try {
        pay.placeOrder(order, 10.seconds)
    } catch (failed: QqWxPayException) {
        return failure(order, failed, call)
    }
    when (placement) {
        is Placement.ToConfirm -> failure(order, placement.error, call)
        is Placement.Placed -> call.json(status) {
            put("out_trade_no", placement.outTradeNo)
            put("total", order.amount.total)
            put("expires_at", placement.expiresAt)
            placement.requestPayment?.let { arguments ->
                putJsonObject("request_payment") {
                    put("url", arguments.url)
                    put("referer", arguments.referer)
                }
            }
        }
    }
}

/** No notification has come: it may be late or lost. WeChat Pay's answer decides. */
private suspend fun ask(pay: QqWxPay, store: Store, number: String, deliver: (String) -> Unit) {
    val status = try {
        pay.confirmOrder(OrderReference(OrderFamily.DIRECT, number), 5.seconds)
    } catch (failed: QqWxPayException) {
        return log.warn("order {}: {}", number, failed.message)
    }
    val found = status.found
    if (status.state != PaymentState.PAID || found == null) return // it stays open, and the client asks again
    val compare = { expected: Expected -> pay.expectPayment(PaymentToExpect(found = found, expected = expected)) }
    if (store.settle(number, compare) == Became.PAID) deliver(number)
}

/** The client learns the number, so that it repeats this very order (`/link`) and never places a second one. */
private suspend fun failure(order: OrderRequest, failed: QqWxPayException, call: ApplicationCall) {
    log.error("order {}: {}", order.outTradeNo, failed.message)
    val status = if (failed.retry == "never") HttpStatusCode.InternalServerError else HttpStatusCode.ServiceUnavailable
    call.json(status) {
        put("error", failed.code)
        put("retry", failed.retry)
        put("out_trade_no", order.outTradeNo)
    }
}

/** The product that the client names. */
private fun wanted(body: String): String? = try {
    ((Json.parseToJsonElement(body) as? JsonObject)?.get("product") as? JsonPrimitive)?.content
} catch (_: SerializationException) {
    null
}

/** A number that nobody guesses: who knows it may see the order's state. */
private fun newNumber(): String {
    val bytes = ByteArray(8).also(random::nextBytes)
    return "T${Instant.now().epochSecond}${HexFormat.of().withUpperCase().formatHex(bytes)}"
}

/**
 * The payer's address: WeChat Pay compares it with the one that pays. Behind a reverse proxy install Ktor's `XForwardedHeaders`, and only
 * there: it believes whoever calls.
 */
private fun payerAddress(call: ApplicationCall, standIn: String?): String {
    val address = call.request.origin.remoteAddress
    return if (standIn != null && InetAddress.getByName(address).isLoopbackAddress) standIn else address
}

private suspend fun ApplicationCall.missing(what: String) = json(HttpStatusCode.NotFound) { put("error", what) }

private suspend fun ApplicationCall.json(status: HttpStatusCode, build: kotlinx.serialization.json.JsonObjectBuilder.() -> Unit) =
    respondText(buildJsonObject(build).toString(), ContentType.Application.Json, status)
