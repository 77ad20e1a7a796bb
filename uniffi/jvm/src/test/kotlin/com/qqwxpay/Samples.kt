package com.qqwxpay

import java.io.File
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

/** A value of every type that comes back, with a marker in each hidden field: as JSON, and read by the type itself. */
internal class Sample private constructor(val type: String, val json: JsonElement) {
    val value: Any = Class.forName("com.qqwxpay.$type").getField("Companion").get(null).let { companion ->
        companion.javaClass.methods.single { it.name.startsWith("read") }.invoke(companion, json)
    }

    companion object {
        const val MARKER = "HIDDEN-MARKER"

        val all: List<Sample> by lazy {
            val file = File(System.getProperty("repository"), "tests/cases/printed/samples.json")
            parse(file.readText()).jsonObject.flatMap { (type, values) -> values.jsonArray.map { Sample(type, given(it)) } }
        }

        /** With the names that the facade gives; errors have no sample. */
        private fun given(json: JsonElement): JsonElement = when (json) {
            is JsonArray -> JsonArray(json.map(::given))
            is JsonObject -> JsonObject(json.entries.associate { (name, item) -> camel(name) to given(item) })
            is JsonNull -> QqWxPayException.own("ORDER_NOT_PAID", null, "").json()
            else -> json
        }
    }
}
