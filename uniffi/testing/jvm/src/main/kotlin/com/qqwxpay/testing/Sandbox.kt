package com.qqwxpay.testing

import com.qqwxpay.ClientParts
import com.qqwxpay.QqWxPay
import com.qqwxpay.QqWxPayClient
import com.qqwxpay.RefundEnd
import com.qqwxpay.testing.internal.NativeCall
import com.qqwxpay.testing.internal.NativeSandbox
import java.time.Duration
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long

/**
 * QQ and WeChat Pay in this process, with a merchant of its own: no account is needed, no money moves. Its calls wait on the thread that makes
 * them, and what it does not do is a [TestingException]. It can be closed more than once.
 */
public class Sandbox private constructor(private val native: NativeSandbox, started: JsonElement) : AutoCloseable {
    /** The address of all roles, and of the page for people. */
    public val baseUrl: String = started.textOf("base_url")

    /** The address with mutual TLS. */
    public val secureUrl: String = started.textOf("secure_url")

    /** The environment variables of a client that finds it. They hold the keys of this run. */
    public val environment: Map<String, String> = started.member("environment")!!.texts()

    /** The same, with another address for the notifications of its orders. */
    public fun environment(notifyUrl: String): Map<String, String> = environment + ("QQ_WXPAY_NOTIFY_URL" to notifyUrl)

    /** A client that finds it. In Java it is a [QqWxPayClient]. */
    @JvmSynthetic
    @JvmName("kotlinClient")
    public fun client(notifyUrl: String? = null, parts: ClientParts = ClientParts()): QqWxPay =
        QqWxPay.fromEnv(env(notifyUrl) + OF_A_TEST, parts)

    /** The same with the face for Java. */
    @JvmOverloads
    @JvmName("client")
    public fun javaClient(notifyUrl: String? = null): QqWxPayClient = QqWxPayClient.builder().env(env(notifyUrl)).build()

    private fun env(notifyUrl: String?) = if (notifyUrl == null) environment else environment(notifyUrl)

    /** Pays an order as a payer does: opens its link and presses the button. */
    public fun pay(h5Url: String): Unit = act("pay", jsonOf("h5_url" to h5Url))

    /** Does what `qq.requestWxPayment({url, referer})` does in mobile QQ, with a payer who pays. */
    public fun requestWxPayment(url: String, referer: String): ClientOutcome =
        ClientOutcome.read(ask("request_wx_payment", jsonOf("url" to url, "referer" to referer)))

    /** Makes the payment of an unpaid order fail for good (PAYERROR). */
    public fun failPayment(outTradeNo: String): Unit = act("fail_payment", jsonOf("out_trade_no" to outTradeNo))

    /** Closes an unpaid order, as its merchant could. */
    public fun closeOrder(outTradeNo: String): Unit = act("close_order", jsonOf("out_trade_no" to outTradeNo))

    /** Moves the sandbox's clock: tokens, links, signature times, bills. */
    public fun advanceClock(by: Duration): Unit = act("advance_clock", jsonOf("advance_seconds" to by.seconds))

    /** Makes something go wrong, so many times, behind the faults that wait already. */
    @JvmOverloads
    public fun addFault(endpoint: FaultEndpoint, kind: SandboxFault, times: Int = 1): Unit =
        act("add_fault", jsonOf("endpoint" to endpoint.name.lowercase(), "kind" to kind.json, "times" to times))

    /** Forgets all faults. */
    public fun clearFaults(): Unit = act("clear_faults")

    /** How the parties behave where they can vary, by name; the README of the sandbox has the list. */
    public fun switches(): Map<String, JsonElement> = ask("switches").jsonObject

    /** Changes a switch: `changeSwitch("merchant_bound", false)`. */
    public fun changeSwitch(name: String, value: Any?): Unit = act("change_switches", JsonObject(mapOf(name to json(value))))

    /** Puts all switches back. */
    public fun resetSwitches(): Unit = act("reset_switches")

    /** Decides what becomes of a refund, and sends its notification. */
    public fun settleRefund(outRefundNo: String, end: RefundEnd): Unit =
        act("settle_refund", jsonOf("out_refund_no" to outRefundNo, "as" to end.name))

    /** Refunds a paid order as a person does in the merchant console, all of it or so many fen; gives the refund's number. */
    @JvmOverloads
    public fun refundInConsole(outTradeNo: String, refund: Long? = null): String =
        ask("refund_in_console", jsonOf("out_trade_no" to outTradeNo, "refund" to refund)).textOf("out_refund_no")

    /** Sends the last notification about an order once more: same `id`, new signature. */
    public fun deliverAgain(outTradeNo: String): Unit = act("deliver_again", jsonOf("out_trade_no" to outTradeNo))

    /** Sends the last notification about a refund once more. */
    public fun deliverRefundAgain(outRefundNo: String): Unit = act("deliver_again", jsonOf("out_refund_no" to outRefundNo))

    /** Releases the notifications that the switch `deliver` held back; gives their number. */
    public fun releaseDeliveries(): Long = ask("release_deliveries").numberOf("released")

    /** Waits until the merchant has answered a notification about an order. */
    @JvmOverloads
    public fun waitForDelivery(outTradeNo: String, timeout: Duration = PATIENCE): Delivery = delivery("out_trade_no", outTradeNo, timeout)

    /** Waits until the merchant has answered a notification about a refund. */
    @JvmOverloads
    public fun waitForRefundDelivery(outRefundNo: String, timeout: Duration = PATIENCE): Delivery =
        delivery("out_refund_no", outRefundNo, timeout)

    private fun delivery(name: String, number: String, timeout: Duration) =
        Delivery.read(ask("wait_for_delivery", jsonOf(name to number, "timeout_seconds" to timeout.toMillis() / 1000.0)))

    /** All orders. */
    public fun orders(): List<SandboxOrder> = ask("orders").jsonArray.map(SandboxOrder::read)

    /** All refunds. */
    public fun refunds(): List<SandboxRefund> = ask("refunds").jsonArray.map(SandboxRefund::read)

    /** What happened so far, oldest first. */
    public fun events(): List<SandboxEvent> = ask("events").jsonArray.map(SandboxEvent::read)

    /** How often things happened so far, by name: `proxy_requests`, `notifications_sent`, ... */
    public fun statistics(): Map<String, Long> = ask("statistics").jsonObject.mapValues { it.value.jsonPrimitive.long }

    /** Whatever a sandbox can do, by its name, with arguments and result as JSON. */
    @JvmOverloads
    public fun control(name: String, arguments: String = "{}"): String = ended { native.control(name, arguments) }

    /** Stops it; what is asked of it just then fails. */
    override fun close() {
        ended { native.stop() }
    }

    private fun act(name: String, arguments: JsonObject = jsonOf()) {
        control(name, arguments.toString())
    }

    private fun ask(name: String, arguments: JsonObject = jsonOf()): JsonElement =
        Json.parseToJsonElement(control(name, arguments.toString()))

    override fun toString(): String = "Sandbox($baseUrl)"

    public companion object {
        private val PATIENCE = Duration.ofSeconds(10)

        /** Starts one. */
        @JvmStatic
        @JvmOverloads
        public fun start(options: SandboxOptions = SandboxOptions()): Sandbox {
            val native = TestingLibrary.call { NativeSandbox.create() }
            return Sandbox(native, Json.parseToJsonElement(ended { native.start(options.json.toString()) }))
        }

        private fun ended(begin: () -> NativeCall): String = TestingLibrary.call { begin().use { it.wait() } }
    }
}
