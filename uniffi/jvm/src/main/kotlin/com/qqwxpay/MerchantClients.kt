package com.qqwxpay

import java.time.Duration
import java.util.Optional
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.future.future

/** [Merchants] for Java: the clients of several merchants in one process, each by a name of your own. */
public class MerchantClients : AutoCloseable {
    @get:JvmSynthetic
    internal val merchants = Merchants()
    private val clients = LinkedHashMap<String, QqWxPayClient>()

    /**
     * Adds a merchant, and gives its client; it shares the connections of the others.
     *
     * @param builder with its settings and parts: `QqWxPayClient.builder().settings(settings)`
     * @throws QqWxPayException naming the setting that is wrong; `MERCHANT_GIVEN_TWICE` when the name is taken, or another one has the same
     *   merchant number, WeChat AppID and QQ AppID
     */
    public fun add(name: String, builder: QqWxPayClient.Builder): QqWxPayClient {
        val made = builder.build(merchants)
        merchants.orClosed(made.pay) { merchants.add(name, made.pay) }
        synchronized(clients) { clients[name] = made }
        return made
    }

    /**
     * Puts another client in the place of the one with this name, for instance with new keys, and gives it. Calls that are under way go on; the
     * client before is closed.
     *
     * @throws QqWxPayException as [add]; `MERCHANT_UNKNOWN`. Then nothing has changed
     */
    public fun replace(name: String, builder: QqWxPayClient.Builder): QqWxPayClient {
        val made = builder.build(merchants)
        merchants.orClosed(made.pay) { merchants.replace(name, made.pay) }
        synchronized(clients) { clients[name] = made }
        return made
    }

    /** Forgets a merchant and closes its client; whether there was one. */
    public fun remove(name: String): Boolean {
        synchronized(clients) { clients.remove(name) }
        return merchants.remove(name)
    }

    /** The client of this name. */
    public fun get(name: String): Optional<QqWxPayClient> = Optional.ofNullable(synchronized(clients) { clients[name] })

    /** The names, in the order in which they were added. */
    public fun names(): List<String> = merchants.names

    /** The name of the merchant that a notification is for, see [Merchants.owner]; nothing is believed. */
    public fun owner(headers: Map<String, List<String>>, rawBody: ByteArray): String = merchants.owner(headers, rawBody).name

    /** Takes the notifications of all of them, one function for each event; `event.getNotification().getMerchant()` is the name. */
    public fun notifications(): NotificationHandlers.Builder = NotificationHandlers.builder(this)

    /** [QqWxPayClient.handleNotification] of the merchant that it is for. */
    public fun handleNotification(headers: Map<String, List<String>>, rawBody: ByteArray): HandledNotification =
        merchants.handleNotification(headers, rawBody)

    /** [QqWxPayClient.receiveNotification] of the merchant that it is for. */
    @JvmOverloads
    public fun receiveNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): CompletableFuture<HandledNotification> = whereFuturesComplete { merchants.receiveNotification(headers, rawBody, duration(timeout)) }

    /** [QqWxPayClient.confirmNotification] of the merchant that it is for. */
    @JvmOverloads
    public fun confirmNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): CompletableFuture<HandledNotification> = whereFuturesComplete { merchants.confirmNotification(headers, rawBody, duration(timeout)) }

    /** Closes all clients. */
    override fun close() {
        merchants.close()
        synchronized(clients) { clients.clear() }
    }

    @JvmSynthetic
    internal fun <T> whereFuturesComplete(act: suspend () -> T): CompletableFuture<T> =
        CoroutineScope(Workers.SHARED.dispatcher).future { act() }
}
