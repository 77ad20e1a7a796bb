package com.qqwxpay.testing

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * What a notification tells about: an order, and its refund. Whatever a test does not care about has a default; what a kind of notification has
 * no place for is left out of it. Each method gives a changed copy.
 */
public class TestOrder private constructor(private val fields: Map<String, JsonElement>) {
    /** An order of this number and total (fen). */
    @JvmOverloads
    public constructor(outTradeNo: String = "TEST-ORDER-1", total: Long = 100) :
        this(mapOf("outTradeNo" to json(outTradeNo), "total" to json(total)))

    internal val json: JsonObject get() = JsonObject(fields)

    private fun with(name: String, value: Any?) = TestOrder(fields + (name to json(value)))

    /** WeChat Pay's number of the payment; by default one that belongs to the order's number. */
    public fun transactionId(value: String): TestOrder = with("transactionId", value)

    /** What the order carried. */
    public fun attach(value: String): TestOrder = with("attach", value)

    /** The payer. */
    public fun openid(value: String): TestOrder = with("openid", value)

    /** With which bank was paid. */
    public fun bankType(value: String): TestOrder = with("bankType", value)

    /** When it was paid, or when the refund succeeded: RFC 3339; by default now. */
    public fun successTime(value: String): TestOrder = with("successTime", value)

    /** The merchant; another one than that of the settings makes a notification that is not for it. */
    public fun mchid(value: String): TestOrder = with("mchid", value)

    /** Its WeChat AppID. */
    public fun appid(value: String): TestOrder = with("appid", value)

    /** The sub merchant, of partner payments, of refunds and in V2. */
    public fun subMchid(value: String): TestOrder = with("subMchid", value)

    /** The sub merchant's AppID. */
    public fun subAppid(value: String): TestOrder = with("subAppid", value)

    /** The parts of a combine order. */
    public fun subOrders(vararg parts: TestSubOrder): TestOrder = with("subOrders", parts.map { it.json })

    /** How V2 signs: `HMAC-SHA256` or `MD5`. */
    public fun signType(value: String): TestOrder = with("signType", value)

    /** The merchant's number of the refund. */
    public fun outRefundNo(value: String): TestOrder = with("outRefundNo", value)

    /** WeChat Pay's number of the refund; by default one that belongs to the refund's number. */
    public fun refundId(value: String): TestOrder = with("refundId", value)

    /** How much is refunded, in fen; by default all of it. */
    public fun refund(value: Long): TestOrder = with("refund", value)
}

/** One part of a combine order. Each method gives a changed copy. */
public class TestSubOrder private constructor(private val fields: Map<String, JsonElement>) {
    /** A part of this number and total (fen). */
    public constructor(outTradeNo: String, total: Long) : this(mapOf("outTradeNo" to json(outTradeNo), "total" to json(total)))

    internal val json: JsonObject get() = JsonObject(fields)

    private fun with(name: String, value: Any?) = TestSubOrder(fields + (name to json(value)))

    /** WeChat Pay's number of the payment. */
    public fun transactionId(value: String): TestSubOrder = with("transactionId", value)

    /** What the part carried. */
    public fun attach(value: String): TestSubOrder = with("attach", value)

    /** The merchant of the part. */
    public fun mchid(value: String): TestSubOrder = with("mchid", value)

    /** The sub merchant of the part. */
    public fun subMchid(value: String): TestSubOrder = with("subMchid", value)

    /** The sub merchant's AppID. */
    public fun subAppid(value: String): TestSubOrder = with("subAppid", value)
}
