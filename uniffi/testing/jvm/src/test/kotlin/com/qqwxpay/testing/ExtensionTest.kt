package com.qqwxpay.testing

import com.qqwxpay.QqWxPay
import com.qqwxpay.QqWxPayClient
import com.qqwxpay.testing.junit.QqWxPayExtension
import com.qqwxpay.testing.junit.QqWxPayTest
import com.qqwxpay.testing.junit.SandboxScope
import java.util.concurrent.ConcurrentHashMap
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Nested
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith
import org.junit.platform.engine.discovery.DiscoverySelectors.selectClass
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder
import org.junit.platform.launcher.core.LauncherFactory
import org.junit.platform.launcher.listeners.SummaryGeneratingListener

/** Classes as a user writes them, run by a launcher of their own: what they were given is looked at when it has ended. */
class ExtensionTest {
    companion object {
        val given: MutableMap<String, Any> = ConcurrentHashMap()
    }

    @QqWxPayTest
    class OneProgram {
        @Test
        fun first(pay: QqWxPay, sandbox: Sandbox) {
            given["pay"] = pay
            given["one"] = sandbox
        }

        @Test
        fun second(pay: QqWxPay, client: QqWxPayClient, sandbox: Sandbox) {
            given["pay again"] = pay
            given["one again"] = sandbox
            client.handleNotification(emptyMap(), ByteArray(0))
        }

        @Nested
        inner class Inside {
            @Test
            fun third(sandbox: Sandbox) {
                given["one inside"] = sandbox
            }
        }
    }

    @ExtendWith(QqWxPayExtension::class)
    class OtherProgram {
        @Test
        fun first(sandbox: Sandbox) {
            given["other"] = sandbox
        }
    }

    @QqWxPayTest(sandbox = SandboxScope.SUITE, notifyUrl = "http://127.0.0.1:9/own")
    class SharingProgram {
        @Test
        fun first(sandbox: Sandbox) {
            given["shared"] = sandbox
            given["notify"] = sandbox.environment.getValue("QQ_WXPAY_NOTIFY_URL")
        }
    }

    @QqWxPayTest(sandbox = SandboxScope.SUITE)
    class AlsoSharingProgram {
        @Test
        fun first(sandbox: Sandbox) {
            sandbox.statistics()
            given["shared again"] = sandbox
        }
    }

    @Test
    fun whatIsGivenAndWhenItEnds() {
        val classes = listOf(OneProgram::class, OtherProgram::class, SharingProgram::class, AlsoSharingProgram::class).map { selectClass(it.java) }
        val told = SummaryGeneratingListener()
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(classes).build(), told)
        assertEquals(6, told.summary.testsSucceededCount, told.summary.failures.joinToString { it.exception.toString() })
        assertSame(given["pay"], given["pay again"])
        assertSame(given["one"], given["one again"])
        assertSame(given["one"], given["one inside"])
        assertNotEquals(given["one"], given["other"])
        assertSame(given["shared"], given["shared again"])
        assertEquals("http://127.0.0.1:9/own", given["notify"])
        for (name in listOf("one", "other", "shared")) {
            val ended = assertThrows(TestingException::class.java) { (given.getValue(name) as Sandbox).events() }
            assertEquals("SANDBOX_STOPPED", ended.code)
        }
    }
}
