package com.qqwxpay

import java.io.File
import java.net.URLClassLoader
import java.util.concurrent.CompletableFuture
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Applications that are deployed again and again into one process leave nothing behind when they shut the library down. */
class RedeployTest {
    /** What is unpacked and mapped: by device and number of the file, for some are deleted already. */
    private fun mapped() = File("/proc/self/maps").readLines().filter { "jna" in it }.map { it.split(Regex(" +"))[4] }.toSet()

    /** Threads of the library as the system counts them. */
    private fun threads() = File("/proc/self/task").listFiles()!!.count { task ->
        runCatching { File(task, "comm").readText().startsWith("qq-wxpay") }.getOrDefault(false)
    }

    /** An application with classes of its own: it makes a client, asks, closes it, and shuts the library down. */
    private fun deployed(env: Map<String, String>) {
        val classes = (listOf(jar) + System.getProperty("java.class.path").split(File.pathSeparator).map(::File)).map { it.toURI().toURL() }
        URLClassLoader(classes.toTypedArray(), ClassLoader.getPlatformClassLoader()).use { loader ->
            val type = loader.loadClass("com.qqwxpay.QqWxPayClient")
            var builder = type.getMethod("builder").invoke(null)
            builder = builder.javaClass.getMethod("env", Map::class.java).invoke(builder, env)
            val pay = builder.javaClass.getMethod("build").invoke(builder)
            val number = loader.loadClass("com.qqwxpay.OrderId\$OutTradeNo").getConstructor(String::class.java).newInstance("KT-none")
            val asked = type.getMethod("queryOrder", loader.loadClass("com.qqwxpay.OrderId")).invoke(pay, number) as CompletableFuture<*>
            val failed = asked.handle { _, thrown -> thrown.javaClass.simpleName }.join()
            assertEquals("Api", failed)
            (pay as AutoCloseable).close()
            type.getMethod("shutdown").invoke(null)
        }
    }

    @TempDir
    lateinit var folder: File

    /** As it is published: out of a jar the native library has to be unpacked. */
    private val jar by lazy {
        val classes = File(QqWxPay::class.java.protectionDomain.codeSource.location.toURI())
        val jar = File(folder, "qq-wxpay.jar")
        ZipOutputStream(jar.outputStream().buffered()).use { zip ->
            zip.setLevel(0)
            for (file in classes.walk().filter(File::isFile)) {
                zip.putNextEntry(ZipEntry(file.toRelativeString(classes)))
                file.inputStream().use { it.copyTo(zip) }
            }
        }
        jar
    }

    @Test
    fun threadsAndLibrariesDoNotPileUp() {
        assumeTrue(File("/proc/self/maps").exists())
        World().use { world ->
            deployed(world.env)
            val before = threads()
            val libraries = mapped()
            repeat(11) { deployed(world.env) }
            World.until("the threads of the library end") { threads() <= before }
            val grown = (mapped() - libraries).size
            println("12 deployments: ${threads() - before} threads of the library more, $grown libraries since the first")
            // JNA, which each of these applications has brought along too, unpacks its own half for each.
            assertTrue(grown <= 11, "$grown libraries")
        }
    }

    @Test
    fun afterAShutdownTheLibraryWorksAgain() {
        World().use { world ->
            deployed(world.env)
            deployed(world.env)
        }
    }
}
