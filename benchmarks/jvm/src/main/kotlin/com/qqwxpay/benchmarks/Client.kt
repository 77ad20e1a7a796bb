package com.qqwxpay.benchmarks

import java.util.concurrent.atomic.AtomicLong
import kotlin.concurrent.thread
import kotlin.system.exitProcess

/** So long a client is warmed up, in seconds: its compiler has a core of its own meanwhile, and has then all but ended. */
private const val WARM = 10.0

/** From now on this process has one core, where the system can do that. */
private fun onOneCore() {
    if (System.getProperty("os.name") != "Linux") return
    val pin = listOf("taskset", "--all-tasks", "--cpu-list", "--pid", "0", "${ProcessHandle.current().pid()}")
    val pinned = { ProcessBuilder(pin).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0 }
    // It fails when a thread ends while they are counted.
    check((1..20).any { pinned() }) { "no core of its own" }
}

/**
 * One client: is warmed up on all cores, then has one, on which it places orders for some seconds, or a burst of so many at once, and prints what it
 * reached: `PARTY IN_FLIGHT SECONDS`, or `PARTY BURST 0`. Output: orders per second (or milliseconds of the burst), most threads, RSS in MB,
 * microseconds of the processor for each order.
 */
fun main(arguments: Array<String>) {
    val (name, atOnce, seconds) = arguments
    val party = PARTIES.getValue(name)(System.getenv())
    val number = AtomicLong()
    val pid = ProcessHandle.current().pid()
    val next = { "T${pid}x${number.incrementAndGet()}" }
    fun until(end: Long) = { if (System.nanoTime() < end) next() else null }
    val warm = minOf(WARM, 4 * (System.getenv("SECONDS")?.toDouble() ?: 3.0))
    party.place(64, until(System.nanoTime() + (warm * 1e9).toLong()))
    onOneCore()
    val before = number.get()
    var threads = 0L
    thread(isDaemon = true) {
        while (true) {
            threads = maxOf(threads, status("Threads"))
            Thread.sleep(50)
        }
    }
    val (begin, used) = System.nanoTime() to processor()
    val result = if (seconds == "0") {
        val left = AtomicLong(atOnce.toLong())
        party.place(atOnce.toInt()) { if (left.getAndDecrement() > 0) next() else null }
        (System.nanoTime() - begin) / 1e6
    } else {
        party.place(atOnce.toInt(), until(begin + (seconds.toDouble() * 1e9).toLong()))
        (number.get() - before) * 1e9 / (System.nanoTime() - begin)
    }
    val each = (processor() - used) / 1e3 / (number.get() - before)
    println("$result $threads ${status("VmRSS") / 1000} $each")
    exitProcess(0)
}
