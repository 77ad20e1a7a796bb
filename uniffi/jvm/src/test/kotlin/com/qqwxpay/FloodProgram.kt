package com.qqwxpay

import java.io.File
import java.util.Base64
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.locks.LockSupport
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

/**
 * A process that takes forged notifications from 8 threads, each of the ways to take them with two, for as many seconds as it is told;
 * [FloodTest] runs it. Its last lines: what was refused, what is held in the heap, what the process holds (MB), whether a genuine one is taken.
 */
object FloodProgram {
    private const val A_SECOND = 3_000
    private const val THREADS = 8

    private fun heap(): Long {
        System.gc()
        return Runtime.getRuntime().run { totalMemory() - freeMemory() } / 1_000_000
    }

    /** MB that the process has in memory; -1 where the system does not say. */
    private fun resident(): Long = File("/proc/self/status").takeIf(File::exists)?.readLines()
        ?.first { it.startsWith("VmRSS:") }?.filter(Char::isDigit)?.toLong()?.div(1_000) ?: -1

    private fun tell(what: String, refused: Long) = println("$what refused $refused heap ${heap()} resident ${resident()}")

    /** Forged in turn: another nonce, a body of its own, a serial that nobody has, no signature. */
    private fun forged(genuine: Received, number: Long): Received {
        fun with(name: String, value: String) = genuine.headers.mapValues { (key, values) -> if (key.equals(name, true)) listOf(value) else values }
        return when (number % 4) {
            0L -> genuine.copy(headers = with("Wechatpay-Nonce", "forged$number"))
            1L -> genuine.copy(body = genuine.body + "\n".repeat(1 + (number % 9_000).toInt()).toByteArray())
            2L -> genuine.copy(headers = with("Wechatpay-Serial", "5157F09EFDC096DE15EBE81A47057A72%08X".format(number).takeLast(40)))
            else -> genuine.copy(headers = with("Wechatpay-Signature", Base64.getEncoder().encodeToString(ByteArray(256) { number.toByte() })))
        }
    }

    private fun flood(genuine: Received, ways: List<(Received) -> Boolean>, seconds: Int): Long {
        val begin = System.nanoTime()
        val end = begin + seconds * 1_000_000_000L
        val next = AtomicLong()
        val refused = AtomicLong()
        val threads = List(THREADS) { thread ->
            Thread {
                while (System.nanoTime() < end) {
                    val number = next.getAndIncrement()
                    val due = begin + number * 1_000_000_000L / A_SECOND
                    while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime())
                    check(ways[thread % ways.size](forged(genuine, number))) { "a forged notification was taken" }
                    refused.incrementAndGet()
                }
            }.apply { start() }
        }
        threads.forEach(Thread::join)
        check(refused.get() == next.get()) { "a thread has failed" }
        return refused.get()
    }

    @JvmStatic
    fun main(arguments: Array<String>) {
        val given = parse(File(arguments[0]).readText()).jsonObject
        val headers = given.getValue("headers").jsonObject.mapValues { (_, values) -> values.jsonArray.map { it.text() } }
        val genuine = Received(headers, Base64.getDecoder().decode(given.getValue("body").text()))
        val seconds = arguments[1].toInt()
        QqWxPayClient.fromEnv().use { pay ->
            val handlers = pay.notifications().paid(Taker { }).build()
            val ways = listOf<(Received) -> Boolean>(
                { pay.handleNotification(it.headers, it.body).eventKind == null },
                { pay.receiveNotification(it.headers, it.body).join().eventKind == null },
                { handlers.answer(it.headers, it.body).status >= 400 },
                { handlers.receive(it.headers, it.body).join().status >= 400 },
            )
            tell("warm", flood(genuine, ways, 2))
            tell("flooded", flood(genuine, ways, seconds))
            println("genuine ${handlers.answer(genuine.headers, genuine.body).status}")
        }
        QqWxPayClient.shutdown()
    }
}
