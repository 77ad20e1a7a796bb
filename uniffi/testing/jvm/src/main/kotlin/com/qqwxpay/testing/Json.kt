package com.qqwxpay.testing

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

// Reading and writing the JSON of the native half.

/** A value of Kotlin or Java as JSON. */
internal fun json(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is JsonElement -> value
    is String -> JsonPrimitive(value)
    is Number -> JsonPrimitive(value)
    is Boolean -> JsonPrimitive(value)
    is Map<*, *> -> JsonObject(value.entries.associate { (name, member) -> name.toString() to json(member) })
    is Iterable<*> -> JsonArray(value.map(::json))
    else -> throw IllegalArgumentException("a ${value.javaClass.name} has no place in JSON: give a text, a number, a truth value, a list or a map")
}

/** What is `null` is left out. */
internal fun jsonOf(vararg members: Pair<String, Any?>): JsonObject =
    JsonObject(members.filter { it.second != null }.associate { (name, value) -> name to json(value) })

internal fun JsonElement?.text(): String? = (this as? JsonPrimitive)?.contentOrNull

internal fun JsonElement.member(name: String): JsonElement? = jsonObject[name]

internal fun JsonElement.textOf(name: String): String = member(name).text().orEmpty()

internal fun JsonElement.numberOf(name: String): Long = member(name)?.jsonPrimitive?.content?.toLong() ?: 0

internal fun JsonElement.texts(): Map<String, String> = jsonObject.mapValues { it.value.text().orEmpty() }
