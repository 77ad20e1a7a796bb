package com.qqwxpay.benchmarks

import com.sun.management.OperatingSystemMXBean
import java.io.File
import java.lang.management.ManagementFactory
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

val ROOT = File(System.getProperty("repository"))
val ROUNDS = System.getenv("ROUNDS")?.toInt() ?: 3
val SECONDS = System.getenv("SECONDS")?.toDouble() ?: 3.0

fun median(list: List<Double>): Double = list.sorted()[list.size / 2]

/**
 * Tells a figure, on the screen and as a line in the file of BENCH_FIGURES; what a line says is in `xtask/src/bench/figures.rs`. [by] is
 * `clock`, `processor`, or null where no time is in the figure; [ours] is null where others stand beside it.
 */
fun tell(row: String, unit: String, by: String?, ours: Double?, beside: Map<String, Double> = emptyMap()) {
    val line = buildJsonObject {
        put("row", row)
        put("language", "jvm")
        put("unit", unit)
        put("by", by)
        put("ours", ours)
        putJsonObject("beside") { for ((name, figure) in beside) put(name, figure) }
    }
    println(line)
    System.getenv("BENCH_FIGURES")?.let { File(it).appendText("$line\n") }
}

private val system = ManagementFactory.getOperatingSystemMXBean() as OperatingSystemMXBean

/** Nanoseconds that processors have worked for this process. */
fun processor(): Long = system.processCpuTime

/** What `/proc` says of this process; 0 where there is none. */
fun status(name: String): Long =
    File("/proc/self/status").takeIf { it.exists() }?.readLines()?.find { it.startsWith("$name:") }?.filter { it.isDigit() }?.toLong() ?: 0

fun cases(name: String): JsonObject = Json.parseToJsonElement(File(ROOT, "tests/cases/$name.json").readText()).jsonObject

/** The merchant of the cases, who goes straight to WeChat Pay as the peer does. */
fun merchantOfTheCases(): Map<String, String> = cases("defaults").getValue("settings").jsonObject
    .filterValues { it !is JsonNull }
    .entries.associate { (name, value) -> "QQ_WXPAY_${name.uppercase()}" to value.jsonPrimitive.content } + ("QQ_WXPAY_CHANNEL" to "direct")

fun platformPrivateKey(): String = cases("keys").getValue("wechat_pay_private_key").jsonPrimitive.content
