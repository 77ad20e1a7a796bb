package com.example.shop

import java.io.ByteArrayOutputStream
import java.io.File
import javax.tools.ToolProvider
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable

/** The programs of the documentation are compiled; `cargo xtask test site` runs them. */
@EnabledIfEnvironmentVariable(named = "LONG_TESTS", matches = ".+")
class SnippetsTest {
    private val root = File(System.getProperty("repository"))
    private val into = File(root, "target/site/jvm")
    private val libraries = System.getProperty("java.class.path")

    private fun sources(language: String, ending: String): Array<String> =
        File(root, "docs/snippets/$language").walk().filter { it.extension == ending }.map { it.path }.sorted().toList().toTypedArray()

    @Test
    fun java() {
        val folder = File(into, "java").apply { mkdirs() }
        val told = ByteArrayOutputStream()
        val options = arrayOf("-cp", libraries, "--release", "17", "-encoding", "UTF-8", "-Xlint:all", "-Werror", "-d", folder.path)
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, told, told, *options, *sources("java", "java")), told.toString())
        File(into, "classpath").writeText(libraries)
    }

    @Test
    fun kotlin() {
        val folder = File(into, "kotlin").apply { mkdirs() }
        val options = arrayOf("-cp", libraries, "-no-stdlib", "-no-reflect", "-jvm-target", "17", "-Werror", "-d", folder.path)
        assertEquals(ExitCode.OK, K2JVMCompiler().exec(System.err, *options, *sources("kotlin", "kt")))
    }
}
