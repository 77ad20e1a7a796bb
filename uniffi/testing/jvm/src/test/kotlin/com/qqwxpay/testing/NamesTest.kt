package com.qqwxpay.testing

import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Every class and every member that the READMEs name of this artifact is there. */
class NamesTest {
    private val readmes = File(System.getProperty("repository"), "uniffi/jvm")

    private val packages = listOf("com.qqwxpay.testing.", "com.qqwxpay.testing.junit.", "com.qqwxpay.")

    private fun type(name: String): Class<*>? = packages.firstNotNullOfOrNull { runCatching { Class.forName(it + name, false, javaClass.classLoader) }.getOrNull() }

    private fun has(type: Class<*>, member: String): Boolean =
        (type.methods.map { it.name } + type.fields.map { it.name } + type.declaredClasses.flatMap { inner -> inner.methods.map { it.name } }).contains(member)

    private fun unknown(text: String): List<String> = Regex("`@?([A-Z][A-Za-z]*[a-z]\\w*)(?:\\.([A-Za-z]+))?[^`\n]*`").findAll(text).filter { found ->
        val (name, member) = found.destructured
        val type = type(name)
        type == null || (member.isNotEmpty() && !has(type, member))
    }.map { it.value }.toList()

    @Test
    fun whatIsNamedIsThere() {
        for ((readme, heading) in listOf("README.md" to "Test your handler", "README.zh-CN.md" to "测试你的处理函数")) {
            val section = File(readmes, readme).readText().substringAfter("\n## $heading\n").substringBefore("\n## ")
            val prose = section.replace(Regex("```.*?```", RegexOption.DOT_MATCHES_ALL), "")
            assertTrue("`QqWxPayTesting.client()`" in prose, readme)
            assertEquals(emptyList<String>(), unknown(prose), readme)
        }
        assertEquals(listOf("`QqWxPayTesting.clint()`", "`Sandbocks`"), unknown("`QqWxPayTesting.clint()`, `Sandbocks`, `Sandbox.start()`"))
    }
}
