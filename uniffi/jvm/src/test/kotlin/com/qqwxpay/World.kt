package com.qqwxpay

import com.sun.net.httpserver.HttpServer
import java.io.File
import java.net.InetSocketAddress
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/** A notification as it arrived. */
data class Received(val headers: Map<String, List<String>>, val body: ByteArray)

/** A sandbox, and a merchant's address that receives notifications; or [notifyUrl] receives them. */
class World @JvmOverloads constructor(notifyUrl: String? = null, more: List<String> = emptyList()) : AutoCloseable {
    private val merchant = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0)
    private val file = File.createTempFile("sandbox", ".env")
    private val process: Process
    private val http = HttpClient.newHttpClient()
    val received = CopyOnWriteArrayList<Received>()
    val base: String

    /** Where its notifications go. */
    val address: String get() = "http://127.0.0.1:${merchant.address.port}/notify"
    val env: Map<String, String>

    init {
        merchant.createContext("/notify") { exchange ->
            received += Received(exchange.requestHeaders.toMap(), exchange.requestBody.readAllBytes())
            exchange.sendResponseHeaders(204, -1)
            exchange.close()
        }
        merchant.start()
        val notify = notifyUrl ?: address
        val built = System.getenv("CARGO_TARGET_DIR") ?: "${System.getProperty("repository")}/target"
        val program = "$built/debug/qq-wxpay"
        val options = listOf("sandbox", "--port", "0", "--write-env", file.path, "--notify-url", notify, "--time-scale", "1000")
        process = ProcessBuilder(listOf(program) + options + more).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        Runtime.getRuntime().addShutdownHook(Thread { process.destroy() })
        val lines = process.inputStream.bufferedReader()
        base = generateSequence { lines.readLine() }.firstNotNullOf { Regex("http://127\\.0\\.0\\.1:\\d+").find(it)?.value }
        Thread { lines.forEachLine { } }.apply { isDaemon = true }.start()
        until("the settings") { file.length() > 0 }
        env = file.readLines().filter { '=' in it && !it.startsWith("#") }.associate { line ->
            val (name, value) = line.removePrefix("export ").split("=", limit = 2)
            name to value.removeSurrounding("'").removeSurrounding("\"")
        } + ("QQ_WXPAY_NOTIFY_URL" to notify)
    }

    internal fun client(parts: ClientParts = ClientParts(), change: Map<String, String> = emptyMap()): QqWxPay = QqWxPay.fromEnv(env + change, parts)

    internal fun control(method: String, path: String, content: JsonElement? = null): JsonElement {
        val body = content?.let { HttpRequest.BodyPublishers.ofString(it.toString()) } ?: HttpRequest.BodyPublishers.noBody()
        val request = HttpRequest.newBuilder(URI.create(base + path)).method(method, body).header("Content-Type", "application/json")
        val reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString())
        check(reply.statusCode() < 300) { "$method $path: ${reply.statusCode()} ${reply.body()}" }
        return parse(reply.body().ifEmpty { "null" })
    }

    /** A switch of the sandbox, as JSON: `{"merchant_bound": false}`. */
    fun switches(json: String) {
        control("PUT", "/sandbox/switches", parse(json))
    }

    /** Moves the clock of the sandbox. */
    fun advance(seconds: Long) {
        control("POST", "/sandbox/clock", jsonOf("advance_seconds" to JsonPrimitive(seconds)))
    }

    @JvmOverloads
    fun fault(endpoint: String, kind: String, times: Int = 1) {
        val fault = jsonOf("endpoint" to JsonPrimitive(endpoint), "kind" to JsonPrimitive(kind), "times" to JsonPrimitive(times))
        control("POST", "/sandbox/faults", fault)
    }

    fun clear() {
        control("DELETE", "/sandbox/faults")
    }

    fun pay(link: String) {
        control("POST", "/sandbox/pay", jsonOf("h5_url" to JsonPrimitive(link)))
    }

    override fun close() {
        process.destroy()
        merchant.stop(0)
        file.delete()
    }

    companion object {
        private val last = AtomicInteger()

        /** An order of 19.99 yuan. */
        fun order(number: String = number()): OrderRequest = OrderRequest(
            outTradeNo = number,
            description = "蓝色马克杯",
            amount = OrderAmount(total = 1999),
            sceneInfo = SceneInfo(payerClientIp = "203.0.113.7"),
        )

        @JvmStatic
        fun number(): String = "KT${ProcessHandle.current().pid()}x${last.incrementAndGet()}"

        @JvmStatic
        fun <T : Any> until(what: String, condition: () -> T?): T {
            val end = System.nanoTime() + 10_000_000_000
            while (System.nanoTime() < end) {
                val found = condition()
                if (found != null && found != false) return found
                Thread.sleep(20)
            }
            throw AssertionError("not in time: $what")
        }
    }
}
