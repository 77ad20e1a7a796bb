package com.qqwxpay

import com.qqwxpay.internal.NativeFailure
import com.qqwxpay.internal.NativeSigner
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.atomic.AtomicInteger

/** Signs in the place of a private key: an HSM or a KMS. It may block: a call that waits for it ends at its time limit, a `prepare…` does not. */
public fun interface Signer {
    /** The RSASSA-PKCS1-v1_5 signature with SHA-256 of [message], 256 bytes, not encoded. [message] is not hashed yet. */
    public fun sign(message: ByteArray): ByteArray
}

/** What a signer throws ends as the cause of a `SIGNING_FAILED`. */
internal class NativeSignerAdapter(private val signer: Signer, private val thrown: CallbackErrors, private val guard: Guard) : NativeSigner {
    /** Questions to the host count up from 0, these down from the top. */
    private val last = AtomicInteger(-1)

    override fun sign(message: ByteArray): ByteArray = try {
        if (guard.isPreparing()) guard.signing { signer.sign(message) } else elsewhere(message)
    } catch (error: Throwable) {
        val number = last.getAndDecrement().toUInt()
        thrown.keep(number, error)
        throw NativeFailure.Failed("", number)
    }

    /** A thread of the native library waits for it, and the call that wants it waits for that thread until its limit. */
    private fun elsewhere(message: ByteArray): ByteArray {
        val signed = CompletableFuture<ByteArray>()
        guard.workers.execute {
            try {
                signed.complete(guard.signing { signer.sign(message) })
            } catch (error: Throwable) {
                signed.completeExceptionally(error)
            }
        }
        return try {
            Library.await(signed)
        } catch (failed: ExecutionException) {
            throw failed.cause!!
        }
    }
}
