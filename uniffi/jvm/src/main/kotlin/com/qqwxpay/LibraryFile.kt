package com.qqwxpay

import com.qqwxpay.internal.NativePlatform
import com.sun.jna.Native
import java.io.File
import java.io.IOException
import java.io.InputStream
import java.security.MessageDigest

/**
 * The file of the native library. It is the one in the class path and no other: not what `LD_LIBRARY_PATH` or `jna.library.path` hold.
 * One that was unpacked in this process before, and that its application has left, is taken again.
 */
internal class LibraryFile private constructor(val path: String, private val digest: String?) {
    /** For the next application in this process. */
    fun give() {
        if (digest == null) return
        synchronized(Runtime.getRuntime()) {
            val free = System.getProperty(FREE + digest)
            System.setProperty(FREE + digest, if (free == null) path else free + File.pathSeparator + path)
        }
    }

    companion object {
        private const val NAME = "qq_wxpay_uniffi"

        /** A property that names another file, for a library that you built yourself. */
        private const val OWN = "com.qqwxpay.library"

        /** Properties of the process: files that nobody uses any more, by their checksum. */
        private const val FREE = "com.qqwxpay.library.free."

        /** The platforms that are published, and the library's file there. */
        private val PLATFORMS = listOf(
            "linux-x86-64" to "lib$NAME.so",
            "linux-aarch64" to "lib$NAME.so",
            "linux-x86-64-musl" to "lib$NAME.so",
            "linux-aarch64-musl" to "lib$NAME.so",
            "darwin-x86-64" to "lib$NAME.dylib",
            "darwin-aarch64" to "lib$NAME.dylib",
            "win32-x86-64" to "$NAME.dll",
        )

        private val loader: ClassLoader get() = LibraryFile::class.java.classLoader

        private val resource: String get() = "${NativePlatform.HERE}/${System.mapLibraryName(NAME)}"

        /** @throws NativeLibraryMissingError saying what is there, and what to do */
        fun take(): LibraryFile {
            System.getProperty(OWN)?.let { return LibraryFile(File(it).absolutePath, null) }
            val digest = loader.getResourceAsStream(resource)?.use(::digest) ?: throw explanation(null, null)
            return LibraryFile(free(digest) ?: unpacked(), digest)
        }

        private fun free(digest: String): String? = synchronized(Runtime.getRuntime()) {
            val paths = System.clearProperty(FREE + digest)?.split(File.pathSeparator) ?: return null
            val usable = paths.filter { path -> File(path).isFile && File(path).inputStream().use(::digest) == digest }
            if (usable.size > 1) System.setProperty(FREE + digest, usable.drop(1).joinToString(File.pathSeparator))
            usable.firstOrNull()
        }

        private fun unpacked(): String = try {
            Native.extractFromResourcePath("/$resource", loader).absolutePath
        } catch (reason: IOException) {
            throw explanation(null, reason)
        }

        private fun digest(input: InputStream): String {
            val sha = MessageDigest.getInstance("SHA-256")
            val piece = ByteArray(65_536)
            while (true) {
                val read = input.read(piece)
                if (read < 0) return sha.digest().joinToString("") { "%02x".format(it) }
                sha.update(piece, 0, read)
            }
        }

        fun otherVersion(file: LibraryFile, found: String, reason: Throwable?) = NativeLibraryMissingError(
            "qq-wxpay ${Library.VERSION} needs the native library of its own version, but ${named(file)} is of $found: take the jar as it " +
                "was published, one of it in the class path",
            reason,
        )

        fun explanation(file: LibraryFile?, reason: Throwable?): NativeLibraryMissingError {
            if (generateSequence(reason) { it.cause }.any { it is IllegalCallerException }) return forbidden(reason)
            val here = NativePlatform.HERE
            val held = PLATFORMS.filter { (platform, name) -> loader.getResource("$platform/$name") != null }.map { it.first }
            val system = "${System.getProperty("os.name")} ${System.getProperty("os.version")}, ${System.getProperty("os.arch")}"
            // A function is missing, or one has another form: the generated half looks at that.
            val differs = reason is ExceptionInInitializerError || reason?.message?.contains("looking up function") == true
            if (file != null && differs) return otherVersion(file, "another version", reason)
            if (file != null && file.digest == null) {
                return NativeLibraryMissingError("${named(file)} cannot be loaded on this system ($system)", reason)
            }
            if (here in held) {
                return NativeLibraryMissingError(
                    "qq-wxpay's native library for $here is in the class path, but does not load on this system ($system): it may need a " +
                        "newer C library (glibc 2.17 or newer), or the folder for temporary files forbids executing; then set " +
                        "the system property `jna.tmpdir` to another folder",
                    reason,
                )
            }
            val holds = held.joinToString(", ").ifEmpty { "none" }
            val remedy = NativePlatform.remedy.replaceFirstChar(Char::uppercase)
            return NativeLibraryMissingError(
                "qq-wxpay has no native library for $here ($system). In the class path are those for: $holds. $remedy, or " +
                    "build it there with `cargo build --profile addon --package qq-wxpay-uniffi` and put it " +
                    "into the class path as `$resource`, or name the file in the system property `$OWN`",
                reason,
            )
        }

        /** From JDK 24 on, with `--illegal-native-access=deny`; later JDKs do it by themselves. */
        private fun forbidden(reason: Throwable?): NativeLibraryMissingError {
            val module = Native::class.java.module.name ?: "ALL-UNNAMED"
            return NativeLibraryMissingError(
                "this JDK lets no code of other languages in that was not allowed: start the program with " +
                    "`--enable-native-access=$module`, or write `Enable-Native-Access: ALL-UNNAMED` into the manifest of its jar",
                reason,
            )
        }

        private fun named(file: LibraryFile) =
            if (file.digest == null) "the file that the system property `$OWN` names" else "that in the class path"
    }
}
