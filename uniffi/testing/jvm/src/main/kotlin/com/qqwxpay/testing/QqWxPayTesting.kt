package com.qqwxpay.testing

import com.qqwxpay.QqWxPay
import com.qqwxpay.QqWxPayClient
import com.qqwxpay.QqWxPayException
import com.qqwxpay.testing.internal.testKit
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject

/** With which a client does not warn that no money moves. */
internal val OF_A_TEST: Pair<String, String> = "QQ_WXPAY_TEST_KIT" to "true"

/**
 * The test kit: notifications that a client of its own believes, made without a process, without the network, and without keys of yours.
 * The keys are fixed and known to everybody: a client with the addresses of QQ and WeChat Pay refuses them (`TEST_KEYS`).
 */
public object QqWxPayTesting {
    /** The environment variables of a client that believes what is signed here, and reaches nobody. */
    @JvmStatic
    public fun settings(): Map<String, String> = Json.parseToJsonElement(kit("settings", jsonOf())).texts()

    /** A client that believes what is signed here, and reaches nobody. In Java it is a [QqWxPayClient]. */
    @JvmSynthetic
    @JvmName("kotlinClient")
    public fun client(): QqWxPay = QqWxPay.fromEnv(settings() + OF_A_TEST)

    /** The same with the face for Java. */
    @JvmStatic
    @JvmName("client")
    public fun javaClient(): QqWxPayClient = QqWxPayClient.builder().env(settings() + OF_A_TEST).build()

    /**
     * A notification about [order] as WeChat Pay sends it, but for the [changes].
     *
     * @throws TestingException `UNKNOWN_NAME` with the nearest, `WRONG_VALUE` or `NOT_POSSIBLE`, for what order or changes name
     */
    @JvmStatic
    @JvmOverloads
    public fun signedNotification(
        kind: NotificationKind = NotificationKind.PAYMENT,
        order: TestOrder = TestOrder(),
        changes: Changes = Changes(),
    ): SignedNotification {
        val arguments = jsonOf("case" to "camel", "kind" to kind.wire, "order" to order.json, "changes" to changes.json)
        return SignedNotification.read(kit("signed_notification", arguments))
    }

    /**
     * The exception of a code (`9030`, `ORDERPAID`, `SETTINGS_MISSING`, ...), as it is where the code comes up, in this operation if one is named
     * (`place_order`). [QqWxPayException.example] makes one with more of what a reply has.
     *
     * @throws QqWxPayException.InvalidInput `ERROR_CODE_UNKNOWN` with the nearest, or `UNKNOWN_OPERATION`
     */
    @JvmStatic
    @JvmOverloads
    public fun error(code: String, operation: String? = null): QqWxPayException = QqWxPayException.example(code, operation)

    @JvmSynthetic
    internal fun kit(name: String, arguments: JsonObject): String = TestingLibrary.call { testKit(name, arguments.toString()) }
}
