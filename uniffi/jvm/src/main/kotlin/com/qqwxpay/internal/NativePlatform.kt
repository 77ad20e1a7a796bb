package com.qqwxpay.internal

import com.sun.jna.Platform
import java.io.File
import java.io.IOException

/** For which platform a native library must be: as JNA names it, and behind it `-musl` where the C library is musl, which JNA does not tell apart. */
public object NativePlatform {
    private const val MUSL = "-musl"

    /** What the process has mapped names its loader; Alpine may have glibc's beside it for other programs, so files tell less. */
    private val maps = File("/proc/self/maps")

    /** That of this process; its folder in the jars has the library. */
    @JvmField
    public val HERE: String = named(Platform.RESOURCE_PREFIX, mapped())

    /** Which jar is to be taken where there is none for this platform: those for musl have a classifier. */
    public val remedy: String
        get() = if (HERE.endsWith(MUSL)) "add the jar with the classifier `linux-musl`, which is for Alpine" else "take a jar that holds this platform"

    /** @param mapped a line for each file that the process has mapped; none where the system does not tell */
    @JvmStatic
    public fun named(prefix: String, mapped: Sequence<String>): String =
        if (prefix.startsWith("linux-") && mapped.any { "/ld-musl-" in it }) prefix + MUSL else prefix

    private fun mapped(): Sequence<String> = try {
        if (Platform.isLinux()) maps.readLines().asSequence() else emptySequence()
    } catch (unreadable: IOException) {
        emptySequence()
    }
}
