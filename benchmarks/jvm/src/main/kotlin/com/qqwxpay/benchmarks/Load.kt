package com.qqwxpay.benchmarks

import java.io.File
import java.util.concurrent.TimeUnit
import kotlin.system.exitProcess
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

private val root = File(System.getProperty("repository"))
private val rounds = System.getenv("ROUNDS")?.toInt() ?: 3
private val seconds = System.getenv("SECONDS")?.toInt() ?: 10
private var missed = 0

private class Figures(val result: Double, val threads: Double, val rss: Double)

private fun median(list: List<Double>): Double = list.sorted()[list.size / 2]

/** Prints a ratio beside what it must be. */
private fun judge(what: String, ratio: Double, least: Double) {
    if (ratio < least) missed += 1
    println("${if (ratio < least) "MISS" else "ok  "}  $what: ${"%.2f".format(ratio)} x, wanted at least $least x")
}

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

private fun measure(party: String, env: Map<String, String>, atOnce: Int, seconds: Int): Figures {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val command = listOf(java, "-Xmx512m", "-cp", System.getProperty("java.class.path"), "com.qqwxpay.benchmarks.ClientKt")
    val builder = ProcessBuilder(onCore(0, command + listOf(party, "$atOnce", "$seconds"))).redirectError(ProcessBuilder.Redirect.INHERIT)
    builder.environment() += env
    val process = builder.start()
    val said = process.inputStream.bufferedReader().readText()
    check(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0) { "$party failed" }
    val (result, threads, rss) = said.lines().last { it.isNotBlank() }.split(" ").map(String::toDouble)
    return Figures(result, threads, rss)
}

/** What each client reaches, in turn. */
private fun compare(title: String, unit: String, env: Map<String, String>, atOnce: Int, seconds: Int): Map<String, List<Figures>> {
    println("\n$title")
    val found = PARTIES.keys.associateWith { mutableListOf<Figures>() }
    repeat(rounds) { for ((party, figures) in found) figures += measure(party, env, atOnce, seconds) }
    for ((party, figures) in found) {
        val of = { pick: (Figures) -> Double -> "%6.0f".format(median(figures.map(pick))) }
        println("  ${party.padEnd(26)} ${of { it.result }} $unit   ${of { it.threads }} threads   ${of { it.rss }} MB")
    }
    return found
}

/** The median over the rounds of our own figure beside the better one of the peer's. */
private fun beside(found: Map<String, List<Figures>>, own: String, pick: (Figures) -> Double, best: (List<Double>) -> Double): Double {
    val others = found.filterKeys { it.startsWith("wechatpay-java") }.values
    return median(found.getValue(own).mapIndexed { round, figures -> pick(figures) / best(others.map { pick(it[round]) }) })
}

private fun cases(name: String) = Json.parseToJsonElement(File(root, "tests/cases/$name.json").readText()).jsonObject

private fun merchantOfTheCases(): Map<String, String> = cases("defaults").getValue("settings").jsonObject
    .filterValues { it !is JsonNull }
    .entries.associate { (name, value) -> "QQ_WXPAY_${name.uppercase()}" to value.jsonPrimitive.content }

private fun againstOneThatAnswersAtOnce() {
    val env = merchantOfTheCases() + ("QQ_WXPAY_CHANNEL" to "direct")
    val key = File.createTempFile("qq-wxpay-reply-key", null).apply { writeText(cases("keys").getValue("wechat_pay_private_key").jsonPrimitive.content) }
    Server(File(root, "target/release/reply_server").path, key.path, env.getValue("QQ_WXPAY_PUBLIC_KEY_ID")).use { server ->
        key.delete()
        val there = env + mapOf("QQ_WXPAY_WECHAT_BASE_URL" to server.address, "QQ_WXPAY_QQ_BASE_URL" to server.address)
        val many = compare("64 orders in flight, a server that answers at once", "orders/s", there, 64, seconds)
        for (own in listOf("qq-wxpay, coroutines", "qq-wxpay, futures")) {
            judge("64 in flight, $own, beside wechatpay-java", beside(many, own, Figures::result, List<Double>::max), 1.5)
        }
        val one = compare("one order at a time, a server that answers at once", "orders/s", there, 1, maxOf(1, seconds / 3))
        judge("one at a time, beside wechatpay-java", beside(one, "qq-wxpay, coroutines", Figures::result, List<Double>::max), 1.0)
    }
}

private fun againstTheSandbox() {
    val file = File.createTempFile("sandbox", ".env")
    val notify = "http://127.0.0.1:9/notify"
    Server(File(root, "target/release/qq-wxpay").path, "sandbox", "--port", "0", "--write-env", file.path, "--notify-url", notify).use { server ->
        while (file.length() == 0L) Thread.sleep(20)
        val env = file.readLines().filter { '=' in it && !it.startsWith("#") }.associate { line ->
            val (name, value) = line.removePrefix("export ").split("=", limit = 2)
            name to value.removeSurrounding("'").removeSurrounding("\"").replace("\\n", "\n")
        } + mapOf("QQ_WXPAY_CHANNEL" to "direct", "QQ_WXPAY_WECHAT_BASE_URL" to server.address, "QQ_WXPAY_NOTIFY_URL" to notify)
        val burst = compare("1,000 orders at once, the sandbox", "ms", env, 1000, 0)
        for (own in listOf("qq-wxpay, coroutines", "qq-wxpay, futures")) {
            judge("1,000 at once, $own, time of wechatpay-java", 1 / beside(burst, own, Figures::result, List<Double>::min), 1.0)
            judge("1,000 at once, $own, threads of wechatpay-java", 1 / beside(burst, own, Figures::threads, List<Double>::min), 10.0)
        }
        compare("64 orders in flight, the sandbox", "orders/s", env, 64, seconds)
    }
    file.delete()
}

fun main() {
    againstOneThatAnswersAtOnce()
    againstTheSandbox()
    exitProcess(if (missed > 0) 1 else 0)
}
