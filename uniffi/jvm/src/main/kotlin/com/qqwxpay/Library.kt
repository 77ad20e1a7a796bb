package com.qqwxpay

import com.qqwxpay.internal.hostComes
import com.qqwxpay.internal.hostLeaves
import com.qqwxpay.internal.libraryVersion
import com.qqwxpay.internal.uniffiCallbackInterfaceNativeHost
import com.qqwxpay.internal.uniffiCallbackInterfaceNativeSigner
import com.qqwxpay.internal.uniffiEnsureInitialized
import com.qqwxpay.internal.uniffiRustFutureContinuationCallbackImpl
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native
import com.sun.jna.NativeLibrary
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap

/**
 * The native library for this platform is not in the class path, is of another version, or cannot be loaded here. It is no
 * [QqWxPayException]: nothing about a payment went wrong, the deployment is incomplete.
 */
public class NativeLibraryMissingError internal constructor(message: String, reason: Throwable?) : UnsatisfiedLinkError(message) {
    init {
        initCause(reason)
    }
}

/** The native half: loaded once, of this version and from the class path, and left when the application ends before its process does. */
internal object Library {
    /** Of this facade; a library of another one is refused. */
    const val VERSION = "0.1.0"

    /** So long, in milliseconds, its threads may take to end. */
    private const val PATIENCE = 5_000UL

    /** Where the generated half looks for the file to open. */
    private const val GENERATED = "uniffi.component.qq_wxpay_native.libraryOverride"

    /** Of the threads of the native library; no code of users runs on one. */
    private val native = ThreadGroup("qq-wxpay native")

    /** What threads of the native library wait for here. */
    private val waits = ConcurrentHashMap.newKeySet<CompletableFuture<*>>()

    private class Loaded(val file: LibraryFile, @Suppress("unused") val held: NativeLibrary)

    @Volatile
    private var loaded: Loaded? = null

    @Volatile
    private var left = false

    /** Whether this thread is one of the native library. */
    fun isNativeThread(): Boolean = Thread.currentThread().threadGroup === native

    /** Before the first call of the native library. */
    fun load() {
        if (loaded == null || left) begin()
    }

    /** The first attempt decides: classes whose initialisation failed say nothing of use later. */
    private var refused: NativeLibraryMissingError? = null

    @Synchronized
    private fun begin() {
        refused?.let { throw NativeLibraryMissingError(it.message!!, it) }
        try {
            if (loaded == null) loaded = opened()
        } catch (missing: NativeLibraryMissingError) {
            throw missing.also { refused = it }
        }
        if (left) hostComes()
        left = false
    }

    /** Ends the threads; what is under way is given up. A later client starts them again. */
    @Synchronized
    fun shutdown() {
        val library = loaded
        if (library == null || left) return
        left = true
        waits.forEach { it.completeExceptionally(CancellationException("the library was shut down")) }
        hostLeaves(PATIENCE)
        Workers.SHARED.end()
        library.file.give()
    }

    /** What a thread of the native library waits for, until there is something or the library is left. */
    fun <T> await(answer: CompletableFuture<T>): T {
        waits += answer
        try {
            if (left) answer.cancel(false)
            return answer.get()
        } finally {
            waits -= answer
        }
    }

    private fun opened(): Loaded {
        var taken: LibraryFile? = null
        try {
            val file = LibraryFile.take().also { taken = it }
            // The generated half reads it when its classes are initialised; another application in this process may do the same now.
            synchronized(Runtime.getRuntime()) {
                val before = System.getProperty(GENERATED)
                System.setProperty(GENERATED, file.path)
                try {
                    uniffiEnsureInitialized()
                } finally {
                    if (before == null) System.clearProperty(GENERATED) else System.setProperty(GENERATED, before)
                }
            }
            val found = libraryVersion()
            if (found != VERSION) throw LibraryFile.otherVersion(file, "version $found", null)
            hostComes()
            keepThreads()
            return Loaded(file, NativeLibrary.getInstance(file.path))
        } catch (missing: NativeLibraryMissingError) {
            throw missing
        } catch (reason: LinkageError) {
            throw LibraryFile.explanation(taken, reason)
        }
    }

    /** The library's few threads become threads of Java once, not anew for each call back; as daemons they let the process end. */
    private fun keepThreads() {
        val attached = CallbackThreadInitializer(true, false, "qq-wxpay", native)
        val callbacks = listOf(
            uniffiRustFutureContinuationCallbackImpl,
            uniffiCallbackInterfaceNativeHost.ask,
            uniffiCallbackInterfaceNativeHost.observe,
            uniffiCallbackInterfaceNativeHost.uniffiClone,
            uniffiCallbackInterfaceNativeHost.uniffiFree,
            uniffiCallbackInterfaceNativeSigner.sign,
            uniffiCallbackInterfaceNativeSigner.uniffiClone,
            uniffiCallbackInterfaceNativeSigner.uniffiFree,
        )
        for (callback in callbacks) Native.setCallbackThreadInitializer(callback, attached)
    }
}
