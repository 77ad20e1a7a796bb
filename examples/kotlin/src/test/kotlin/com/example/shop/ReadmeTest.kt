package com.example.shop

import com.qqwxpay.Expected
import com.qqwxpay.QqWxPay
import com.qqwxpay.World
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import javax.tools.ToolProvider
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The programs of the READMEs are compiled and run; what they order is paid, and its notification arrives. */
class ReadmeTest {
    private val root = File(System.getProperty("repository"))
    private val libraries = System.getProperty("java.class.path")

    @TempDir
    lateinit var folder: File

    private fun program(readme: String, language: String): String {
        val text = File(root, readme).readText()
        return Regex("```$language\n(.*?)```", RegexOption.DOT_MATCHES_ALL).find(text)?.groupValues?.get(1)
            ?: throw AssertionError("$readme has no program in $language")
    }

    private fun kotlin(program: String): Boolean {
        val source = File(folder, "TenLines.kt").apply { writeText(program) }
        val told = PrintStream(ByteArrayOutputStream())
        val options = arrayOf("-cp", libraries, "-no-stdlib", "-no-reflect", "-jvm-target", "17", "-d", folder.path, source.path)
        return K2JVMCompiler().exec(told, *options) == ExitCode.OK
    }

    private fun java(program: String): Boolean {
        val source = File(folder, "TenLines.java").apply { writeText(program) }
        val told = ByteArrayOutputStream()
        val options = arrayOf("-cp", libraries, "--release", "17", "-Xlint:all", "-Werror", "-d", folder.path, source.path)
        return ToolProvider.getSystemJavaCompiler().run(null, told, told, *options) == 0
    }

    private fun run(main: String, env: Map<String, String>): Pair<Int, String> {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val builder = ProcessBuilder(java, "-cp", folder.path + File.pathSeparator + libraries, main).redirectErrorStream(true)
        builder.environment() += env
        val process = builder.start()
        val said = process.inputStream.readAllBytes().decodeToString()
        return process.waitFor() to said
    }

    /** It orders; the payer pays; the notification is right. With a mistake in the settings the program says which. */
    private fun works(main: String) = World().use { world ->
        val (status, said) = run(main, world.env)
        assertEquals(0, status, said)
        assertEquals(1, said.lines().filter { it.isNotBlank() }.size, said)
        val shown = Regex("(https?://\\S+) https://pay\\.example\\.com\\R").find(said) ?: throw AssertionError("no link: $said")
        val url = shown.groupValues[1]
        world.pay(url)
        val received = World.until("the notification") { world.received.firstOrNull() }
        QqWxPay.fromEnv(world.env).use { pay ->
            pay.handleNotification(received.headers, received.body).expect(Expected(outTradeNo = "T20261123000001", total = 1999))
        }
        val (failed, why) = run(main, world.env + ("QQ_WXPAY_API_V3_KEY" to "short"))
        assertNotEquals(0, failed)
        assertTrue("QqWxPayException" in why && "API_V3_KEY_LENGTH" in why, why)
    }

    @Test
    fun kotlinInTheReadme() {
        val program = program("README.md", "kotlin")
        assertFalse(kotlin(program.replace("description", "descripton")), "a mistake is seen")
        assertTrue(kotlin(program))
        works("TenLinesKt")
    }

    @Test
    fun javaInTheReadme() {
        val program = program("README.md", "java")
        assertFalse(java(program.replace("description", "descripton")), "a mistake is seen")
        assertTrue(java(program))
        works("TenLines")
    }

    @Test
    fun allReadmesShowTheSameProgram() {
        val code = { readme: String, language: String -> program(readme, language).lines().map { it.substringBefore(" // ") } }
        for (language in listOf("kotlin", "java")) {
            assertEquals(program("README.md", language), program("uniffi/jvm/README.md", language))
            assertEquals(code("README.md", language), code("README.zh-CN.md", language))
        }
    }
}
