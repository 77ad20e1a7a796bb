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
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicReference
import kotlin.concurrent.thread
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import okhttp3.ConnectionPool
import okhttp3.HttpUrl.Companion.toHttpUrl
import okhttp3.OkHttpClient

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
)

private fun order(number: String) = OrderRequest(
    outTradeNo = number,
    description = "蓝色马克杯",
    amount = OrderAmount(total = 1999),
    sceneInfo = SceneInfo(payerClientIp = "203.0.113.7", h5Info = H5Info(type = "Wap")),
)

private fun linked(placement: Placement) = check(placement is Placement.Placed && placement.verified) { "an order has no verified link" }

private class Coroutines(private val pay: QqWxPay) : Party {
    override fun place(atOnce: Int, more: () -> String?) = runBlocking(Dispatchers.Default) {
        repeat(atOnce) {
            launch { while (true) linked(pay.placeOrder(order(more() ?: break))) }
        }
    }
}

private class Futures(private val pay: QqWxPayClient) : Party {
    override fun place(atOnce: Int, more: () -> String?) {
        CompletableFuture.allOf(*Array(atOnce) { CompletableFuture<Void>().also { next(it, more) } }).join()
    }

    private fun next(ended: CompletableFuture<Void>, more: () -> String?) {
        val number = more() ?: return ended.complete(null).let { }
        pay.placeOrder(order(number)).whenComplete { placement, thrown ->
            val failure = thrown ?: runCatching { linked(placement) }.exceptionOrNull()
            if (failure == null) next(ended, more) else ended.completeExceptionally(failure)
        }
    }
}

/** It knows no address but WeChat Pay's: the HTTP client below it sends elsewhere. It blocks, so each order at once takes a thread. */
private class Official(env: Map<String, String>, http: OkHttpClient.Builder) : Party {
    private val merchant = env.getValue("QQ_WXPAY_MCHID")
    private val appid = env.getValue("QQ_WXPAY_WECHAT_APPID")
    private val notifyUrl = env.getValue("QQ_WXPAY_NOTIFY_URL")
    private val service: H5Service

    init {
        val config = RSAPublicKeyConfig.Builder()
            .merchantId(merchant)
            .merchantSerialNumber(env.getValue("QQ_WXPAY_MERCHANT_SERIAL"))
            .privateKey(env.getValue("QQ_WXPAY_MERCHANT_PRIVATE_KEY"))
            .publicKey(env.getValue("QQ_WXPAY_PUBLIC_KEY"))
            .publicKeyId(env.getValue("QQ_WXPAY_PUBLIC_KEY_ID"))
            .apiV3Key(env.getValue("QQ_WXPAY_API_V3_KEY"))
            .build()
        val base = env.getValue("QQ_WXPAY_WECHAT_BASE_URL").toHttpUrl()
        val elsewhere = http.addInterceptor { chain ->
            val url = chain.request().url.newBuilder().scheme(base.scheme).host(base.host).port(base.port).build()
            chain.proceed(chain.request().newBuilder().url(url).build())
        }
        val client = DefaultHttpClientBuilder().config(config).okHttpClient(elsewhere.build()).build()
        service = H5Service.Builder().httpClient(client).build()
    }

    override fun place(atOnce: Int, more: () -> String?) {
        val failure = AtomicReference<Throwable>()
        val threads = List(atOnce) {
            thread {
                try {
                    while (true) check(service.prepay(request(more() ?: break)).h5Url.startsWith("http")) { "an order has no link" }
                } catch (thrown: Throwable) {
                    failure.set(thrown)
                }
            }
        }
        threads.forEach(Thread::join)
        failure.get()?.let { throw it }
    }

    private fun request(number: String) = PrepayRequest().apply {
        appid = this@Official.appid
        mchid = merchant
        outTradeNo = number
        description = "蓝色马克杯"
        notifyUrl = this@Official.notifyUrl
        amount = Amount().apply {
            total = 1999
            currency = "CNY"
        }
        sceneInfo = com.wechat.pay.java.service.payments.h5.model.SceneInfo().apply {
            payerClientIp = "203.0.113.7"
            h5Info = com.wechat.pay.java.service.payments.h5.model.H5Info().apply { type = "Wap" }
        }
    }
}
