package com.qqwxpay

import java.io.ByteArrayInputStream
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.longOrNull
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertTrue

/** The case says something that no Java code could say: it would not compile. */
private class Inexpressible(what: String) : RuntimeException(what)

private fun inexpressible(what: String): Nothing = throw Inexpressible(what)

internal fun camel(name: String) = name.replace(Regex("_([a-z0-9])")) { it.groupValues[1].uppercase() }

/** The name as on the wire; columns that no model knows keep the names of the bill. */
private fun snake(name: String) = if (name.all { it in ' '..'~' }) name.replace(Regex("[A-Z]")) { "_" + it.value.lowercase() } else name

/** Names of variables and headers are no fields. */
private fun wire(field: String) = if (Regex("[a-z][A-Za-z0-9_.\\[\\]]*").matches(field)) snake(field) else field

/** An error as the cases name it. */
internal fun error(exception: QqWxPayException) = jsonOf(
    "kind" to JsonPrimitive(exception.kind),
    "code" to JsonPrimitive(exception.code),
    "field" to (exception.field?.let { JsonPrimitive(wire(it)) } ?: JsonNull),
    "retry" to JsonPrimitive(exception.retry),
)

/** What Java code would see. */
private fun Method.on(target: Any?, vararg given: Any?): Any? = try {
    invoke(target, *given)
} catch (thrown: InvocationTargetException) {
    throw thrown.cause!!
}

private fun word(constant: Any) = constant.javaClass.getDeclaredField("wire").get(constant) as String

/** What the builders of Java make of JSON. */
private fun value(type: Type, json: JsonElement, path: String = ""): Any = when {
    type is ParameterizedType -> (json as? JsonArray ?: inexpressible(path)).map { value(type.actualTypeArguments[0], it, "$path[]") }
    json is JsonObject -> (type as Class<*>).let { if (it.isInterface) oneOf(it, json) else built(it, json, path) }
    json !is JsonPrimitive -> inexpressible(path)
    type == Long::class.java && !json.isString -> json.longOrNull ?: inexpressible(path)
    type == Boolean::class.java && !json.isString -> json.booleanOrNull ?: inexpressible(path)
    type == String::class.java && json.isString -> json.content
    else -> (type as Class<*>).enumConstants?.find { json.isString && word(it) == json.content } ?: inexpressible(path)
}

private fun oneOf(type: Class<*>, fields: JsonObject): Any {
    val (name, given) = fields.entries.singleOrNull() ?: inexpressible("two of one")
    val branch = type.declaredClasses.find { it.simpleName.replaceFirstChar(Char::lowercase) == camel(name) } ?: inexpressible(name)
    return branch.getConstructor(String::class.java).newInstance(value(String::class.java, given, name))
}

private fun built(type: Class<*>, fields: JsonObject, path: String): Any {
    if (type.methods.none { it.name == "builder" }) inexpressible(path)
    val builder = type.getMethod("builder").on(null)!!
    for ((name, given) in fields) {
        val own = "$path.${camel(name)}"
        // Moments and days: the function that takes their text.
        val setter = builder.javaClass.methods.find {
            it.name == camel(name) && it.parameterCount == 1 && !it.parameterTypes[0].name.startsWith("java.time.")
        } ?: inexpressible(own)
        val wanted = setter.genericParameterTypes[0]
        if (given !is JsonNull) setter.on(builder, value(wanted, given, own)) else if ((wanted as? Class<*>)?.isPrimitive == true) inexpressible(own)
    }
    return try {
        builder.javaClass.getMethod("build").on(builder)!!
    } catch (refused: QqWxPayException) {
        // Deep inside, the builder cannot know the whole path.
        throw refused.takeIf { path.isEmpty() } ?: Inexpressible(path)
    }
}

/** What the getters give, by the names on the wire. */
private fun plain(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is String -> JsonPrimitive(value)
    is Long -> JsonPrimitive(value)
    is Boolean -> JsonPrimitive(value)
    is QqWxPayException -> error(value)
    is Enum<*> -> JsonPrimitive(word(value))
    is List<*> -> JsonArray(value.map(::plain))
    is Map<*, *> -> JsonObject(value.entries.associate { (name, item) -> snake(name as String) to plain(item) })
    else -> {
        val getters = value.javaClass.declaredMethods.filter {
            it.name.startsWith("get") && it.parameterCount == 0 && Modifier.isPublic(it.modifiers) && !Modifier.isStatic(it.modifiers) && !it.isSynthetic
        }
        val fields = getters.associate { snake(it.name.removePrefix("get").replaceFirstChar(Char::lowercase)) to plain(it.on(value)) }
        val isBranch = value.javaClass.enclosingClass?.isInterface == true
        JsonObject(if (isBranch) fields + ("type" to JsonPrimitive(snake(value.javaClass.simpleName).drop(1))) else fields)
    }
}

/** Java: its builders, methods and getters. What does not compile in Java goes below the classes, and must be refused there. */
@Suppress("UNCHECKED_CAST")
internal class JavaFace(client: QqWxPay, private val native: () -> Face, private val refused: (String) -> Unit) : Face {
    private val pay = QqWxPayClient.over(client)

    private fun <T> javaOr(other: () -> T, act: () -> T): T = try {
        act()
    } catch (exception: Inexpressible) {
        refused(exception.message!!)
        other()
    }

    /** One of `Operation`, and the type of its request. */
    private fun operation(name: String): Pair<Any, Type> {
        val field = Operation::class.java.getField(name.uppercase())
        return field.get(null) to (field.genericType as ParameterizedType).actualTypeArguments[0]
    }

    override fun callSync(operation: String, request: JsonElement): JsonElement {
        val method = QqWxPayClient::class.java.methods.single { it.name == camel(operation) }
        return plain(method.on(pay, *method.parameterTypes.map { value(it, request) }.toTypedArray()))
    }

    override fun prepare(operation: String, request: JsonElement, accessToken: String?) = javaOr({ native().prepare(operation, request, accessToken) }) {
        val (preparable, type) = operation(operation)
        val prepared = when {
            preparable is PreparableOrder<*, *> -> pay.prepare(preparable as PreparableOrder<Any, *>, value(type, request), accessToken)
            accessToken != null -> inexpressible("a token")
            type == Void::class.java -> pay.prepare(preparable as PreparableOperation<Void, *>)
            else -> pay.prepare(preparable as PreparableOperation<Any, *>, value(type, request))
        }
        sent(prepared.request) { plain(prepared.finish(it.status, it.headers, it.body)) }
    }

    override fun prepareBill(operation: String, request: JsonElement) = javaOr({ native().prepareBill(operation, request) }) {
        val (preparable, type) = operation(operation)
        val bill = pay.prepareBill(preparable as PreparableBill<Any, *, *>, value(type, request))
        sent(bill.request) { answer ->
            val slow = object : ByteArrayInputStream(answer.body) {
                override fun readNBytes(length: Int): ByteArray = super.readNBytes(minOf(length, 7))
            }
            val rows = bill.rows(answer.status, answer.headers, slow).map(::plain)
            jsonOf("rows" to JsonArray(rows), "result" to plain(bill.finished))
        }
    }

    private fun sent(request: PreparedRequest, finish: (Answer) -> JsonElement) =
        exchange(request.method, request.url, request.headers, request.body ?: ByteArray(0), finish)

    override fun handle(headers: Map<String, List<String>>, body: ByteArray, expected: JsonElement?) = javaOr({ native().handle(headers, body, expected) }) {
        if (expected != null && holdsNull(expected)) inexpressible("a value that is null and not left out")
        val given = expected?.let { value(Expected::class.java, it) as Expected }
        val handled = pay.handleNotification(headers, body)
        Handled(plain(handled).jsonObject, { plain(handled.accept(EventKind.read(it))) }, { handled.expect(given!!) })
    }

    /** A builder refuses `null`, or takes it for what is left out. */
    private fun holdsNull(given: JsonElement): Boolean = when (given) {
        is JsonObject -> given.values.any(::holdsNull)
        is JsonArray -> given.any(::holdsNull)
        else -> given is JsonNull
    }
}

class JavaConformanceTest : ConformanceCases("Java") {
    override fun face(case: Case): Face {
        val refused = { what: String ->
            unsaid += case.name
            assertTrue(case.expect.field("error").orNull() != null, "${case.name}: Java cannot say $what, but the case is no mistake")
        }
        val settings = try {
            (value(Settings::class.java, case["settings"]) as Settings).json()
        } catch (exception: Inexpressible) {
            refused(exception.message!!)
            case["settings"].jsonObject
        }
        return JavaFace(QqWxPay.fixed(settings, case["now"].orNull()?.long(), case["nonce"].orNull()?.text()), { NativeFace(case) }, refused)
    }

    companion object {
        private val unsaid = sortedSetOf<String>()

        @JvmStatic
        @AfterAll
        fun fewCasesCannotBeSaidInJava() {
            assertTrue(unsaid.size < Case.all.size / 10, "$unsaid")
            println("cases that do not compile in Java: ${unsaid.size} of ${Case.all.size}")
        }
    }
}
