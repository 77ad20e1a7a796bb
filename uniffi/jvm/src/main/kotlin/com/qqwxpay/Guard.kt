package com.qqwxpay

import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicLong
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.asContextElement

/** Watches over one client: what is under way with it, and whether one of its own parts calls it. */
internal class Guard {
    /** Run the functions that the client was given; those that never return hold so many threads and no more. */
    val workers: Workers = Workers("qq-wxpay-host", maximum = 64, room = 1024)

    /** Stands for the signer of this client. */
    private val signing = Any()

    private val ends = CopyOnWriteArrayList<() -> Unit>()

    /** Calls under way, and one more while the client is open. */
    private val open = AtomicLong(1)

    @Volatile
    private var closed = false

    /** The work of a call. */
    inline fun <T> during(call: () -> T): T {
        refuseOwnParts()
        open.incrementAndGet()
        try {
            return call()
        } finally {
            release()
        }
    }

    /** Done once: when the client is closed and nothing is under way with it any more. */
    fun atEnd(act: () -> Unit) {
        ends += act
    }

    /** For what goes on although the client is closed meanwhile: its parts last until [release]. `false` when they are gone. */
    fun keep(): Boolean = open.getAndUpdate { if (it > 0) it + 1 else it } > 0

    fun close() {
        synchronized(this) {
            if (closed) return
            closed = true
        }
        release()
    }

    fun release() {
        if (open.decrementAndGet() == 0L) ends.forEach { runCatching(it) }
    }

    /**
     * A token provider, store, transport or signer that asks its own client waits for itself.
     *
     * @throws QqWxPayException `CLIENT_REENTERED`
     */
    fun refuseOwnParts() {
        if (this in INSIDE.get()) throw QqWxPayException.own("CLIENT_REENTERED", null, "")
    }

    /** The same for what only signs: a token provider or transport may prepare requests of its own client, a signer not. */
    fun refuseSigner() {
        if (signing in INSIDE.get()) throw QqWxPayException.own("CLIENT_REENTERED", null, "")
    }

    /** Of a coroutine that runs a function of the client's own parts. */
    fun inside(): CoroutineContext = INSIDE.asContextElement(INSIDE.get() + this)

    /** The making of a request that the caller sends himself: it is signed where he is. */
    fun <T> preparing(act: () -> T): T {
        PREPARING.set(true)
        try {
            return act()
        } finally {
            PREPARING.remove()
        }
    }

    /** Whether a signature is asked for by a caller on this thread; else it is asked for on a native one. */
    fun isPreparing(): Boolean = PREPARING.get() == true

    /** The work of the signer. */
    fun <T> signing(act: () -> T): T {
        val before = INSIDE.get()
        INSIDE.set(before + this + signing)
        try {
            return act()
        } finally {
            INSIDE.set(before)
        }
    }

    private companion object {
        /** Those whose own parts run on this thread. */
        val INSIDE: ThreadLocal<Set<Any>> = ThreadLocal.withInitial { emptySet() }

        val PREPARING = ThreadLocal<Boolean>()
    }
}
