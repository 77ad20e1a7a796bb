package com.qqwxpay.testing

import java.time.Instant
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

/** What a test wants to be otherwise than it would be; nothing by default. Each method gives a changed copy. */
public class Changes private constructor(private val members: Map<String, JsonElement>) {
    /** No changes. */
    public constructor() : this(emptyMap())

    internal val json: JsonObject get() = JsonObject(members)

    private fun with(name: String, value: Any?) = Changes(members + (name to json(value)))

    private fun adding(member: String, name: String, value: Any?): Changes =
        with(member, JsonObject(members[member]?.jsonObject.orEmpty() + (name to json(value))))

    /** Spoils it. */
    public fun spoilt(value: Spoilt): Changes = with("spoilt", value.wire)

    /**
     * Changes a field of the decrypted resource (V3) or of the message (V2), by its path as on the wire: `amount.total`, `sub_orders[0].attach`,
     * `total_fee`; `null` removes it. It is signed and encrypted like all others.
     */
    public fun field(path: String, value: Any?): Changes = adding("fields", path, value)

    /** Adds a field that the documentation does not know, for readers that must put up with those of the future. */
    public fun extra(path: String, value: Any?): Changes = adding("extra", path, value)

    /** Changes a header after signing; `null` removes it. */
    public fun header(name: String, value: String?): Changes = adding("headers", name, value)

    /** When it is signed. */
    public fun time(value: Instant): Changes = with("time", value.epochSecond)

    /** WeChat Pay's number of the notification (V3): the same number twice is a repetition. */
    public fun id(value: String): Changes = with("id", value)

    /** The `event_type` (V3). */
    public fun eventType(value: String): Changes = with("eventType", value)
}
