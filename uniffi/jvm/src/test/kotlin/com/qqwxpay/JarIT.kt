package com.qqwxpay

import java.io.File
import java.util.jar.JarFile
import javax.xml.parsers.DocumentBuilderFactory
import javax.xml.xpath.XPathFactory
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test

/** What lies in the jars, as the central repository and those who use them want it. */
class JarIT {
    private val repository = File(System.getProperty("repository"))

    private fun file(kind: String) = File(repository, "uniffi/jvm/target/qq-wxpay-${Library.VERSION}$kind.jar")

    private fun <T> opened(kind: String, look: (JarFile) -> T): T = JarFile(file(kind)).use(look)

    private fun names(kind: String) = opened(kind) { jar -> jar.entries().toList().filter { !it.isDirectory }.map { it.name } }

    private fun text(jar: JarFile, name: String): String? = jar.getEntry(name)?.let { entry -> jar.getInputStream(entry).use { it.readAllBytes().decodeToString() } }

    @Test
    fun theTextsOfTheLicences() = opened("") { jar ->
        for (name in listOf("LICENSE-MIT", "LICENSE-APACHE")) assertEquals(File(repository, name).readText(), text(jar, "META-INF/$name"), name)
    }

    @Test
    fun whatItIsAndWhoMadeIt() = opened("") { jar ->
        val pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(text(jar, "META-INF/maven/com.qqwxpay/qq-wxpay/pom.xml")!!.byteInputStream())
        fun at(path: String) = XPathFactory.newInstance().newXPath().evaluate("/project/$path", pom)
        val wanted = listOf("name", "description", "url", "licenses/license/name", "licenses/license/url", "developers/developer/name", "scm/url", "scm/connection")
        assertEquals(emptyList<String>(), wanted.filter { at(it).isBlank() })
        assertEquals(listOf("com.qqwxpay", "qq-wxpay", Library.VERSION), listOf("groupId", "artifactId", "version").map(::at))
        assertEquals("com.qqwxpay", jar.manifest.mainAttributes.getValue("Automatic-Module-Name"))
    }

    @Test
    fun nothingThatDoesNotBelongThere() {
        val (own, others) = names("").partition { it.startsWith("com/qqwxpay/") }
        assertTrue("com/qqwxpay/QqWxPayClient.class" in own && own.none { it.endsWith("IT.class") || "World" in it }, "$own")
        val native = Regex("(linux|darwin|win32)-(x86-64|aarch64)/(lib)?qq_wxpay_uniffi\\.(so|dylib|dll)")
        assertTrue(others.any(native::matches), "$others")
        assertEquals(emptyList<String>(), others.filterNot { it.startsWith("META-INF/") || native.matches(it) })
    }

    @Test
    fun theSources() {
        val sources = names("-sources")
        assertTrue(listOf("kt" to "QqWxPay", "kt" to "Models", "java" to "BillReader").all { (kind, name) -> "com/qqwxpay/$name.$kind" in sources }, "$sources")
    }

    @Test
    fun theDocumentation() {
        assumeTrue(file("-javadoc").exists(), "made by `mvn --activate-profiles release`")
        val pages = names("-javadoc")
        assertTrue(listOf("QqWxPay", "QqWxPayClient", "OrderRequest.Builder").all { "com/qqwxpay/$it.html" in pages }, "$pages")
        assertTrue(pages.none { "qqwxpay/internal" in it }, "the generated half is not for users")
    }
}
