package com.qqwxpay

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

/** What a shop keeps to repeat the identical request, and what a token store keeps: as text, and back. */
class KeptTest {
    private val token = StoredToken("own secret", 1, 2, 3)

    private val order = World.order().copy(detail = OrderDetail(goodsDetail = listOf(GoodsDetail("G1", 2, 950))))

    private val refund = RefundRequest(
        amount = RefundRequestAmount(refund = 100, total = 1999),
        outRefundNo = "KT-R1",
        outTradeNo = "KT-1",
        goodsDetail = emptyList(),
    )

    @Test
    fun whatIsKeptComesBack() {
        assertEquals(order, OrderRequest.fromJson(order.toJson()))
        assertEquals(refund, RefundRequest.fromJson(refund.toJson()))
        assertEquals(token, StoredToken.fromJson(token.toJson()))
        val reference = OrderReference(OrderFamily.V2, "KT-1")
        assertEquals(reference, OrderReference.fromJson(reference.toJson()))
        assertEquals(OrderFamily.V2, OrderReference.fromJson(reference.toJson()).family)
    }

    @Test
    fun whatIsSomethingElseIsRefusedAndNotShown() {
        val readers = listOf<(String) -> Any>(OrderRequest::fromJson, RefundRequest::fromJson, StoredToken::fromJson, OrderReference::fromJson)
        for (read in readers) {
            for (text in listOf("", "null", "own secret", "[]", "{}", """{"accessToken":"own secret"}""", """{"accessToken":7,"outTradeNo":["own secret"]}""")) {
                val error = assertThrows(QqWxPayException.InvalidInput::class.java) { read(text) }
                assertEquals("WRONG_TYPE", error.code)
                assertFalse("own secret" in error.stackTraceToString(), error.stackTraceToString())
            }
        }
    }
}
