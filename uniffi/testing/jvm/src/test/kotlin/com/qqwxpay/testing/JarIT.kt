package com.qqwxpay.testing

import java.io.File
import java.io.PrintWriter
import java.io.StringWriter
import java.util.jar.JarFile
import java.util.spi.ToolProvider
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The jar as users get it: what lies in it, and a test of theirs in a folder where nothing else is, in the class path and as a module. */
class JarIT {
    @TempDir
    lateinit var folder: File

    private val repository = File(System.getProperty("repository"))
    private val jar = File(repository, "uniffi/testing/jvm/target/qq-wxpay-testing-${TestingLibrary.VERSION}.jar")
    private val classPath = System.getProperty("java.class.path").split(File.pathSeparator).filter { it.endsWith(".jar") }

    /** The programs of the README. */
    private val programs = File(repository, "uniffi/jvm/README.md").readText().substringAfter("\n## Test your handler\n").substringBefore("\n## ")
        .split("```java\n").drop(1).map { it.substringBefore("```") }

    @Test
    fun whatLiesInIt() = JarFile(jar).use { opened ->
        val names = opened.entries().toList().filter { !it.isDirectory }.map { it.name }
        val native = Regex("(linux|darwin|win32)-(x86-64|aarch64)/(lib)?qq_wxpay_testing\\.(so|dylib|dll)")
        assertTrue(names.any(native::matches), "$names")
        assertEquals(emptyList<String>(), names.filterNot { it.startsWith("META-INF/") || it.startsWith("com/qqwxpay/testing/") || native.matches(it) })
        for (licence in listOf("LICENSE-MIT", "LICENSE-APACHE")) {
            val text = opened.getInputStream(opened.getEntry("META-INF/$licence")).use { it.readAllBytes().decodeToString() }
            assertEquals(File(repository, licence).readText(), text, licence)
        }
        assertEquals("com.qqwxpay.testing", opened.manifest.mainAttributes.getValue("Automatic-Module-Name"))
        val pom = opened.getInputStream(opened.getEntry("META-INF/maven/com.qqwxpay/qq-wxpay-testing/pom.xml")).use { it.readAllBytes().decodeToString() }
        for (wanted in listOf("<name>", "<description>", "<url>https://qqwxpay.com</url>", "<license>", "<developer>", "<scm>")) assertTrue(wanted in pom, wanted)
    }

    /** The production jar has nothing of it. */
    @Test
    fun theOtherJarHasNothingOfIt() {
        val production = classPath.single { Regex("qq-wxpay-[\\d.]+\\.jar").matches(File(it).name) }
        val names = JarFile(production).use { opened -> opened.entries().toList().map { it.name } }
        assertEquals(emptyList<String>(), names.filter { "testing" in it.lowercase() || "sandbox" in it.lowercase() })
    }

    /** The README's test in at most 10 lines; how long it takes when all is loaded is told: that is a matter of the machine. */
    @Test
    fun theTestOfTheReadme() {
        val (program, steered) = programs
        val lines = program.substringAfter("    @Test\n").substringBefore("\n    }").lines().size + 2
        assertTrue(lines <= 10, "the test has $lines lines")
        File(folder, "src/com/example/shop").mkdirs()
        File(folder, "src/com/example/shop/NotifyTest.java").writeText("package com.example.shop;\n$program")
        File(folder, "src/com/example/shop/OnASandbox.java").writeText("package com.example.shop;\n$steered")
        File(folder, "src/com/example/shop/Twice.java").writeText(TWICE)
        File(folder, "src/module-info.java").writeText(MODULE)
        val path = (classPath.filterNot { File(it).name.startsWith("qq-wxpay-testing-") } + jar.path).joinToString(File.pathSeparator)
        val sources = listOf("NotifyTest", "OnASandbox", "Twice").map { "$folder/src/com/example/shop/$it.java" }
        compiled("-cp", path, "-d", "$folder/classes", *sources.toTypedArray())
        val inClassPath = arrayOf("-cp", "$path${File.pathSeparator}$folder/classes", "com.example.shop.Twice")
        said(run(0, *inClassPath))
        val missing = run(1, "-Dcom.qqwxpay.testing.library=$folder/none.so", *inClassPath)
        assertTrue("qq-wxpay-testing ${TestingLibrary.VERSION}: its native library does not load here" in missing, missing)
        compiled("-p", path, "-d", "$folder/module", "$folder/src/module-info.java", *sources.toTypedArray())
        said(run(0, "-p", "$path${File.pathSeparator}$folder/module", "-m", "com.example.shop/com.example.shop.Twice"))
    }

    private fun said(text: String) {
        val milliseconds = Regex("took (\\d+) ms").find(text)?.groupValues?.get(1)?.toLong()
        assertTrue(milliseconds != null, text)
        println("the test of the README: $milliseconds ms")
    }

    private fun compiled(vararg arguments: String) {
        val told = StringWriter()
        val status = ToolProvider.findFirst("javac").get().run(PrintWriter(told), PrintWriter(told), "--release", "17", *arguments)
        assertEquals(0, status, told.toString())
    }

    /** Where it finds neither sandbox nor addresses. */
    private fun run(status: Int, vararg arguments: String): String {
        val builder = ProcessBuilder(listOf("${System.getProperty("java.home")}/bin/java") + arguments).redirectErrorStream(true).directory(folder)
        builder.environment().keys.removeIf { it.startsWith("QQ_WXPAY_") }
        val process = builder.start()
        return process.inputStream.readAllBytes().decodeToString().also { assertEquals(status, process.waitFor(), it) }
    }

    private companion object {
        val MODULE = """
            open module com.example.shop {
                requires com.qqwxpay;
                requires com.qqwxpay.testing;
                requires kotlin.stdlib;
                requires kotlinx.coroutines.core;
                requires kotlinx.serialization.json;
                requires org.junit.jupiter;
                requires org.junit.platform.launcher;
            }
        """.trimIndent()

        val TWICE = """
            package com.example.shop;

            import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

            import java.time.Duration;
            import org.junit.platform.engine.TestExecutionResult;
            import org.junit.platform.launcher.*;
            import org.junit.platform.launcher.core.*;

            class Twice {
                public static void main(String[] arguments) {
                    for (int run = 0; run < 20; run++) {
                        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(NotifyTest.class)).build(), new Timed());
                    }
                    System.out.println("took " + Timed.least.toMillis() + " ms");
                }

                static class Timed implements TestExecutionListener {
                    static Duration least = Duration.ofDays(1);
                    private long begin;

                    private static void fail(Throwable thrown) {
                        thrown.printStackTrace();
                        System.exit(1);
                    }

                    @Override
                    public void executionStarted(TestIdentifier test) {
                        begin = System.nanoTime();
                    }

                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        if (!test.isTest()) return;
                        result.getThrowable().ifPresent(Timed::fail);
                        Duration took = Duration.ofNanos(System.nanoTime() - begin);
                        if (took.compareTo(least) < 0) least = took;
                    }
                }
            }
        """.trimIndent()
    }
}
