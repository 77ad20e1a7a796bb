package com.qqwxpay

import com.qqwxpay.internal.uniffiCallbackInterfaceNativeHost
import com.qqwxpay.internal.uniffiCallbackInterfaceNativeSigner
import com.qqwxpay.internal.uniffiRustFutureContinuationCallbackImpl
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native
import com.sun.jna.NativeLibrary
import com.sun.jna.Platform

/**
 * The native library for this platform is not in the class path, or cannot be loaded here. It is no [QqWxPayException]: nothing about a payment
 * went wrong, the deployment is incomplete.
 */
public class NativeLibraryMissingError internal constructor(message: String, reason: Throwable) : UnsatisfiedLinkError(message) {
    init {
        initCause(reason)
    }
}

/** Finds the native library where JNA looks: below the name of the platform in the class path. */
internal object Library {
    private const val NAME = "qq_wxpay_uniffi"

    /** The platforms that are published, as JNA names them, and the library's file there. */
    private val PLATFORMS = listOf(
        "linux-x86-64" to "lib$NAME.so",
        "linux-aarch64" to "lib$NAME.so",
        "darwin-x86-64" to "lib$NAME.dylib",
        "darwin-aarch64" to "lib$NAME.dylib",
        "win32-x86-64" to "$NAME.dll",
    )

    private val loader = Library::class.java.classLoader

    /** Held, so that it stays loaded. */
    @Volatile
    private var loaded: NativeLibrary? = null

    /** Before the first call across the border. */
    fun load() {
        if (loaded != null) return
        loaded = try {
            NativeLibrary.getInstance(NAME, loader).also { keepThreads() }
        } catch (reason: LinkageError) {
            throw NativeLibraryMissingError(explanation(), reason)
        }
    }

    /** The library's few threads become threads of Java once, not anew for each call back; as daemons they let the process end. */
    private fun keepThreads() {
        val attached = CallbackThreadInitializer(true, false, "qq-wxpay")
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

    private fun explanation(): String {
        val here = Platform.RESOURCE_PREFIX
        val held = PLATFORMS.filter { (platform, file) -> loader.getResource("$platform/$file") != null }.map { it.first }
        val system = "${System.getProperty("os.name")} ${System.getProperty("os.version")}, ${System.getProperty("os.arch")}"
        if (here in held) {
            return "qq-wxpay's native library for $here is in the class path, but does not load on this system ($system): it may need a " +
                "newer C library (glibc 2.17 or newer, not musl), or the folder for temporary files forbids executing; then set the " +
                "system property `jna.tmpdir` to another folder"
        }
        val holds = held.joinToString(", ").ifEmpty { "none" }
        return "qq-wxpay has no native library for $here ($system). In the class path are those for: $holds. Take a jar that holds this " +
            "platform, or build it there with `cargo build --profile addon --package qq-wxpay-uniffi` and put it into the class path as " +
            "`$here/${System.mapLibraryName(NAME)}`"
    }
}
