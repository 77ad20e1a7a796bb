package com.qqwxpay.internal

import com.sun.jna.Platform
import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test

/** Which native library is taken: JNA calls Alpine what it calls Debian. */
class NativePlatformTest {
    private val glibc = """
        55e0a8c9a000-55e0a8c9b000 r--p 00000000 fe:01 131 /usr/lib/jvm/java-17-openjdk-amd64/bin/java
        7f5d2c000000-7f5d2c021000 rw-p 00000000 00:00 0
        7f5d30a3d000-7f5d30a63000 r--p 00000000 fe:01 132 /usr/lib/x86_64-linux-gnu/libc.so.6
        7f5d30c5f000-7f5d30c60000 r--p 00000000 fe:01 133 /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2
    """.trimIndent()

    private val musl = """
        5594c5b3f000-5594c5b40000 r--p 00000000 fe:01 131 /opt/java/openjdk/bin/java
        7f10e6a00000-7f10e6a14000 r--p 00000000 fe:01 134 /lib/ld-musl-x86_64.so.1
        7f10e6a14000-7f10e6a63000 r-xp 00014000 fe:01 134 /lib/ld-musl-x86_64.so.1
    """.trimIndent()

    private fun named(prefix: String, maps: String) = NativePlatform.named(prefix, maps.lineSequence())

    @Test
    fun glibcIsAsJnaSays() {
        for (prefix in listOf("linux-x86-64", "linux-aarch64")) assertEquals(prefix, named(prefix, glibc))
    }

    @Test
    fun muslHasFoldersOfItsOwn() {
        assertEquals("linux-x86-64-musl", named("linux-x86-64", musl))
        assertEquals("linux-aarch64-musl", named("linux-aarch64", musl.replace("x86_64", "aarch64")))
    }

    @Test
    fun otherSystemsTellNothing() {
        for (prefix in listOf("darwin-aarch64", "win32-x86-64")) assertEquals(prefix, NativePlatform.named(prefix, emptySequence()))
    }

    @Test
    fun thisProcessIsAskedItself() {
        assumeTrue(Platform.isLinux())
        // The program itself names its loader; that of another C library may lie beside it for other programs.
        val head = File("/proc/self/exe").inputStream().use { it.readNBytes(4096) }.decodeToString()
        val isMusl = "/ld-musl-" in head
        assertTrue(isMusl || "/ld-linux" in head)
        assertEquals(isMusl, NativePlatform.HERE.endsWith("-musl"))
        assertTrue(NativePlatform.remedy.contains(if (isMusl) "linux-musl" else "this platform"))
    }
}
