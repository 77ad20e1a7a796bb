package com.qqwxpay.testing.junit

import com.qqwxpay.QqWxPay
import com.qqwxpay.QqWxPayClient
import com.qqwxpay.testing.QqWxPayTesting
import com.qqwxpay.testing.Sandbox
import com.qqwxpay.testing.SandboxOptions
import org.junit.jupiter.api.extension.ExtendWith
import org.junit.jupiter.api.extension.ExtensionContext
import org.junit.jupiter.api.extension.ExtensionContext.Namespace
import org.junit.jupiter.api.extension.ParameterContext
import org.junit.jupiter.api.extension.ParameterResolver
import org.junit.platform.commons.support.AnnotationSupport

/** How many tests share one sandbox. */
public enum class SandboxScope {
    /** Those of a class. */
    CLASS,

    /** All of the suite. */
    SUITE,
}

/**
 * Gives tests, constructors and methods of the life cycle what they have as a parameter: a [QqWxPay] or [QqWxPayClient] of the test kit,
 * which reaches nobody, and a [Sandbox], which is started when the first asks for it. All of them end with the class or the suite.
 */
@Target(AnnotationTarget.CLASS)
@Retention(AnnotationRetention.RUNTIME)
@MustBeDocumented
@java.lang.annotation.Inherited
@ExtendWith(QqWxPayExtension::class)
public annotation class QqWxPayTest(
    /** How many tests share one sandbox. */
    val sandbox: SandboxScope = SandboxScope.CLASS,
    /** Where the notifications of its orders go; empty: where it takes them by itself. */
    val notifyUrl: String = "",
    /** How many times faster than WeChat Pay refused notifications are repeated. */
    val timeScale: Double = 1.0,
)

/** What [QqWxPayTest] stands for; with `@ExtendWith` it gives the same with the defaults. */
public class QqWxPayExtension : ParameterResolver {
    override fun supportsParameter(parameter: ParameterContext, context: ExtensionContext): Boolean =
        parameter.parameter.type in setOf(QqWxPay::class.java, QqWxPayClient::class.java, Sandbox::class.java)

    override fun resolveParameter(parameter: ParameterContext, context: ExtensionContext): Any = when (parameter.parameter.type) {
        Sandbox::class.java -> sandbox(context)
        QqWxPayClient::class.java -> held(ofClass(context), QqWxPayClient::class.java, QqWxPayTesting::javaClient)
        else -> held(ofClass(context), QqWxPay::class.java, QqWxPayTesting::client)
    }

    private fun sandbox(context: ExtensionContext): Sandbox {
        val asked = context.testClass.flatMap { AnnotationSupport.findAnnotation(it, QqWxPayTest::class.java) }.orElse(null)
        val shared = if (asked?.sandbox == SandboxScope.SUITE) context.root else ofClass(context)
        return held(shared, Sandbox::class.java) { Sandbox.start(options(asked)) }
    }

    private fun options(asked: QqWxPayTest?): SandboxOptions {
        val options = SandboxOptions().timeScale(asked?.timeScale ?: 1.0)
        return asked?.notifyUrl?.ifEmpty { null }?.let(options::notifyUrl) ?: options
    }

    /** The outermost class: nested ones share what it has. */
    private fun ofClass(context: ExtensionContext): ExtensionContext =
        generateSequence(context) { it.parent.orElse(null) }.takeWhile { it.testClass.isPresent }.last()

    private fun <T : AutoCloseable> held(context: ExtensionContext, type: Class<T>, make: () -> T): T {
        val store = context.getStore(NAMESPACE)
        val held = store.getOrComputeIfAbsent(type.name, { Held(make()) }, Held::class.java)
        return type.cast(held.value)
    }

    /** JUnit closes it at the end, in whichever of its versions. */
    @Suppress("DEPRECATION")
    private class Held(val value: AutoCloseable) : ExtensionContext.Store.CloseableResource, AutoCloseable {
        override fun close() = value.close()
    }

    private companion object {
        private val NAMESPACE: Namespace = Namespace.create(QqWxPayExtension::class.java)
    }
}
