package com.example.shop

import com.qqwxpay.Expected
import com.qqwxpay.OrderRequest
import com.qqwxpay.QqWxPayException
import org.slf4j.LoggerFactory

/** `OPEN`: not paid, as far as the shop knows. `REVIEW`: somebody paid something else than the order says, and a person has to look. */
enum class State { OPEN, PAID, REVIEW }

/** An order. [request] is what was sent: sent again unchanged it gives a fresh link of the same order. */
data class Order(val request: OrderRequest, val state: State = State.OPEN)

/** `PAID` once for each order: deliver then. */
enum class Became { PAID, ALREADY, DIFFERS, UNKNOWN }

/** The shop's own orders, in memory. A database does the same with a transaction where this takes a lock. */
class Store {
    private val log = LoggerFactory.getLogger(Store::class.java)
    private val orders = HashMap<String, Order>()

    /** Keeps an order. Do it before the order is placed: the notification may be faster than the reply. */
    @Synchronized
    fun keep(order: Order) {
        orders[order.request.outTradeNo] = order
    }

    @Synchronized
    fun find(number: String): Order? = orders[number]

    /** Settles an order that WeChat Pay says is paid; once, however often it is reported. [compare] throws when the payment is another. */
    @Synchronized
    fun settle(number: String, compare: (Expected) -> Unit): Became {
        val order = orders[number] ?: return Became.UNKNOWN
        if (order.state != State.OPEN) return Became.ALREADY
        try {
            compare(Expected(outTradeNo = number, total = order.request.amount.total))
        } catch (difference: QqWxPayException.Mismatch) {
            orders[number] = order.copy(state = State.REVIEW)
            log.error("order {}: do not deliver, a person must look: {}", number, difference.message)
            return Became.DIFFERS
        }
        orders[number] = order.copy(state = State.PAID)
        return Became.PAID
    }
}
