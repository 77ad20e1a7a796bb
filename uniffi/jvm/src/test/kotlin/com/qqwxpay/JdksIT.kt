package com.qqwxpay

import java.io.File
import java.io.PrintWriter
import java.io.StringWriter
import java.util.spi.ToolProvider
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The jar with every JDK of this machine, in the class path and in the module path, with the flags of the README. */
class JdksIT {
    private class Jdk(val home: File) {
        val feature = Regex("JAVA_VERSION=\"(\\d+)").find(File(home, "release").readText())!!.groupValues[1].toInt()
    }

    @TempDir
    lateinit var folder: File

    private val jdks = (File("/usr/lib/jvm").listFiles().orEmpty().toList() + File(System.getProperty("java.home")))
        .map(File::getCanonicalFile).distinct()
        .filter { File(it, "bin/java").canExecute() && File(it, "release").isFile }
        .map(::Jdk).filter { it.feature >= 17 }.distinctBy { it.feature }

    private val classPath = System.getProperty("java.class.path")

    /** What the jar needs, and itself. */
    private val modulePath = classPath.split(File.pathSeparator)
        .filter { Regex("qq-wxpay-[\\d.]+\\.jar|(jna|annotations|kotlin-stdlib|kotlinx-(coroutines|serialization)-.*)-[\\d.]+\\.jar").matches(File(it).name) }
        .joinToString(File.pathSeparator)

    private fun run(jdk: Jdk, env: Map<String, String>, vararg arguments: String): Pair<Int, String> {
        val builder = ProcessBuilder(listOf(File(jdk.home, "bin/java").path) + arguments).redirectErrorStream(true)
        builder.environment().keys.removeIf { it.startsWith("QQ_WXPAY_") }
        builder.environment() += env
        val process = builder.start()
        val said = process.inputStream.readAllBytes().decodeToString()
        return process.waitFor() to said
    }

    private fun readme(part: String) = File(System.getProperty("repository"), "uniffi/jvm/README.md").readText()
        .substringAfter("\n## $part\n").substringAfter("```java\n").substringBefore("```")

    private fun compiled(modules: String, program: String): Boolean {
        val sources = mapOf("module-info.java" to modules, "com/example/shop/TenLines.java" to "package com.example.shop;\n$program").map { (name, text) ->
            File(folder, name).apply { parentFile.mkdirs() }.apply { writeText(text) }.path
        }
        val told = PrintWriter(StringWriter())
        return ToolProvider.findFirst("javac").get().run(told, told, "--release", "17", "-d", "$folder/classes", "-p", modulePath, *sources.toTypedArray()) == 0
    }

    @Test
    fun inTheModulePath() {
        val modules = readme("Modules and JDKs")
        val program = readme("Java")
        assertFalse(compiled(modules.replace("com.qqwxpay;", "kotlin.stdlib;"), program), "a module that is not required is not seen")
        assertTrue(compiled(modules, program))
        val path = listOf("-p", modulePath + File.pathSeparator + "$folder/classes", "-m", "com.example.shop/com.example.shop.TenLines")
        for (jdk in jdks) World().use { world ->
            val (status, said) = run(jdk, world.env, "--enable-native-access=com.sun.jna", *path.toTypedArray())
            assertEquals(0, status, "${jdk.feature}: $said")
            assertTrue(Regex("https?://\\S+ https://pay\\.example\\.com\\R").containsMatchIn(said), "${jdk.feature}: $said")
            assertFalse("WARNING: A restricted method" in said, "${jdk.feature}: $said")
        }
        println("the README's program in the module path, with JDK ${jdks.map { it.feature }}")
    }

    @Test
    fun inTheClassPath() {
        for (jdk in jdks) {
            val (status, said) = run(jdk, emptyMap(), "--enable-native-access=ALL-UNNAMED", "-cp", classPath, ClientProgram::class.java.name)
            assertEquals(0, status, "${jdk.feature}: $said")
            assertTrue(said.startsWith("Config: config SETTINGS_MISSING"), "${jdk.feature}: $said")
        }
    }

    /** The error of a JDK that lets in no native code names the flag; in each form of path that which helps there. */
    @Test
    fun aJdkThatForbidsNativeCode() {
        val strict = jdks.filter { it.feature >= 24 }
        assumeTrue(strict.isNotEmpty(), "needs JDK 24 or newer")
        assertTrue(compiled(readme("Modules and JDKs"), readme("Java")))
        for (jdk in strict) {
            val denied = "--illegal-native-access=deny"
            val (_, said) = run(jdk, emptyMap(), denied, "-cp", classPath, ClientProgram::class.java.name)
            val lines = said.lines().filter(String::isNotEmpty)
            assertEquals(4, lines.size, said)
            for (line in lines) assertTrue(line.startsWith("NativeLibraryMissingError: ") && "--enable-native-access=ALL-UNNAMED" in line, line)
            assertFalse("C library" in said, said)
            val modules = arrayOf("-p", modulePath + File.pathSeparator + "$folder/classes", "-m", "com.example.shop/com.example.shop.TenLines")
            val (_, there) = run(jdk, emptyMap(), denied, *modules)
            assertTrue("`--enable-native-access=com.sun.jna`" in there, there)
        }
    }
}
