package com.qqwxpay

import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Every class and every member that the READMEs and the documentation in hand-written sources name is there. */
class NamesTest {
    private val jvm = File(System.getProperty("repository"), "uniffi/jvm")

    private val packages = listOf("com.qqwxpay.", "java.lang.", "java.time.", "java.util.concurrent.", "java.net.")

    /** Of frameworks and of the starter for one, whose own tests name it; the ends of names. */
    private val others = setOf("MeterRegistry", "NotificationFunctions", "HttpHeaders", "Dispatchers", "ServletContextListener", "Async", "Nullable", "LD_LIBRARY_PATH", "NULL")

    private fun type(name: String): Class<*>? = packages.firstNotNullOfOrNull { runCatching { Class.forName(it + name, false, javaClass.classLoader) }.getOrNull() }

    private fun has(type: Class<*>, member: String): Boolean {
        val names = type.methods.map { it.name.substringBefore('-') } + type.fields.map { it.name } + type.declaredClasses.map { it.simpleName }
        return listOf(member, "get" + member.replaceFirstChar(Char::uppercase)).any(names::contains) ||
            type.declaredClasses.any { it.simpleName == "Companion" && has(it, member) }
    }

    /** What is no name of this library's or of Java's, out of spans such as `QqWxPay.shutdown()` and `[Notifications.read]`. */
    private fun unknown(text: String): List<String> {
        val spans = Regex("`([^`\n]+)`|\\[([A-Z][\\w.]+)](?!\\()").findAll(text).map { it.groupValues[1].ifEmpty { it.groupValues[2] } }
        return spans.mapNotNull { Regex("^@?([A-Z][A-Za-z]*[a-z][A-Za-z]*)(?:(?:\\.|::)([A-Za-z]+))?(?:\\(.*\\))?$").find(it) }.filter { found ->
            val (name, member) = found.destructured
            val type = type(name)
            name !in others && (type == null || (member.isNotEmpty() && !has(type, member)))
        }.map { it.value }.toList()
    }

    /** What speaks of the artifact `qq-wxpay-testing`, whose tests look at it. */
    private val ofTests = Regex("\n## (Test your handler|测试你的处理函数)\n.*?(?=\n## )", RegexOption.DOT_MATCHES_ALL)

    @Test
    fun whatIsNamedIsThere() {
        for (readme in listOf("README.md", "README.zh-CN.md")) {
            val prose = File(jvm, readme).readText().replace(ofTests, "").replace(Regex("```.*?```", RegexOption.DOT_MATCHES_ALL), "")
            assertTrue("`QqWxPayException`" in prose && "`QqWxPay.shutdown()`" in prose)
            assertEquals(emptyList<String>(), unknown(prose), readme)
        }
        val sources = File(jvm, "src/main").walk().filter { it.extension in setOf("kt", "java") }.map { it.name to it.readText() }.toList()
        assertTrue(sources.size > 20)
        for ((name, text) in sources) {
            val comments = Regex("/\\*\\*.*?\\*/", RegexOption.DOT_MATCHES_ALL).findAll(text).joinToString("\n") { it.value }
            assertEquals(emptyList<String>(), unknown(comments), name)
        }
        assertEquals(listOf("QqWxPay.adopt()", "Notification"), unknown("`QqWxPay.adopt()`, `QqWxPay.fromEnv()`, `Notification`, [Notifications.read]"))
    }
}
