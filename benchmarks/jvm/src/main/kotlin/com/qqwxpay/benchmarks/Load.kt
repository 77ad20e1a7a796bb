package com.qqwxpay.benchmarks

import java.io.File
import java.util.concurrent.TimeUnit
import kotlin.system.exitProcess

private class Figures(val result: Double, val threads: Double, val rss: Double, val processor: Double)

/** The command on one core, where the system can do that. */
private fun onCore(core: Int, command: List<String>): List<String> =
    if (System.getProperty("os.name") == "Linux") listOf("taskset", "-c", "$core") + command else command

/** A server, and the address that it prints. */
private class Server(vararg command: String) : AutoCloseable {
    private val process = ProcessBuilder(onCore(1, command.toList())).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val lines = process.inputStream.bufferedReader()
    val address: String = generateSequence { lines.readLine() }.firstNotNullOf { Regex("http://127\\.0\\.0\\.1:\\d+").find(it)?.value }

    init {
        Thread { lines.forEachLine { } }.apply { isDaemon = true }.start()
    }

    override fun close() {
        process.destroy()
        process.waitFor()
    }
}

private fun measure(party: String, env: Map<String, String>, atOnce: Int, seconds: Double?): Figures {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val command = listOf(java, "-Xmx512m", "-Drepository=$ROOT", "-cp", System.getProperty("java.class.path"), "com.qqwxpay.benchmarks.ClientKt")
    val builder = ProcessBuilder(command + listOf(party, "$atOnce", "${seconds ?: 0}")).redirectError(ProcessBuilder.Redirect.INHERIT)
    // As many threads of the runtime as on the one core that it has later.
    builder.environment() += env + ("TOKIO_WORKER_THREADS" to "1")
    val process = builder.start()
    val said = process.inputStream.bufferedReader().readText()
    check(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0) { "$party failed" }
    val (result, threads, rss, processor) = said.lines().last { it.isNotBlank() }.split(" ").map(String::toDouble)
    return Figures(result, threads, rss, processor)
}

private const val OURS = "qq-wxpay, coroutines"
private val ORDERING = PARTIES.keys - BARE.toSet()

/** What each client reaches, in turn: the medians, picked out of the figures. */
private fun compare(parties: Collection<String>, env: Map<String, String>, atOnce: Int, seconds: Double?): (String, (Figures) -> Double) -> Double {
    val found = parties.associateWith { mutableListOf<Figures>() }
    repeat(ROUNDS) { for ((party, figures) in found) figures += measure(party, env, atOnce, seconds) }
    return { party, pick -> median(found.getValue(party).map(pick)) }
}

/** Tells one of the figures of ours, and of the others beside it. */
private fun tellOf(row: String, unit: String, by: String?, of: (String, (Figures) -> Double) -> Double, pick: (Figures) -> Double) =
    tell(row, unit, by, of(OURS, pick), (ORDERING - OURS).associateWith { of(it, pick) })

private fun tellExchange(row: String, of: (String, (Figures) -> Double) -> Double) {
    tell(row, "us", "clock", null, BARE.associateWith { party -> 1e6 / of(party) { it.result } })
    tell("$row-processor", "us", "processor", null, BARE.associateWith { party -> of(party) { it.processor } })
}

private fun startUp(env: Map<String, String>) {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val time = { party: String ->
        val command = listOf(java, "-Drepository=$ROOT", "-cp", System.getProperty("java.class.path"), "com.qqwxpay.benchmarks.Start", party)
        val builder = ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
        builder.environment() += env
        val begin = System.nanoTime()
        check(builder.start().waitFor() == 0) { "$party does not start" }
        (System.nanoTime() - begin) / 1e6
    }
    val rounds = List(maxOf(3, (SECONDS * 3).toInt())) { listOf("bare", OURS, "wechatpay-java").map(time) }
    val over = { index: Int -> median(rounds.map { it[index] - it[0] }) }
    tell("start-up", "ms", "clock", over(1), mapOf("wechatpay-java" to over(2)))
}

private fun againstOneThatAnswersAtOnce() {
    val env = merchantOfTheCases()
    val key = File.createTempFile("qq-wxpay-reply-key", null).apply { writeText(platformPrivateKey()) }
    Server(File(ROOT, "target/release/reply_server").path, key.path, env.getValue("QQ_WXPAY_PUBLIC_KEY_ID")).use { server ->
        key.delete()
        val there = env + mapOf("QQ_WXPAY_WECHAT_BASE_URL" to server.address, "QQ_WXPAY_QQ_BASE_URL" to server.address)
        startUp(there)
        val many = compare(PARTIES.keys, there, 64, SECONDS)
        tellOf("orders-64", "orders/s", "clock", many, Figures::result)
        tellOf("order-processor", "us", "processor", many, Figures::processor)
        tellOf("memory-load", "MB", null, many, Figures::rss)
        tellExchange("exchange-64", many)
        val one = compare(PARTIES.keys, there, 1, SECONDS)
        tellOf("orders-1", "orders/s", "clock", one, Figures::result)
        tellExchange("exchange-1", one)
    }
}

private fun againstTheSandbox() {
    val file = File.createTempFile("sandbox", ".env")
    val notify = "http://127.0.0.1:9/notify"
    Server(File(ROOT, "target/release/qq-wxpay").path, "sandbox", "--port", "0", "--write-env", file.path, "--notify-url", notify).use { server ->
        while (file.length() == 0L) Thread.sleep(20)
        val env = file.readLines().filter { '=' in it && !it.startsWith("#") }.associate { line ->
            val (name, value) = line.removePrefix("export ").split("=", limit = 2)
            name to value.removeSurrounding("'").removeSurrounding("\"").replace("\\n", "\n")
        } + mapOf("QQ_WXPAY_CHANNEL" to "direct", "QQ_WXPAY_WECHAT_BASE_URL" to server.address, "QQ_WXPAY_NOTIFY_URL" to notify)
        val burst = compare(ORDERING, env, 1000, null)
        tellOf("burst-sandbox", "ms", "clock", burst, Figures::result)
        tellOf("burst-threads", "threads", null, burst, Figures::threads)
        tellOf("orders-64-sandbox", "orders/s", "clock", compare(ORDERING, env, 64, SECONDS), Figures::result)
    }
    file.delete()
}

fun main() {
    againstOneThatAnswersAtOnce()
    againstTheSandbox()
    exitProcess(0)
}
