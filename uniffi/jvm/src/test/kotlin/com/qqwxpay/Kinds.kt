package com.qqwxpay

import com.qqwxpay.World.Companion.number
import com.qqwxpay.World.Companion.order
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonPrimitive

/** One notification of every kind that a shop gets, as they arrive; orders are of 19.99 yuan. */
class Kinds(private val world: World) : AutoCloseable {
    private val pay = QqWxPay.fromEnv(world.env)

    /** By name: `direct`, `partner`, `combine`, `v2`, `refund SUCCESS`, ..., `v2 refund`, `probe`. */
    val all: Map<String, Received> = runBlocking {
        val direct = order()
        val partner = PartnerOrderRequest(order(), SELLER)
        val combine = combine()
        val v2 = V2OrderRequest(body = "马克杯", outTradeNo = number(), spbillCreateIp = PAYER, totalFee = 1999)
        val paid = linkedMapOf(
            "direct" to paid(pay.placeOrder(direct)),
            "partner" to paid(pay.placePartnerOrder(partner)),
            "combine" to paid(pay.placeCombineOrder(combine)),
            "v2" to paid(pay.placeV2Order(v2)),
        )
        world.switches("""{"refund_outcome":"PROCESSING"}""")
        for (status in listOf("SUCCESS", "ABNORMAL", "CLOSED")) {
            val order = order()
            paid(pay.placeOrder(order))
            val refund = "R${order.outTradeNo}"
            pay.refund(RefundRequest(outTradeNo = order.outTradeNo, outRefundNo = refund, amount = RefundRequestAmount(refund = 500, total = 1999)))
            paid["refund $status"] = settled(refund, status)
        }
        val inConsole = world.control("POST", "/sandbox/orders/${v2.outTradeNo}/refund-in-console", jsonOf("form" to JsonPrimitive("v2")))
        paid["v2 refund"] = settled(inConsole.field("out_refund_no").text(), "SUCCESS")
        world.switches("""{"probe_before_each":true}""")
        paid["probe"] = probe(pay.placeOrder(order()))
        world.switches("""{"probe_before_each":false}""")
        paid
    }

    private fun combine(): CombineOrderRequest {
        val number = number()
        val part = { mchid: String, name: String, total: Long ->
            SubOrder(amount = CombineAmount(total), attach = name, description = "马克杯", mchid = mchid, outTradeNo = "$number-$name")
        }
        return CombineOrderRequest(
            combineOutTradeNo = number,
            sceneInfo = CombineSceneInfo(payerClientIp = PAYER),
            subOrders = listOf(part(pay.merchant().mchid, "a", 999), part(SELLER, "b", 1000)),
        )
    }

    /** One that came twice, because the answer took its time, is the same one. */
    private fun found(isIt: (HandledNotification) -> Boolean): Received = World.until("a notification") {
        world.received.find { (headers, body) -> isIt(pay.handleNotification(headers, body)) }
    }

    /** The copy with a signature that must be refused. */
    private fun probe(placed: Placement): Received {
        world.pay((placed as Placement.Placed).h5Url)
        return World.until("a probe") {
            world.received.find { (headers, _) -> headers.any { (name, values) -> name.equals("Wechatpay-Signature", true) && "SIGNTEST" in values.first() } }
        }
    }

    private fun paid(placed: Placement): Received {
        world.pay((placed as Placement.Placed).h5Url)
        return found { it.order?.outTradeNo == placed.outTradeNo }
    }

    private fun settled(refund: String, status: String): Received {
        world.control("POST", "/sandbox/refunds/$refund/settle", jsonOf("as" to JsonPrimitive(status)))
        return found { it.refund?.outRefundNo == refund }
    }

    override fun close(): Unit = pay.close()

    companion object {
        private const val PAYER = "203.0.113.7"

        /** A sub merchant of the sandbox. */
        private const val SELLER = "1900000002"

        val PAID: List<String> = listOf("direct", "partner", "combine", "v2")
        val REFUNDED: List<String> = listOf("refund SUCCESS", "refund ABNORMAL", "refund CLOSED", "v2 refund")
    }
}
