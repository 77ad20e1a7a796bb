package com.qqwxpay

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long

// Reading and writing the JSON of the native library, which writes what the models say.

internal fun parse(text: String): JsonElement = Json.parseToJsonElement(text)

/** What is `null` is left out. */
internal fun jsonOf(vararg fields: Pair<String, JsonElement?>): JsonObject =
    JsonObject(buildMap { for ((name, value) in fields) if (value != null) put(name, value) })

internal fun JsonElement.field(name: String): JsonElement = jsonObject[name] ?: JsonNull

internal fun JsonElement.required(name: String): JsonElement =
    field(name).orNull() ?: throw IllegalArgumentException("without $name")

internal fun JsonElement.orNull(): JsonElement? = takeIf { it !is JsonNull }

internal fun JsonElement.text(): String = jsonPrimitive.content

internal fun JsonElement.long(): Long = jsonPrimitive.long

internal fun JsonElement.boolean(): Boolean = jsonPrimitive.boolean

internal fun <T> JsonElement.list(read: (JsonElement) -> T): List<T> = jsonArray.map(read)

internal fun <T> JsonElement.dictionary(read: (JsonElement) -> T): Map<String, T> = jsonObject.mapValues { read(it.value) }

/**
 * What `toJson` of a class wrote.
 *
 * @throws QqWxPayException.InvalidInput for anything else; what it is may be secret and is not shown
 */
internal fun <T> fromText(text: String, read: (JsonElement) -> T): T = try {
    read(parse(text))
} catch (error: RuntimeException) {
    if (error !is IllegalArgumentException && error !is IllegalStateException) throw error
    throw QqWxPayException.own("WRONG_TYPE", "text", "not what toJson of this class writes")
}

/**
 * The JSON text for the native library.
 *
 * @throws QqWxPayException.InvalidInput naming the field that holds half of a surrogate pair, such as an emoji that was cut
 */
internal fun encode(json: JsonElement): String {
    val text = json.toString()
    if (hasLoneSurrogate(text)) refuseLoneSurrogates(json, "")
    return text
}

/** The same of a request; what has none gives an empty one. */
internal fun requestJson(request: JsonElement?): String = request?.let(::encode) ?: "{}"

/** The same of a text that stands alone. */
internal fun requireWellFormed(text: String, field: String): String =
    if (hasLoneSurrogate(text)) throw QqWxPayException.own("WRONG_TYPE", field, "half of a surrogate pair") else text

private fun hasLoneSurrogate(text: String): Boolean {
    var at = 0
    while (at < text.length) {
        val one = text[at++]
        if (one.isSurrogate() && (one.isLowSurrogate() || at == text.length || !text[at++].isLowSurrogate())) return true
    }
    return false
}

private fun refuseLoneSurrogates(json: JsonElement, path: String) {
    val here = path.ifEmpty { "(the request)" }
    when (json) {
        is JsonObject -> for ((name, value) in json) {
            requireWellFormed(name, here)
            refuseLoneSurrogates(value, if (path.isEmpty()) name else "$path.$name")
        }
        is JsonArray -> json.forEachIndexed { index, value -> refuseLoneSurrogates(value, "$path[$index]") }
        is JsonPrimitive -> requireWellFormed(json.content, here)
    }
}

/** Headers of any library as one JSON list: name, value, name, value, ... Some of Java's give the status line a `null` as its name. */
internal fun headerList(headers: Map<out String?, List<String?>?>): JsonArray = JsonArray(
    headers.flatMap { (name, values) ->
        if (name == null) emptyList() else values.orEmpty().filterNotNull().flatMap { listOf(JsonPrimitive(name), JsonPrimitive(it)) }
    },
)

internal fun headersJson(headers: Map<out String?, List<String?>?>): String {
    val list = headerList(headers)
    list.chunked(2) { (name, value) -> requireWellFormed(value.text(), "headers.${requireWellFormed(name.text(), "headers")}") }
    return list.toString()
}

/** The field of a builder. */
internal fun <T : Any> requireField(value: T?, name: String): T = value ?: throw QqWxPayException.own("FIELD_MISSING", name, "")
