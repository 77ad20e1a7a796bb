package com.qqwxpay.testing

import kotlinx.serialization.json.JsonElement

/** Where a fault strikes. */
public enum class FaultEndpoint {
    /** QQ's `getToken`. */
    TOKEN,

    /** QQ's payment proxy. */
    PROXY,

    /** WeChat Pay's ordering, reached directly or through the proxy. */
    ORDER,

    /** WeChat Pay's order queries. */
    QUERY,

    /** WeChat Pay's closing of orders. */
    CLOSE,

    /** WeChat Pay's refunds. */
    REFUND,

    /** WeChat Pay's refund queries. */
    REFUND_QUERY,

    /** WeChat Pay's bills: the link to a file, and V2's `downloadbill`. */
    BILL,

    /** The download of a bill's file. */
    BILL_FILE,

    /** WeChat Pay's platform certificates. */
    CERTIFICATES,

    /** WeChat Pay's self test. */
    ECHO,

    /** Whichever of them is called next. */
    ANY,
}

/** What goes wrong. "Not processed" means that the request has no effect. */
public class SandboxFault private constructor(internal val json: JsonElement) {
    override fun toString(): String = json.toString()

    public companion object {
        private fun named(name: String) = SandboxFault(json(name))

        /** Status 500 with a text; not processed. */
        @JvmField public val STATUS_500: SandboxFault = named("status_500")

        /** Status 502 with an HTML page; not processed. */
        @JvmField public val STATUS_502_HTML: SandboxFault = named("status_502_html")

        /** Status 503 with an empty body; not processed. */
        @JvmField public val STATUS_503: SandboxFault = named("status_503")

        /** Status 429; not processed. */
        @JvmField public val STATUS_429: SandboxFault = named("status_429")

        /** WeChat Pay's SYSTEM_ERROR, QQ's -1 "system busy"; not processed. */
        @JvmField public val SYSTEM_ERROR: SandboxFault = named("system_error")

        /** Status 200 with an HTML page; not processed. */
        @JvmField public val HTML_200: SandboxFault = named("html_200")

        /** Status 200 with an empty body; not processed. */
        @JvmField public val EMPTY_200: SandboxFault = named("empty_200")

        /** Status 200 with text that only looks like JSON; not processed. */
        @JvmField public val GARBAGE_JSON: SandboxFault = named("garbage_json")

        /** Processed; only the first half of the body is sent. */
        @JvmField public val TRUNCATED_BODY: SandboxFault = named("truncated_body")

        /** Processed; one byte in the middle of the body is changed. */
        @JvmField public val FLIPPED_BYTE: SandboxFault = named("flipped_byte")

        /** Status 200 with a body of 2 MiB; not processed. */
        @JvmField public val HUGE_BODY: SandboxFault = named("huge_body")

        /** Processed; the body drips at one byte every 200 milliseconds. */
        @JvmField public val SLOW_BODY: SandboxFault = named("slow_body")

        /** Processed; the answer comes after 30 seconds. */
        @JvmField public val TIME_OUT: SandboxFault = named("time_out")

        /** Not processed; the connection closes without an answer. */
        @JvmField public val DROP_BEFORE: SandboxFault = named("drop_before")

        /** Processed; the connection closes without an answer. */
        @JvmField public val DROP_AFTER: SandboxFault = named("drop_after")

        /** Processed; the connection closes in the middle of the answer. */
        @JvmField public val DROP_MID_REPLY: SandboxFault = named("drop_mid_reply")

        /** Processed; the reply's signature does not fit. */
        @JvmField public val WRONG_SIGNATURE: SandboxFault = named("wrong_signature")

        /** Processed; the reply's signature is a probe. */
        @JvmField public val PROBE_SIGNATURE: SandboxFault = named("probe_signature")

        /** Processed; the reply is signed with a time 400 seconds ago. */
        @JvmField public val STALE_TIMESTAMP: SandboxFault = named("stale_timestamp")

        /** Processed; the reply names a key that the merchant does not know. */
        @JvmField public val UNKNOWN_SERIAL: SandboxFault = named("unknown_serial")

        /** The connection closes after so many bytes of the reply; processed. */
        @JvmStatic
        public fun cutReply(bytes: Int): SandboxFault = SandboxFault(jsonOf("cut_reply" to bytes))

        /** The connection closes after so many bytes of the request; processed only if they are all of it. */
        @JvmStatic
        public fun cutRequest(bytes: Int): SandboxFault = SandboxFault(jsonOf("cut_request" to bytes))

        /** Answers this error code, with this HTTP status at V3; not processed. */
        @JvmStatic
        @JvmOverloads
        public fun refuse(code: String, status: Int = 400): SandboxFault =
            SandboxFault(jsonOf("refuse" to jsonOf("code" to code, "status" to status)))
    }
}
