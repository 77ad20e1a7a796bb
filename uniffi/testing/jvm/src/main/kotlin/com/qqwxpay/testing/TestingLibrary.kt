package com.qqwxpay.testing

import com.qqwxpay.internal.NativePlatform
import com.qqwxpay.testing.internal.TestingFailure
import com.qqwxpay.testing.internal.testingLibraryVersion
import com.qqwxpay.testing.internal.uniffiEnsureInitialized
import com.sun.jna.Native
import java.io.IOException

/** The native half of the test kit: the file in the class path, of this version. */
internal object TestingLibrary {
    /** Of this facade; a library of another one is refused. */
    const val VERSION = "0.1.0"

    private const val NAME = "qq_wxpay_testing"

    /** A property that names another file, for a library that you built yourself. */
    private const val OWN = "com.qqwxpay.testing.library"

    /** Where the generated half looks for the file to open. */
    private const val GENERATED = "uniffi.component.qq_wxpay_testing_native.libraryOverride"

    @Volatile
    private var loaded = false

    /** Before the first call. */
    fun load() {
        if (!loaded) begin()
    }

    @Synchronized
    private fun begin() {
        if (loaded) return
        val path = System.getProperty(OWN) ?: unpacked()
        // The generated half reads it when its classes are initialised; another application in this process may do the same now.
        synchronized(Runtime.getRuntime()) {
            val before = System.getProperty(GENERATED)
            System.setProperty(GENERATED, path)
            try {
                uniffiEnsureInitialized()
            } catch (reason: LinkageError) {
                throw missing("its native library does not load here, or is of another version", reason)
            } finally {
                if (before == null) System.clearProperty(GENERATED) else System.setProperty(GENERATED, before)
            }
        }
        val found = testingLibraryVersion()
        if (found != VERSION) throw missing("its native library is of version $found", null)
        loaded = true
    }

    private fun unpacked(): String = try {
        val resource = "/${NativePlatform.HERE}/${System.mapLibraryName(NAME)}"
        Native.extractFromResourcePath(resource, TestingLibrary::class.java.classLoader).absolutePath
    } catch (reason: IOException) {
        throw missing("it has no native library for ${NativePlatform.HERE}", reason)
    }

    private fun missing(what: String, reason: Throwable?): UnsatisfiedLinkError {
        val remedy = "${NativePlatform.remedy}, or build it there with `cargo build --package qq-wxpay-testing-uniffi` and name " +
            "the file in the system property `$OWN`"
        val error = UnsatisfiedLinkError("qq-wxpay-testing $VERSION: $what (${System.getProperty("os.name")}, ${System.getProperty("os.arch")}): $remedy")
        error.initCause(reason)
        return error
    }

    /** Calls the native half; what fails is a [TestingException]. */
    inline fun <T> call(act: () -> T): T {
        load()
        return try {
            act()
        } catch (failure: TestingFailure) {
            throw TestingException.read((failure as TestingFailure.Failed).error)
        }
    }
}
