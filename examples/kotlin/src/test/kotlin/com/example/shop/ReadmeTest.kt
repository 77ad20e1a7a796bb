package com.example.shop

import com.qqwxpay.Expected
import com.qqwxpay.Kinds
import com.qqwxpay.Notifications
import com.qqwxpay.QqWxPay
import com.qqwxpay.QqWxPayClient
import com.qqwxpay.Received
import com.qqwxpay.World
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.lang.reflect.InvocationHandler
import java.lang.reflect.Method
import java.lang.reflect.Proxy
import java.net.URLClassLoader
import java.util.concurrent.CopyOnWriteArrayList
import javax.tools.ToolProvider
import kotlinx.coroutines.runBlocking
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.springframework.http.ResponseEntity
import org.springframework.util.LinkedMultiValueMap

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

    private fun handlers(language: String): String {
        val text = File(root, "uniffi/jvm/README.md").readText().substringAfter("## Notifications")
        return Regex("```$language\n(.*?)```", RegexOption.DOT_MATCHES_ALL).find(text)!!.groupValues[1]
    }

    /** The functions of a README's shop, whose orders are all of 19.99 yuan; what they were told. */
    private class Told : InvocationHandler {
        val delivered = CopyOnWriteArrayList<String>()
        val refunded = CopyOnWriteArrayList<String>()

        override fun invoke(proxy: Any, method: Method, given: Array<out Any>): Any? = when (method.name) {
            "total" -> 1999L
            "deliver" -> null.also { delivered += given[0] as String }
            else -> null.also { refunded += given[1].toString() }
        }
    }

    /** Every kind of notification: nothing is acknowledged that was not taken. */
    private fun takesEverything(told: Told, kinds: Kinds, answer: (Received) -> Long) {
        for (kind in Kinds.PAID + Kinds.REFUNDED) assertEquals(200, answer(kinds.all.getValue(kind)), kind)
        assertEquals(4, told.delivered.toSet().size, "all four families")
        assertEquals(listOf("SUCCESS", "ABNORMAL", "CLOSED", "SUCCESS"), told.refunded)
        assertEquals(401, answer(kinds.all.getValue("probe")))
        assertEquals(200, answer(kinds.all.getValue("direct")), "a duplicate")
        assertEquals(5, told.delivered.size)
    }

    private fun shop(loader: ClassLoader, name: String, told: Told): Any =
        loader.loadClass(name).let { Proxy.newProxyInstance(loader, arrayOf(it), told) }

    private fun loader() = URLClassLoader(arrayOf(folder.toURI().toURL()), javaClass.classLoader)

    @Test
    fun theKotlinHandlersTakeWhatTheyAcknowledge() = World().use { world ->
        assertTrue(kotlin(handlers("kotlin"), "Notify"))
        val told = Told()
        QqWxPay.fromEnv(world.env).use { pay ->
            val loader = loader()
            val shop = shop(loader, "Shop", told)
            val made = loader.loadClass("NotifyKt").methods.first { it.name == "notifications" }.invoke(null, pay, shop) as Notifications
            Kinds(world).use { takesEverything(told, it) { one -> runBlocking { made.answer(one.headers, one.body) }.status } }
        }
    }

    @Test
    fun theJavaHandlersTakeWhatTheyAcknowledge() = World().use { world ->
        assertTrue(java(handlers("java"), "NotifyController"))
        val told = Told()
        QqWxPayClient.builder().env(world.env).build().use { pay ->
            val loader = loader()
            val orders = shop(loader, "NotifyController\$Orders", told)
            val controller = loader.loadClass("NotifyController").constructors.single().newInstance(pay, orders)
            val notify = controller.javaClass.methods.first { it.name == "notify" && it.parameterCount == 2 }
            val answer = { one: Received ->
                val headers = LinkedMultiValueMap<String, String>().apply { one.headers.forEach { (name, values) -> put(name, values) } }
                (notify.invoke(controller, headers, ByteArrayInputStream(one.body)) as ResponseEntity<*>).statusCode.value().toLong()
            }
            Kinds(world).use { takesEverything(told, it, answer) }
        }
    }

    private fun kotlin(program: String, name: String = "TenLines"): Boolean {
        val source = File(folder, "$name.kt").apply { writeText(program) }
        val told = PrintStream(ByteArrayOutputStream())
        val options = arrayOf("-cp", libraries, "-no-stdlib", "-no-reflect", "-jvm-target", "17", "-d", folder.path, source.path)
        return K2JVMCompiler().exec(told, *options) == ExitCode.OK
    }

    private fun java(program: String, name: String = "TenLines"): Boolean {
        val source = File(folder, "$name.java").apply { writeText(program) }
        val told = ByteArrayOutputStream()
        val options = arrayOf("-cp", libraries, "--release", "17", "-Xlint:all", "-Werror", "-d", folder.path, source.path)
        return ToolProvider.getSystemJavaCompiler().run(null, told, told, *options) == 0
    }

    private fun run(main: String, env: Map<String, String>): Pair<Int, String> {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val builder = ProcessBuilder(java, "-cp", folder.path + File.pathSeparator + libraries, main).redirectErrorStream(true)
        builder.environment().keys.removeIf { it.startsWith("QQ_WXPAY_") }
        builder.environment() += env
        val process = builder.start()
        val said = process.inputStream.readAllBytes().decodeToString()
        return process.waitFor() to said
    }

    /** Without any settings it ends with one exception that names all that are missing. */
    private fun namesWhatIsMissing(main: String) {
        val (status, said) = run(main, emptyMap())
        assertNotEquals(0, status)
        assertEquals(listOf(true, 1), listOf("QqWxPayException\$Config: config SETTINGS_MISSING" in said, Regex("Exception\\b.*: ").findAll(said).count()), said)
        val needed = "WECHAT_APPID MCHID MERCHANT_PRIVATE_KEY MERCHANT_SERIAL API_V3_KEY PUBLIC_KEY_ID PUBLIC_KEY QQ_APPID QQ_APP_SECRET NOTIFY_URL REFERER"
        assertEquals(emptyList<String>(), needed.split(' ').filterNot { Regex("QQ_WXPAY_$it\\b").containsMatchIn(said) }, said)
    }

    /** It orders; the payer pays; the notification is right. With a mistake in the settings the program says which. */
    private fun works(main: String) = World().use { world ->
        namesWhatIsMissing(main)
        val (status, said) = run(main, world.env)
        assertEquals(0, status, said)
        // Beside it stands what the log says of every client of a sandbox: a line, and one above it that the log writes.
        val own = said.lines().filter { it.isNotBlank() && "SANDBOX_CLIENT" !in it && "com.qqwxpay.Log" !in it }
        assertEquals(1, own.size, said)
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
        val program = program("uniffi/jvm/README.md", "kotlin")
        assertFalse(kotlin(program.replace("description", "descripton")), "a mistake is seen")
        assertTrue(kotlin(program))
        works("TenLinesKt")
    }

    @Test
    fun javaInTheReadme() {
        val program = program("uniffi/jvm/README.md", "java")
        assertFalse(java(program.replace("description", "descripton")), "a mistake is seen")
        assertTrue(java(program))
        works("TenLines")
    }

    @Test
    fun bothReadmesShowTheSameProgram() {
        val code = { readme: String, language: String -> program(readme, language).lines().map { it.substringBefore(" // ") } }
        for (language in listOf("kotlin", "java")) {
            assertEquals(code("uniffi/jvm/README.md", language), code("uniffi/jvm/README.zh-CN.md", language))
        }
    }
}
