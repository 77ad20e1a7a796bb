package com.qqwxpay

import com.qqwxpay.internal.NativeMerchants
import com.qqwxpay.internal.NativeNotification
import kotlin.time.Duration
import kotlinx.serialization.json.jsonArray

/** A notification that was received, and the merchant that it is for, of several. */
internal class Addressed(
    val native: NativeNotification,
    val merchant: String? = null,
    val others: List<String> = emptyList(),
)

/** The merchant that a notification is for. */
public class Owner internal constructor(
    public val name: String,
    public val pay: QqWxPay,
    /** Others of the same merchant number that it may be for just as well: see [Merchants]. */
    public val others: List<String>,
) {
    override fun toString(): String = "Owner(name=$name, others=$others)"
}

/**
 * The clients of several merchants in one process, each by a name of your own; notifications of all of them may come to one address. They share
 * connections, and where they take payments for the same mini program, QQ's access token. [Notifications] takes it in the place of a client. For Java
 * there is [MerchantClients].
 *
 * One merchant number may take payments for several mini programs, each with a client of its own here: which one a notification is for is said by
 * the WeChat AppID in it. Where nothing in it tells them apart (a refund names no AppID, and two QQ mini programs may share a WeChat AppID), it
 * goes to the one that was added first, and [HandledNotification.otherMerchants] names the others: look for its number in the orders of each.
 */
public class Merchants : AutoCloseable {
    private val native: NativeMerchants
    private val clients = LinkedHashMap<String, QqWxPay>()

    init {
        Library.load()
        native = NativeMerchants.create(camel = true)
    }

    /**
     * Adds a merchant with these settings, and gives its client.
     *
     * @throws QqWxPayException as of [QqWxPay]; [QqWxPayException.Config] with `MERCHANT_GIVEN_TWICE` when the name is taken, or another one has the
     *   same merchant number, WeChat AppID and QQ AppID
     */
    public fun add(name: String, settings: Settings, parts: ClientParts = ClientParts()): QqWxPay =
        made(settings, parts).also { made -> orClosed(made) { add(name, made) } }

    /** The same with variables `QQ_WXPAY_…` in the place of settings. */
    public fun add(name: String, env: Map<String, String>, parts: ClientParts = ClientParts()): QqWxPay =
        made(null, parts, env).also { made -> orClosed(made) { add(name, made) } }

    /** Adds a client, which is yours no longer. */
    public fun add(name: String, pay: QqWxPay) {
        translateErrors { native.add(name, pay.native) }
        synchronized(clients) { clients[name] = pay }
    }

    /**
     * Puts another client in the place of the one with this name, for instance with new keys, and gives it. Calls that are under way go on; the
     * client before is closed.
     *
     * @throws QqWxPayException as [add]; `MERCHANT_UNKNOWN`. Then nothing has changed
     */
    public fun replace(name: String, settings: Settings, parts: ClientParts = ClientParts()): QqWxPay =
        made(settings, parts).also { made -> orClosed(made) { replace(name, made) } }

    /** A client that shares the connections; without settings one of the environment. */
    @JvmSynthetic
    internal fun made(settings: Settings?, parts: ClientParts, env: Map<String, String> = emptyMap()): QqWxPay =
        QqWxPay.made(settings, env, parts, native)

    /** The same with variables `QQ_WXPAY_…` in the place of settings. */
    public fun replace(name: String, env: Map<String, String>, parts: ClientParts = ClientParts()): QqWxPay =
        made(null, parts, env).also { made -> orClosed(made) { replace(name, made) } }

    /** The same with a client, which is yours no longer. */
    public fun replace(name: String, pay: QqWxPay) {
        translateErrors { native.replace(name, pay.native) }
        val before = synchronized(clients) { clients.put(name, pay) }
        if (before !== pay) before?.close()
    }

    /** Forgets a merchant and closes its client; whether there was one. */
    public fun remove(name: String): Boolean {
        val client = synchronized(clients) { clients.remove(name) } ?: return false
        native.remove(name)
        client.close()
        return true
    }

    /** The client of this name. */
    public operator fun get(name: String): QqWxPay? = synchronized(clients) { clients[name] }

    /** The names, in the order in which they were added. */
    public val names: List<String> get() = synchronized(clients) { clients.keys.toList() }

    /**
     * Whose notification it is, as far as it says so itself: nothing is believed, and no signature is verified.
     *
     * @throws QqWxPayException.Mismatch `MERCHANT_NOT_REGISTERED`
     * @throws QqWxPayException why it is no genuine one
     */
    public fun owner(headers: Map<String, List<String>>, rawBody: ByteArray): Owner {
        val (name, others) = named(translateErrors { native.owner(headersJson(headers), rawBody) })
        return Owner(name, client(name), others)
    }

    /**
     * [QqWxPay.handleNotification] of the merchant that it is for, which is its [HandledNotification.merchant]. What is for none is refused,
     * answered so that it comes again.
     */
    public fun handleNotification(headers: Map<String, List<String>>, rawBody: ByteArray): HandledNotification =
        handled(headers, rawBody) { it.handleNotification(headers, rawBody) }

    /** [QqWxPay.receiveNotification] of the merchant that it is for. */
    public suspend fun receiveNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): HandledNotification = handled(headers, rawBody) { it.receiveNotification(headers, rawBody, timeout) }

    /** [QqWxPay.confirmNotification] of the merchant that it is for. */
    public suspend fun confirmNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): HandledNotification = handled(headers, rawBody) { it.confirmNotification(headers, rawBody, timeout) }

    /** Closes all clients. */
    override fun close() {
        names.forEach(::remove)
    }

    /** Close it. */
    @JvmSynthetic
    internal suspend fun addressed(confirm: Boolean, headers: Map<String, List<String>>, rawBody: ByteArray): Addressed {
        val found = native.addressee(headersJson(headers), rawBody)
        val (name, others) = named(found.owner ?: return Addressed(found.refused!!))
        return Addressed(client(name).received(confirm, headers, rawBody), name, others)
    }

    private inline fun handled(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        handle: (QqWxPay) -> HandledNotification,
    ): HandledNotification {
        val found = native.addressee(headersJson(headers), rawBody)
        val (name, others) = named(found.owner ?: return HandledNotification.of(found.refused!!))
        return handle(client(name)).of(name, others)
    }

    private fun named(owner: String): Pair<String, List<String>> {
        val found = parse(owner)
        return found.field("name").text() to found.field("others").jsonArray.map { it.text() }
    }

    private fun client(name: String): QqWxPay =
        get(name) ?: throw QqWxPayException.own("MERCHANT_UNKNOWN", "name", "it was removed just now")

    @JvmSynthetic
    internal inline fun orClosed(made: QqWxPay, act: () -> Unit) {
        try {
            act()
        } catch (thrown: Throwable) {
            made.close()
            throw thrown
        }
    }
}
