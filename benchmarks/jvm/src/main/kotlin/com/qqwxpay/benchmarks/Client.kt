package com.qqwxpay.benchmarks

import java.io.File
import java.util.concurrent.atomic.AtomicLong
import kotlin.concurrent.thread
import kotlin.system.exitProcess

/** What `/proc` says of this process; 0 where there is none. */
private fun status(name: String): Long =
    File("/proc/self/status").takeIf { it.exists() }?.readLines()?.find { it.startsWith("$name:") }?.filter { it.isDigit() }?.toLong() ?: 0

/**
 * One client: is warmed up, then places orders for some seconds, or a burst of so many at once, and prints what it reached:
 * `PARTY IN_FLIGHT SECONDS`, or `PARTY BURST 0`. Output: orders per second (or milliseconds of the burst), most threads, RSS in MB.
 */
fun main(arguments: Array<String>) {
    val (name, atOnce, seconds) = arguments
    val party = PARTIES.getValue(name)(System.getenv())
    val number = AtomicLong()
    val pid = ProcessHandle.current().pid()
    val next = { "T${pid}x${number.incrementAndGet()}" }
    fun until(end: Long) = { if (System.nanoTime() < end) next() else null }
    party.place(64, until(System.nanoTime() + 4_000_000_000)) // to be warm
    val before = number.get()
    var threads = 0L
    thread(isDaemon = true) {
        while (true) {
            threads = maxOf(threads, status("Threads"))
            Thread.sleep(5)
        }
    }
    val begin = System.nanoTime()
    val result = if (seconds == "0") {
        val left = AtomicLong(atOnce.toLong())
        party.place(atOnce.toInt()) { if (left.getAndDecrement() > 0) next() else null }
        (System.nanoTime() - begin) / 1e6
    } else {
        party.place(atOnce.toInt(), until(begin + seconds.toLong() * 1_000_000_000))
        (number.get() - before) * 1e9 / (System.nanoTime() - begin)
    }
    println("$result $threads ${status("VmRSS") / 1000}")
    exitProcess(0)
}
