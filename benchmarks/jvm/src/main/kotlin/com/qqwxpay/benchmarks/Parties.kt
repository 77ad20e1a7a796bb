package com.qqwxpay.benchmarks

import com.qqwxpay.H5Info
import com.qqwxpay.OrderAmount
import com.qqwxpay.OrderRequest
import com.qqwxpay.Placement
import com.qqwxpay.QqWxPay
import com.qqwxpay.QqWxPayClient
import com.qqwxpay.SceneInfo
import com.wechat.pay.java.core.RSAPublicKeyConfig
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder
import com.wechat.pay.java.service.payments.h5.H5Service
import com.wechat.pay.java.service.payments.h5.model.Amount
import com.wechat.pay.java.service.payments.h5.model.PrepayRequest
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicReference
import kotlin.concurrent.thread
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import okhttp3.ConnectionPool
import okhttp3.HttpUrl.Companion.toHttpUrl
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody.Companion.toRequestBody

/** A client under load, used as its own documentation says. */
interface Party {
    /** Places orders, so many at once, as long as [more] gives numbers for them. */
    fun place(atOnce: Int, more: () -> String?)
}

/** Makes a client of the merchant in the variables `QQ_WXPAY_…`, whose WeChat Pay is at `QQ_WXPAY_WECHAT_BASE_URL`. */
val PARTIES: Map<String, (Map<String, String>) -> Party> = linkedMapOf(
    "qq-wxpay, coroutines" to { env -> Coroutines(QqWxPay.fromEnv(env)) },
    "qq-wxpay, futures" to { env -> Futures(QqWxPayClient.builder().env(env).build()) },
    "wechatpay-java" to { env -> Official(env, OkHttpClient.Builder()) },
    "wechatpay-java, own pool" to { env -> Official(env, OkHttpClient.Builder().connectionPool(ConnectionPool(1024, 5, TimeUnit.MINUTES))) },
    "okhttp" to { env -> BareOkHttp(env) },
    "java.net.http" to { env -> BareJava(env) },
)

/** Those of them that place no order, but show what the exchange takes. */
val BARE = listOf("okhttp", "java.net.http")

internal fun ownOrder(number: String) = OrderRequest(
    outTradeNo = number,
    description = "蓝色马克杯",
    amount = OrderAmount(total = 1999),
    sceneInfo = SceneInfo(payerClientIp = "203.0.113.7", h5Info = H5Info(type = "Wap")),
)

private fun linked(placement: Placement) = check(placement is Placement.Placed && placement.verified) { "an order has no verified link" }

private class Coroutines(private val pay: QqWxPay) : Party {
    override fun place(atOnce: Int, more: () -> String?) = runBlocking(Dispatchers.Default) {
        repeat(atOnce) {
            launch { while (true) linked(pay.placeOrder(ownOrder(more() ?: break))) }
        }
    }
}

private class Futures(private val pay: QqWxPayClient) : Party {
    override fun place(atOnce: Int, more: () -> String?) {
        CompletableFuture.allOf(*Array(atOnce) { CompletableFuture<Void>().also { next(it, more) } }).join()
    }

    private fun next(ended: CompletableFuture<Void>, more: () -> String?) {
        val number = more() ?: return ended.complete(null).let { }
        pay.placeOrder(ownOrder(number)).whenComplete { placement, thrown ->
            val failure = thrown ?: runCatching { linked(placement) }.exceptionOrNull()
            if (failure == null) next(ended, more) else ended.completeExceptionally(failure)
        }
    }
}

internal fun peerConfig(env: Map<String, String>): RSAPublicKeyConfig = RSAPublicKeyConfig.Builder()
    .merchantId(env.getValue("QQ_WXPAY_MCHID"))
    .merchantSerialNumber(env.getValue("QQ_WXPAY_MERCHANT_SERIAL"))
    .privateKey(env.getValue("QQ_WXPAY_MERCHANT_PRIVATE_KEY"))
    .publicKey(env.getValue("QQ_WXPAY_PUBLIC_KEY"))
    .publicKeyId(env.getValue("QQ_WXPAY_PUBLIC_KEY_ID"))
    .apiV3Key(env.getValue("QQ_WXPAY_API_V3_KEY"))
    .build()

internal fun peerOrder(env: Map<String, String>, number: String) = PrepayRequest().apply {
    appid = env.getValue("QQ_WXPAY_WECHAT_APPID")
    mchid = env.getValue("QQ_WXPAY_MCHID")
    outTradeNo = number
    description = "蓝色马克杯"
    notifyUrl = env.getValue("QQ_WXPAY_NOTIFY_URL")
    amount = Amount().apply {
        total = 1999
        currency = "CNY"
    }
    sceneInfo = com.wechat.pay.java.service.payments.h5.model.SceneInfo().apply {
        payerClientIp = "203.0.113.7"
        h5Info = com.wechat.pay.java.service.payments.h5.model.H5Info().apply { type = "Wap" }
    }
}

/** Something that blocks, so each order at once takes a thread. */
private abstract class Blocking : Party {
    abstract fun place(number: String)

    override fun place(atOnce: Int, more: () -> String?) {
        val failure = AtomicReference<Throwable>()
        val threads = List(atOnce) {
            thread {
                try {
                    while (true) place(more() ?: break)
                } catch (thrown: Throwable) {
                    failure.set(thrown)
                }
            }
        }
        threads.forEach(Thread::join)
        failure.get()?.let { throw it }
    }
}

/** It knows no address but WeChat Pay's: the HTTP client below it sends elsewhere. */
private class Official(private val env: Map<String, String>, http: OkHttpClient.Builder) : Blocking() {
    private val service: H5Service

    init {
        val base = env.getValue("QQ_WXPAY_WECHAT_BASE_URL").toHttpUrl()
        val elsewhere = http.addInterceptor { chain ->
            val url = chain.request().url.newBuilder().scheme(base.scheme).host(base.host).port(base.port).build()
            chain.proceed(chain.request().newBuilder().url(url).build())
        }
        val client = DefaultHttpClientBuilder().config(peerConfig(env)).okHttpClient(elsewhere.build()).build()
        service = H5Service.Builder().httpClient(client).build()
    }

    override fun place(number: String) =
        check(service.prepay(peerOrder(env, number)).h5Url.startsWith("http")) { "an order has no link" }
}

/** No order: what an exchange over HTTP takes by the peer's client, with as many connections as it likes. */
private class BareOkHttp(env: Map<String, String>) : Blocking() {
    private val client = OkHttpClient.Builder().connectionPool(ConnectionPool(1024, 5, TimeUnit.MINUTES)).build()
    private val address = "${env.getValue("QQ_WXPAY_WECHAT_BASE_URL")}/v3/pay/transactions/h5"
    private val body = "x".repeat(380).toRequestBody("application/json".toMediaType())

    override fun place(number: String) {
        val reply = client.newCall(Request.Builder().url(address).post(body).build()).execute()
        reply.use { check("h5_url" in checkNotNull(it.body).string()) { "a reply has no link" } }
    }
}

/** The same by Java's own client, which blocks nothing. */
private class BareJava(env: Map<String, String>) : Party {
    private val client = HttpClient.newHttpClient()
    private val request = HttpRequest.newBuilder(URI("${env.getValue("QQ_WXPAY_WECHAT_BASE_URL")}/v3/pay/transactions/h5"))
        .version(HttpClient.Version.HTTP_1_1).header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("x".repeat(380))).build()

    override fun place(atOnce: Int, more: () -> String?) {
        CompletableFuture.allOf(*Array(atOnce) { CompletableFuture<Void>().also { next(it, more) } }).join()
    }

    private fun next(ended: CompletableFuture<Void>, more: () -> String?) {
        more() ?: return ended.complete(null).let { }
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete { reply, thrown ->
            val failure = thrown ?: runCatching { check("h5_url" in reply.body()) { "a reply has no link" } }.exceptionOrNull()
            if (failure == null) next(ended, more) else ended.completeExceptionally(failure)
        }
    }
}
