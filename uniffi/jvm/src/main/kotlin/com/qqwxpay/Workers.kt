package com.qqwxpay

import java.util.concurrent.Executor
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher

/**
 * Threads for code of users, which may block for as long as it likes: a few, and more whenever work waits and none of them takes any. So one
 * that is stuck holds up nobody else. They are daemons and end when there is nothing to do.
 *
 * @param maximum so many threads at most
 * @param room so much work may wait; more is refused with a [RejectedExecutionException]
 */
internal class Workers(
    private val name: String,
    private val maximum: Int = Int.MAX_VALUE,
    private val room: Int = Int.MAX_VALUE,
) : Executor {
    private class Work(val act: Runnable, val since: Long)

    private val lock = ReentrantLock()
    private val arrived = lock.newCondition()
    private val watched = lock.newCondition()
    private val waiting = ArrayDeque<Work>()
    private val number = AtomicInteger()
    private var threads = 0
    private var idle = 0
    private var taken = 0L
    private var watching = false
    private var leaving = false

    /** Coroutines run on these threads. */
    val dispatcher: CoroutineDispatcher = asCoroutineDispatcher()

    override fun execute(act: Runnable): Unit = lock.withLock {
        if (waiting.size >= room) throw RejectedExecutionException("too much waits for functions of the host that do not return")
        leaving = false
        waiting.addLast(Work(act, System.nanoTime()))
        arrived.signal()
        if (idle < waiting.size) {
            if (threads < minOf(FEW, maximum)) start() else watch()
        }
    }

    /** Threads that have nothing to do end now; later work starts new ones. */
    fun end(): Unit = lock.withLock {
        leaving = true
        arrived.signalAll()
        watched.signalAll()
    }

    private fun start() {
        val thread = thread("$name-${number.incrementAndGet()}", ::work)
        threads++
        try {
            thread.start()
        } catch (none: OutOfMemoryError) {
            // The system gives no more threads: the work waits for one of those that there are.
            threads--
            if (threads == 0) throw none
        }
    }

    /** Nothing of the thread that happens to be here: no thread locals that are inherited, no class loader of another application. */
    private fun thread(name: String, act: () -> Unit) = Thread(GROUP, act, name, 0, false).apply {
        isDaemon = true
        contextClassLoader = Workers::class.java.classLoader
    }

    private fun work() {
        while (true) {
            val act = next() ?: return
            try {
                act.run()
            } catch (thrown: Throwable) {
                val thread = Thread.currentThread()
                runCatching { thread.uncaughtExceptionHandler.uncaughtException(thread, thrown) }
            }
            Thread.interrupted() // an interruption was meant for what has just ended
        }
    }

    private fun next(): Runnable? = lock.withLock {
        var left = PATIENCE
        idle++
        try {
            while (waiting.isEmpty()) {
                if (leaving || left <= 0) {
                    threads--
                    return null
                }
                left = wait(left)
            }
        } finally {
            idle--
        }
        taken++
        waiting.removeFirst().act
    }

    private fun wait(nanoseconds: Long): Long = try {
        arrived.awaitNanos(nanoseconds)
    } catch (_: InterruptedException) {
        nanoseconds
    }

    private fun watch() {
        if (watching) return if (waiting.size == 1) watched.signal() else Unit
        try {
            thread("$name-watch", ::grow).start()
            watching = true
        } catch (_: OutOfMemoryError) {
            // The next work tries again.
        }
    }

    /** Adds threads for as long as work waits and is not taken. */
    private fun grow() = lock.withLock {
        var before = taken
        var left = PATIENCE
        while (!leaving && (waiting.isNotEmpty() || left > 0)) {
            val pause = if (waiting.isEmpty()) left else TICK
            val rest = try {
                watched.awaitNanos(pause)
            } catch (_: InterruptedException) {
                pause
            }
            val oldest = waiting.firstOrNull()
            left = if (oldest == null) left - (pause - rest) else PATIENCE
            val age = if (oldest == null) 0 else System.nanoTime() - oldest.since
            if (idle == 0 && threads < maximum && (age > LONG || (age > TICK && taken == before))) {
                repeat(minOf(1 + threads / 4, maximum - threads, waiting.size)) { start() }
            }
            before = taken
        }
        watching = false
    }

    companion object {
        /** Threads that are there before anything has to wait. */
        private const val FEW = 4

        private const val TICK = 10_000_000L

        /** Work that has waited so long gets threads even though other work is taken meanwhile; nanoseconds. */
        private const val LONG = 200_000_000L

        /** An idle thread ends after so many nanoseconds. */
        private const val PATIENCE = 10_000_000_000L

        /** That of the whole process: not of a thread of the library that happens to be the first here. */
        private val GROUP = generateSequence(Thread.currentThread().threadGroup) { it.parent }.last()

        /** Where code goes on that waited for a call, unless it says where. */
        val SHARED: Workers = Workers("qq-wxpay-go-on")
    }
}
