// Written by `cargo xtask generate` from the models in Rust. Do not edit.
@file:Suppress("unused", "RedundantVisibilityModifier")

package com.qqwxpay

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * What to do with a refund that is `ABNORMAL`: the payer's account could not take the money.
 *
 * Account and name are given as they are; the library encrypts them for WeChat Pay.
 */
public data class AbnormalRefundRequest(
    /** The merchant's number of the refund. Required. */
    val outRefundNo: String,
    /** WeChat Pay's number of the refund. Required. */
    val refundId: String,
    /** Number of the account; needed for the payer's bank card. */
    @Transient val bankAccount: String? = null,
    /** The bank, as in WeChat Pay's list (`CMB_DEBIT`), up to 16 bytes of UTF-8; needed for the payer's bank card. */
    val bankType: String? = null,
    /** Name of its owner; needed for the payer's bank card. */
    @Transient val realName: String? = null,
    /** Number of the sub merchant, for service providers. */
    val subMchid: String? = null,
    /** Where the money goes; to the payer's bank card when left out. */
    val type: AbnormalRefundType? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "outRefundNo" to JsonPrimitive(outRefundNo),
        "refundId" to JsonPrimitive(refundId),
        "bankAccount" to bankAccount?.let { JsonPrimitive(it) },
        "bankType" to bankType?.let { JsonPrimitive(it) },
        "realName" to realName?.let { JsonPrimitive(it) },
        "subMchid" to subMchid?.let { JsonPrimitive(it) },
        "type" to type?.let { JsonPrimitive(it.wire) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "AbnormalRefundRequest(outRefundNo=$outRefundNo, refundId=$refundId, bankAccount=<hidden>, bankType=$bankType, realName=<hidden>, subMchid=$subMchid, type=$type)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var outRefundNo: String? = null
        private var refundId: String? = null
        private var bankAccount: String? = null
        private var bankType: String? = null
        private var realName: String? = null
        private var subMchid: String? = null
        private var type: AbnormalRefundType? = null

        /** The merchant's number of the refund. Required. */
        public fun outRefundNo(outRefundNo: String): Builder = apply { this.outRefundNo = outRefundNo }

        /** WeChat Pay's number of the refund. Required. */
        public fun refundId(refundId: String): Builder = apply { this.refundId = refundId }

        /** Number of the account; needed for the payer's bank card. */
        public fun bankAccount(bankAccount: String?): Builder = apply { this.bankAccount = bankAccount }

        /** The bank, as in WeChat Pay's list (`CMB_DEBIT`), up to 16 bytes of UTF-8; needed for the payer's bank card. */
        public fun bankType(bankType: String?): Builder = apply { this.bankType = bankType }

        /** Name of its owner; needed for the payer's bank card. */
        public fun realName(realName: String?): Builder = apply { this.realName = realName }

        /** Number of the sub merchant, for service providers. */
        public fun subMchid(subMchid: String?): Builder = apply { this.subMchid = subMchid }

        /** Where the money goes; to the payer's bank card when left out. */
        public fun type(type: AbnormalRefundType?): Builder = apply { this.type = type }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): AbnormalRefundRequest = AbnormalRefundRequest(
            outRefundNo = requireField(outRefundNo, "outRefundNo"),
            refundId = requireField(refundId, "refundId"),
            bankAccount = bankAccount,
            bankType = bankType,
            realName = realName,
            subMchid = subMchid,
            type = type,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): AbnormalRefundRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): AbnormalRefundRequest = AbnormalRefundRequest(
            outRefundNo = json.required("outRefundNo").text(),
            refundId = json.required("refundId").text(),
            bankAccount = json.field("bankAccount").orNull()?.let { it.text() },
            bankType = json.field("bankType").orNull()?.let { it.text() },
            realName = json.field("realName").orNull()?.let { it.text() },
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
            type = json.field("type").orNull()?.let { AbnormalRefundType.read(it.text()) },
        )
    }
}

/** QQ's access token. */
public data class AccessToken(
    /** The token. Whoever has it can order in the name of the mini program: never log it. */
    @Transient val accessToken: String,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "AccessToken(accessToken=<hidden>)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): AccessToken = AccessToken(
            accessToken = json.field("accessToken").text(),
        )
    }
}

/** An HTTP answer: send exactly this, within 5 seconds. */
public data class Acknowledgement(
    /** The exact body. */
    val body: String,
    /** Value of the header `Content-Type`. */
    val contentType: String,
    /** HTTP status. */
    val status: Long,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): Acknowledgement = Acknowledgement(
            body = json.field("body").text(),
            contentType = json.field("contentType").text(),
            status = json.field("status").long(),
        )
    }
}

/** What such an interface answered, verified. */
public data class ApiReply(
    /** The content, JSON text as a rule; empty with 204. */
    @Transient val body: String,
    /** WeChat Pay's `Request-ID`. */
    val requestId: String? = null,
    /** HTTP status, 2xx. */
    val status: Long,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "ApiReply(body=<hidden>, requestId=$requestId, status=$status)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): ApiReply = ApiReply(
            body = json.field("body").text(),
            requestId = json.field("requestId").orNull()?.let { it.text() },
            status = json.field("status").long(),
        )
    }
}

/** A call of any V3 interface, straight to WeChat Pay. Uploads of files are not possible this way. */
public data class ApiRequest(
    /** The method. */
    val method: Method,
    /** Path and query, percent-encoded, beginning with `/v3/`; up to 2048 bytes. */
    @Transient val path: String,
    /** JSON text, sent and signed byte for byte; up to 1 MiB. `GET` and `DELETE` take none. */
    @Transient val body: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "method" to JsonPrimitive(method.wire),
        "path" to JsonPrimitive(path),
        "body" to body?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "ApiRequest(method=$method, path=<hidden>, body=<hidden>)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var method: Method? = null
        private var path: String? = null
        private var body: String? = null

        /** The method. */
        public fun method(method: Method): Builder = apply { this.method = method }

        /** Path and query, percent-encoded, beginning with `/v3/`; up to 2048 bytes. */
        public fun path(path: String): Builder = apply { this.path = path }

        /** JSON text, sent and signed byte for byte; up to 1 MiB. `GET` and `DELETE` take none. */
        public fun body(body: String?): Builder = apply { this.body = body }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): ApiRequest = ApiRequest(
            method = requireField(method, "method"),
            path = requireField(path, "path"),
            body = body,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): ApiRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): ApiRequest = ApiRequest(
            method = Method.read(json.required("method").text()),
            path = json.required("path").text(),
            body = json.field("body").orNull()?.let { it.text() },
        )
    }
}

/** One request and what became of it. A call makes one or more; fetching the access token or certificates makes its own. */
public data class AttemptEvent(
    /** Whether it went to WeChat Pay's backup host. */
    val atBackup: Boolean,
    /** The first attempt of a call is 1. */
    val attempt: Long,
    /** The code of the trouble: `9030`, `SYSTEM_ERROR`, `TIMED_OUT`, ...; `CALL_ABANDONED` when it was given up. */
    val code: String? = null,
    /** How long it took, in microseconds: sending, waiting, and verifying the reply; of a bill until its first bytes are read. */
    val elapsedUs: Long,
    /** What kind of trouble it was; `null` when it succeeded. */
    val kind: String? = null,
    /** The operation in snake case, in every language: place_order, access_token, bill_file, ... */
    val operation: String,
    /** Whether another attempt follows. */
    val repeats: Boolean,
    /** The number that the reply carries for the support of WeChat Pay. */
    val requestId: String? = null,
    /** HTTP status of the reply; `null` when none arrived. */
    val status: Long? = null,
    /** Who was asked. */
    val upstream: Upstream,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): AttemptEvent = AttemptEvent(
            atBackup = json.field("atBackup").boolean(),
            attempt = json.field("attempt").long(),
            code = json.field("code").orNull()?.let { it.text() },
            elapsedUs = json.field("elapsedUs").long(),
            kind = json.field("kind").orNull()?.let { it.text() },
            operation = json.field("operation").text(),
            repeats = json.field("repeats").boolean(),
            requestId = json.field("requestId").orNull()?.let { it.text() },
            status = json.field("status").orNull()?.let { it.long() },
            upstream = Upstream.read(json.field("upstream").text()),
        )
    }
}

/**
 * Where a bill can be downloaded once, and the digest of the file. Use it at once: it lives between 30
 * seconds and 5 minutes.
 */
public data class BillLink(
    /** The address. Its query is a key to the bill: never log it. */
    @Transient val downloadUrl: String,
    /** `SHA1`. */
    val hashType: String,
    /** Digest of the uncompressed file, 40 hex digits. */
    val hashValue: String,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "downloadUrl" to JsonPrimitive(downloadUrl),
        "hashType" to JsonPrimitive(hashType),
        "hashValue" to JsonPrimitive(hashValue),
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "BillLink(downloadUrl=<hidden>, hashType=$hashType, hashValue=$hashValue)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var downloadUrl: String? = null
        private var hashType: String? = null
        private var hashValue: String? = null

        /** The address. Its query is a key to the bill: never log it. */
        public fun downloadUrl(downloadUrl: String): Builder = apply { this.downloadUrl = downloadUrl }

        /** `SHA1`. */
        public fun hashType(hashType: String): Builder = apply { this.hashType = hashType }

        /** Digest of the uncompressed file, 40 hex digits. */
        public fun hashValue(hashValue: String): Builder = apply { this.hashValue = hashValue }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): BillLink = BillLink(
            downloadUrl = requireField(downloadUrl, "downloadUrl"),
            hashType = requireField(hashType, "hashType"),
            hashValue = requireField(hashValue, "hashValue"),
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): BillLink = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): BillLink = BillLink(
            downloadUrl = json.field("downloadUrl").text(),
            hashType = json.field("hashType").text(),
            hashValue = json.field("hashValue").text(),
        )
    }
}

/** One item of a report. */
public data class Check(
    /** Why it does not hold, or why it could not be tested; its remedy says what to do. */
    val error: QqWxPayException? = null,
    /** How it stands. */
    val state: CheckState,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): Check = Check(
            error = json.field("error").orNull()?.let { QqWxPayException.read(it) },
            state = CheckState.read(json.field("state").text()),
        )
    }
}

/** A text that WeChat Pay encrypted for the merchant. */
public data class CipherText(
    /** The text, in base64. */
    val ciphertext: String,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "ciphertext" to JsonPrimitive(ciphertext),
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var ciphertext: String? = null

        /** The text, in base64. */
        public fun ciphertext(ciphertext: String): Builder = apply { this.ciphertext = ciphertext }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CipherText = CipherText(
            ciphertext = requireField(ciphertext, "ciphertext"),
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CipherText = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CipherText = CipherText(
            ciphertext = json.required("ciphertext").text(),
        )
    }
}

/** Something that a client did. Nothing in it is secret, and nothing names a payer. */
public sealed interface ClientEvent {
    /** A request was sent, and answered or not. */
    public data class Attempt(
        /** Whether it went to WeChat Pay's backup host. */
        val atBackup: Boolean,
        /** The first attempt of a call is 1. */
        val attempt: Long,
        /** The code of the trouble: `9030`, `SYSTEM_ERROR`, `TIMED_OUT`, ...; `CALL_ABANDONED` when it was given up. */
        val code: String? = null,
        /** How long it took, in microseconds: sending, waiting, and verifying the reply; of a bill until its first bytes are read. */
        val elapsedUs: Long,
        /** What kind of trouble it was; `null` when it succeeded. */
        val kind: String? = null,
        /** The operation in snake case, in every language: place_order, access_token, bill_file, ... */
        val operation: String,
        /** Whether another attempt follows. */
        val repeats: Boolean,
        /** The number that the reply carries for the support of WeChat Pay. */
        val requestId: String? = null,
        /** HTTP status of the reply; `null` when none arrived. */
        val status: Long? = null,
        /** Who was asked. */
        val upstream: Upstream,
    ) : ClientEvent {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Attempt = Attempt(
                atBackup = json.field("atBackup").boolean(),
                attempt = json.field("attempt").long(),
                code = json.field("code").orNull()?.let { it.text() },
                elapsedUs = json.field("elapsedUs").long(),
                kind = json.field("kind").orNull()?.let { it.text() },
                operation = json.field("operation").text(),
                repeats = json.field("repeats").boolean(),
                requestId = json.field("requestId").orNull()?.let { it.text() },
                status = json.field("status").orNull()?.let { it.long() },
                upstream = Upstream.read(json.field("upstream").text()),
            )
        }
    }

    /** A notification was read. */
    public data class Notification(
        /** Why it is not to be believed; `null` when it is. */
        val code: String? = null,
        /** What it turned out to be: `payment`, `refund`, `refused`, ... */
        val outcome: String,
        /** Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox knows of one. */
        val repeat: Boolean,
    ) : ClientEvent {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Notification = Notification(
                code = json.field("code").orNull()?.let { it.text() },
                outcome = json.field("outcome").text(),
                repeat = json.field("repeat").boolean(),
            )
        }
    }

    /** Something that the people who run the shop must hear of. */
    public data class Fault(
        /** The code of the error, for example `DECRYPT_FAILED`. */
        val code: String,
        /** How serious it is. */
        val level: FaultLevel,
        /** One line for a log, in English: what happened, why, and the remedy. Nothing in it is secret. */
        val message: String,
        /** The number of the order or refund that it is about. */
        val number: String? = null,
        /** The operation during which it happened, in snake case. */
        val operation: String? = null,
        /** How many of the same kind and code were not reported before this one. */
        val suppressed: Long,
        /** What happened. */
        val what: FaultKind,
    ) : ClientEvent {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Fault = Fault(
                code = json.field("code").text(),
                level = FaultLevel.read(json.field("level").text()),
                message = json.field("message").text(),
                number = json.field("number").orNull()?.let { it.text() },
                operation = json.field("operation").orNull()?.let { it.text() },
                suppressed = json.field("suppressed").long(),
                what = FaultKind.read(json.field("what").text()),
            )
        }
    }

    public companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): ClientEvent = when (val tag = json.field("type").text()) {
            "attempt" -> Attempt.read(json)
            "notification" -> Notification.read(json)
            "fault" -> Fault.read(json)
            else -> throw IllegalArgumentException("facade and library are of different versions: $tag")
        }
    }
}

/** The closing of a combine order, with exactly the parts that it has. */
public data class CloseCombineOrderRequest(
    /** Number of the whole. Required. */
    val combineOutTradeNo: String,
    /** Every part of the order. Required. */
    val subOrders: List<ClosedSubOrder>,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "combineOutTradeNo" to JsonPrimitive(combineOutTradeNo),
        "subOrders" to JsonArray(subOrders.map { it.json() }),
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var combineOutTradeNo: String? = null
        private var subOrders: List<ClosedSubOrder>? = null

        /** Number of the whole. Required. */
        public fun combineOutTradeNo(combineOutTradeNo: String): Builder = apply { this.combineOutTradeNo = combineOutTradeNo }

        /** Every part of the order. Required. */
        public fun subOrders(subOrders: List<ClosedSubOrder>): Builder = apply { this.subOrders = subOrders }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CloseCombineOrderRequest = CloseCombineOrderRequest(
            combineOutTradeNo = requireField(combineOutTradeNo, "combineOutTradeNo"),
            subOrders = subOrders ?: emptyList(),
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CloseCombineOrderRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CloseCombineOrderRequest = CloseCombineOrderRequest(
            combineOutTradeNo = json.required("combineOutTradeNo").text(),
            subOrders = json.required("subOrders").list { ClosedSubOrder.read(it) },
        )
    }
}

/** A direct merchant's order to be closed. */
public data class CloseOrderRequest(
    /** The merchant's order number. */
    val outTradeNo: String,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "outTradeNo" to JsonPrimitive(outTradeNo),
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var outTradeNo: String? = null

        /** The merchant's order number. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CloseOrderRequest = CloseOrderRequest(
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CloseOrderRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CloseOrderRequest = CloseOrderRequest(
            outTradeNo = json.required("outTradeNo").text(),
        )
    }
}

/** A sub merchant's order to be closed. */
public data class ClosePartnerOrderRequest(
    /** The merchant's order number. */
    val outTradeNo: String,
    /** Number of the sub merchant. */
    val subMchid: String,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "subMchid" to JsonPrimitive(subMchid),
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var outTradeNo: String? = null
        private var subMchid: String? = null

        /** The merchant's order number. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** Number of the sub merchant. */
        public fun subMchid(subMchid: String): Builder = apply { this.subMchid = subMchid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): ClosePartnerOrderRequest = ClosePartnerOrderRequest(
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            subMchid = requireField(subMchid, "subMchid"),
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): ClosePartnerOrderRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): ClosePartnerOrderRequest = ClosePartnerOrderRequest(
            outTradeNo = json.required("outTradeNo").text(),
            subMchid = json.required("subMchid").text(),
        )
    }
}

/** An order to be closed over V2. */
public data class CloseV2OrderRequest(
    /** The merchant's order number. */
    val outTradeNo: String,
    /** Number of the sub merchant, for service providers. */
    val subMchId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "subMchId" to subMchId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var outTradeNo: String? = null
        private var subMchId: String? = null

        /** The merchant's order number. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** Number of the sub merchant, for service providers. */
        public fun subMchId(subMchId: String?): Builder = apply { this.subMchId = subMchId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CloseV2OrderRequest = CloseV2OrderRequest(
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            subMchId = subMchId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CloseV2OrderRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CloseV2OrderRequest = CloseV2OrderRequest(
            outTradeNo = json.required("outTradeNo").text(),
            subMchId = json.field("subMchId").orNull()?.let { it.text() },
        )
    }
}

/** One part of a combine order that is closed. */
public data class ClosedSubOrder(
    /** Merchant number of this part. Required. */
    val mchid: String,
    /** Number of this part. Required. */
    val outTradeNo: String,
    /** The sub merchant's WeChat AppID, for service providers. */
    val subAppid: String? = null,
    /** The sub merchant's number, for service providers. */
    val subMchid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "mchid" to JsonPrimitive(mchid),
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "subAppid" to subAppid?.let { JsonPrimitive(it) },
        "subMchid" to subMchid?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var mchid: String? = null
        private var outTradeNo: String? = null
        private var subAppid: String? = null
        private var subMchid: String? = null

        /** Merchant number of this part. Required. */
        public fun mchid(mchid: String): Builder = apply { this.mchid = mchid }

        /** Number of this part. Required. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** The sub merchant's WeChat AppID, for service providers. */
        public fun subAppid(subAppid: String?): Builder = apply { this.subAppid = subAppid }

        /** The sub merchant's number, for service providers. */
        public fun subMchid(subMchid: String?): Builder = apply { this.subMchid = subMchid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): ClosedSubOrder = ClosedSubOrder(
            mchid = requireField(mchid, "mchid"),
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            subAppid = subAppid,
            subMchid = subMchid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): ClosedSubOrder = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): ClosedSubOrder = ClosedSubOrder(
            mchid = json.required("mchid").text(),
            outTradeNo = json.required("outTradeNo").text(),
            subAppid = json.field("subAppid").orNull()?.let { it.text() },
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
        )
    }
}

/** The amount of a part. Mind `totalAmount`: a single order calls it `total`. */
public data class CombineAmount(
    /** Whole fen, 1 to 1,000,000,000 (10 million yuan). Required. */
    val totalAmount: Long,
    /** `CNY`. */
    val currency: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "totalAmount" to JsonPrimitive(totalAmount),
        "currency" to currency?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var totalAmount: Long? = null
        private var currency: String? = null

        /** Whole fen, 1 to 1,000,000,000 (10 million yuan). Required. */
        public fun totalAmount(totalAmount: Long): Builder = apply { this.totalAmount = totalAmount }

        /** `CNY`. */
        public fun currency(currency: String?): Builder = apply { this.currency = currency }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CombineAmount = CombineAmount(
            totalAmount = requireField(totalAmount, "totalAmount"),
            currency = currency,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CombineAmount = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CombineAmount = CombineAmount(
            totalAmount = json.required("totalAmount").long(),
            currency = json.field("currency").orNull()?.let { it.text() },
        )
    }
}

/** A combine order. */
public data class CombineOrderQuery(
    /** The number of the whole. */
    val combineOutTradeNo: String,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "combineOutTradeNo" to JsonPrimitive(combineOutTradeNo),
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var combineOutTradeNo: String? = null

        /** The number of the whole. */
        public fun combineOutTradeNo(combineOutTradeNo: String): Builder = apply { this.combineOutTradeNo = combineOutTradeNo }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CombineOrderQuery = CombineOrderQuery(
            combineOutTradeNo = requireField(combineOutTradeNo, "combineOutTradeNo"),
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CombineOrderQuery = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CombineOrderQuery = CombineOrderQuery(
            combineOutTradeNo = json.required("combineOutTradeNo").text(),
        )
    }
}

/**
 * A V3 H5 combine order: all sub orders are paid, or none.
 *
 * `combineAppid` and `combineMchid` are the configured `wechatAppid` and `mchid`.
 */
public data class CombineOrderRequest(
    /** Number of the whole, 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat Pay also `|` and `*`. Required. */
    val combineOutTradeNo: String,
    /** Where and by whom it is paid. Required. */
    val sceneInfo: CombineSceneInfo,
    /** What the merchants sell: 2 to 10 parts; 1 to 50 of a service provider, whose parts name a `subMchid`. Required. */
    val subOrders: List<SubOrder>,
    /** The way this order takes; the configured one when left out. */
    val channel: Channel? = null,
    /**
     * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
     * sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
     */
    @Transient val extra: String? = null,
    /** Ways of paying that are excluded: `no_balance`, `no_debit`, `balance_only`. */
    val limitPay: List<String>? = null,
    /** Your own address for the notification of this order; the configured one when left out. */
    val notifyUrl: String? = null,
    /** Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. */
    val timeExpire: String? = null,
    /** First moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. */
    val timeStart: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "combineOutTradeNo" to JsonPrimitive(combineOutTradeNo),
        "sceneInfo" to sceneInfo.json(),
        "subOrders" to JsonArray(subOrders.map { it.json() }),
        "channel" to channel?.let { JsonPrimitive(it.wire) },
        "extra" to extra?.let { JsonPrimitive(it) },
        "limitPay" to limitPay?.let { JsonArray(it.map { JsonPrimitive(it) }) },
        "notifyUrl" to notifyUrl?.let { JsonPrimitive(it) },
        "timeExpire" to timeExpire?.let { JsonPrimitive(it) },
        "timeStart" to timeStart?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "CombineOrderRequest(combineOutTradeNo=$combineOutTradeNo, sceneInfo=$sceneInfo, subOrders=$subOrders, channel=$channel, extra=<hidden>, limitPay=$limitPay, notifyUrl=$notifyUrl, timeExpire=$timeExpire, timeStart=$timeStart)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var combineOutTradeNo: String? = null
        private var sceneInfo: CombineSceneInfo? = null
        private var subOrders: List<SubOrder>? = null
        private var channel: Channel? = null
        private var extra: String? = null
        private var limitPay: List<String>? = null
        private var notifyUrl: String? = null
        private var timeExpire: String? = null
        private var timeStart: String? = null

        /** Number of the whole, 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat Pay also `|` and `*`. Required. */
        public fun combineOutTradeNo(combineOutTradeNo: String): Builder = apply { this.combineOutTradeNo = combineOutTradeNo }

        /** Where and by whom it is paid. Required. */
        public fun sceneInfo(sceneInfo: CombineSceneInfo): Builder = apply { this.sceneInfo = sceneInfo }

        /** What the merchants sell: 2 to 10 parts; 1 to 50 of a service provider, whose parts name a `subMchid`. Required. */
        public fun subOrders(subOrders: List<SubOrder>): Builder = apply { this.subOrders = subOrders }

        /** The way this order takes; the configured one when left out. */
        public fun channel(channel: Channel?): Builder = apply { this.channel = channel }

        /**
         * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
         * sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
         */
        public fun extra(extra: String?): Builder = apply { this.extra = extra }

        /** Ways of paying that are excluded: `no_balance`, `no_debit`, `balance_only`. */
        public fun limitPay(limitPay: List<String>?): Builder = apply { this.limitPay = limitPay }

        /** Your own address for the notification of this order; the configured one when left out. */
        public fun notifyUrl(notifyUrl: String?): Builder = apply { this.notifyUrl = notifyUrl }

        /** Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. */
        public fun timeExpire(timeExpire: String?): Builder = apply { this.timeExpire = timeExpire }

        /** The same of `java.time`: see [Times]. */
        public fun timeExpire(timeExpire: java.time.temporal.TemporalAccessor): Builder = timeExpire(Times.moment(timeExpire))

        /** First moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. */
        public fun timeStart(timeStart: String?): Builder = apply { this.timeStart = timeStart }

        /** The same of `java.time`: see [Times]. */
        public fun timeStart(timeStart: java.time.temporal.TemporalAccessor): Builder = timeStart(Times.moment(timeStart))

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CombineOrderRequest = CombineOrderRequest(
            combineOutTradeNo = requireField(combineOutTradeNo, "combineOutTradeNo"),
            sceneInfo = requireField(sceneInfo, "sceneInfo"),
            subOrders = subOrders ?: emptyList(),
            channel = channel,
            extra = extra,
            limitPay = limitPay,
            notifyUrl = notifyUrl,
            timeExpire = timeExpire,
            timeStart = timeStart,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CombineOrderRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CombineOrderRequest = CombineOrderRequest(
            combineOutTradeNo = json.required("combineOutTradeNo").text(),
            sceneInfo = CombineSceneInfo.read(json.required("sceneInfo")),
            subOrders = json.required("subOrders").list { SubOrder.read(it) },
            channel = json.field("channel").orNull()?.let { Channel.read(it.text()) },
            extra = json.field("extra").orNull()?.let { it.text() },
            limitPay = json.field("limitPay").orNull()?.let { it.list { it.text() } },
            notifyUrl = json.field("notifyUrl").orNull()?.let { it.text() },
            timeExpire = json.field("timeExpire").orNull()?.let { it.text() },
            timeStart = json.field("timeStart").orNull()?.let { it.text() },
        )
    }
}

/** Who paid a combine order. */
public data class CombinePayer(
    /** The payer's `openid` under the initiator's AppID. */
    @Transient val openid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "openid" to openid?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "CombinePayer(openid=<hidden>)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var openid: String? = null

        /** The payer's `openid` under the initiator's AppID. */
        public fun openid(openid: String?): Builder = apply { this.openid = openid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CombinePayer = CombinePayer(
            openid = openid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CombinePayer = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CombinePayer = CombinePayer(
            openid = json.field("openid").orNull()?.let { it.text() },
        )
    }
}

/** Where and by whom a combine order is paid. */
public data class CombineSceneInfo(
    /** The **payer's** public IPv4 or IPv6 address. Required. */
    @Transient val payerClientIp: String,
    /** Device number, up to 32 bytes of UTF-8. */
    val deviceId: String? = null,
    /** Kind of page; `Wap` when left out. */
    val h5Info: H5Info? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "payerClientIp" to JsonPrimitive(payerClientIp),
        "deviceId" to deviceId?.let { JsonPrimitive(it) },
        "h5Info" to h5Info?.let { it.json() },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "CombineSceneInfo(payerClientIp=<hidden>, deviceId=$deviceId, h5Info=$h5Info)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var payerClientIp: String? = null
        private var deviceId: String? = null
        private var h5Info: H5Info? = null

        /** The **payer's** public IPv4 or IPv6 address. Required. */
        public fun payerClientIp(payerClientIp: String): Builder = apply { this.payerClientIp = payerClientIp }

        /** Device number, up to 32 bytes of UTF-8. */
        public fun deviceId(deviceId: String?): Builder = apply { this.deviceId = deviceId }

        /** Kind of page; `Wap` when left out. */
        public fun h5Info(h5Info: H5Info?): Builder = apply { this.h5Info = h5Info }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CombineSceneInfo = CombineSceneInfo(
            payerClientIp = requireField(payerClientIp, "payerClientIp"),
            deviceId = deviceId,
            h5Info = h5Info,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CombineSceneInfo = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CombineSceneInfo = CombineSceneInfo(
            payerClientIp = json.required("payerClientIp").text(),
            deviceId = json.field("deviceId").orNull()?.let { it.text() },
            h5Info = json.field("h5Info").orNull()?.let { H5Info.read(it) },
        )
    }
}

/** How the money of a part is settled. */
public data class CombineSettleInfo(
    /** Whether the money is shared with others later. */
    val profitSharing: Boolean? = null,
    /** What the platform adds, fen. */
    val subsidyAmount: Long? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "profitSharing" to profitSharing?.let { JsonPrimitive(it) },
        "subsidyAmount" to subsidyAmount?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var profitSharing: Boolean? = null
        private var subsidyAmount: Long? = null

        /** Whether the money is shared with others later. */
        public fun profitSharing(profitSharing: Boolean): Builder = apply { this.profitSharing = profitSharing }

        /** What the platform adds, fen. */
        public fun subsidyAmount(subsidyAmount: Long): Builder = apply { this.subsidyAmount = subsidyAmount }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CombineSettleInfo = CombineSettleInfo(
            profitSharing = profitSharing,
            subsidyAmount = subsidyAmount,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CombineSettleInfo = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CombineSettleInfo = CombineSettleInfo(
            profitSharing = json.field("profitSharing").orNull()?.let { it.boolean() },
            subsidyAmount = json.field("subsidyAmount").orNull()?.let { it.long() },
        )
    }
}

/** A combine order and its payment. Each part has a state of its own. */
public data class CombineTransaction(
    /** The initiator's WeChat AppID. */
    val combineAppid: String? = null,
    /** The initiator's number. */
    val combineMchid: String,
    /** Number of the whole. */
    val combineOutTradeNo: String,
    /** Who paid. */
    @Transient val combinePayerInfo: CombinePayer? = null,
    /** WeChat Pay's number of the whole; only where WeChat Pay gives one. */
    val combineTransactionId: String? = null,
    /**
     * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
     * which has its own.
     */
    @Transient val raw: String? = null,
    /** Where it was paid. */
    val sceneInfo: TransactionScene? = null,
    /** The parts. */
    val subOrders: List<SubOrderTransaction>,
    /** Where the order was paid, a word of WeChat Pay's. */
    val tradeScenario: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "combineAppid" to combineAppid?.let { JsonPrimitive(it) },
        "combineMchid" to JsonPrimitive(combineMchid),
        "combineOutTradeNo" to JsonPrimitive(combineOutTradeNo),
        "combinePayerInfo" to combinePayerInfo?.let { it.json() },
        "combineTransactionId" to combineTransactionId?.let { JsonPrimitive(it) },
        "raw" to raw?.let { JsonPrimitive(it) },
        "sceneInfo" to sceneInfo?.let { it.json() },
        "subOrders" to JsonArray(subOrders.map { it.json() }),
        "tradeScenario" to tradeScenario?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "CombineTransaction(combineAppid=$combineAppid, combineMchid=$combineMchid, combineOutTradeNo=$combineOutTradeNo, combinePayerInfo=<hidden>, combineTransactionId=$combineTransactionId, raw=<hidden>, sceneInfo=$sceneInfo, subOrders=$subOrders, tradeScenario=$tradeScenario)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var combineAppid: String? = null
        private var combineMchid: String? = null
        private var combineOutTradeNo: String? = null
        private var combinePayerInfo: CombinePayer? = null
        private var combineTransactionId: String? = null
        private var raw: String? = null
        private var sceneInfo: TransactionScene? = null
        private var subOrders: List<SubOrderTransaction>? = null
        private var tradeScenario: String? = null

        /** The initiator's WeChat AppID. */
        public fun combineAppid(combineAppid: String?): Builder = apply { this.combineAppid = combineAppid }

        /** The initiator's number. */
        public fun combineMchid(combineMchid: String): Builder = apply { this.combineMchid = combineMchid }

        /** Number of the whole. */
        public fun combineOutTradeNo(combineOutTradeNo: String): Builder = apply { this.combineOutTradeNo = combineOutTradeNo }

        /** Who paid. */
        public fun combinePayerInfo(combinePayerInfo: CombinePayer?): Builder = apply { this.combinePayerInfo = combinePayerInfo }

        /** WeChat Pay's number of the whole; only where WeChat Pay gives one. */
        public fun combineTransactionId(combineTransactionId: String?): Builder = apply { this.combineTransactionId = combineTransactionId }

        /**
         * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        public fun raw(raw: String?): Builder = apply { this.raw = raw }

        /** Where it was paid. */
        public fun sceneInfo(sceneInfo: TransactionScene?): Builder = apply { this.sceneInfo = sceneInfo }

        /** The parts. */
        public fun subOrders(subOrders: List<SubOrderTransaction>): Builder = apply { this.subOrders = subOrders }

        /** Where the order was paid, a word of WeChat Pay's. */
        public fun tradeScenario(tradeScenario: String?): Builder = apply { this.tradeScenario = tradeScenario }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): CombineTransaction = CombineTransaction(
            combineAppid = combineAppid,
            combineMchid = requireField(combineMchid, "combineMchid"),
            combineOutTradeNo = requireField(combineOutTradeNo, "combineOutTradeNo"),
            combinePayerInfo = combinePayerInfo,
            combineTransactionId = combineTransactionId,
            raw = raw,
            sceneInfo = sceneInfo,
            subOrders = subOrders ?: emptyList(),
            tradeScenario = tradeScenario,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): CombineTransaction = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): CombineTransaction = CombineTransaction(
            combineAppid = json.field("combineAppid").orNull()?.let { it.text() },
            combineMchid = json.field("combineMchid").text(),
            combineOutTradeNo = json.field("combineOutTradeNo").text(),
            combinePayerInfo = json.field("combinePayerInfo").orNull()?.let { CombinePayer.read(it) },
            combineTransactionId = json.field("combineTransactionId").orNull()?.let { it.text() },
            raw = json.field("raw").orNull()?.let { it.text() },
            sceneInfo = json.field("sceneInfo").orNull()?.let { TransactionScene.read(it) },
            subOrders = json.field("subOrders").list { SubOrderTransaction.read(it) },
            tradeScenario = json.field("tradeScenario").orNull()?.let { it.text() },
        )
    }
}

/** A text that was encrypted for the merchant. */
public data class DecryptedText(
    /** The text. It is personal data as a rule. */
    @Transient val text: String,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "DecryptedText(text=<hidden>)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): DecryptedText = DecryptedText(
            text = json.field("text").text(),
        )
    }
}

/** An encrypted text, and the key that it was encrypted for. */
public data class EncryptedText(
    /** The value of the field, in base64. */
    val ciphertext: String,
    /** Serial of the key. The request must name it in `Wechatpay-Serial`; all its fields are encrypted for the same key. */
    val serial: String,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): EncryptedText = EncryptedText(
            ciphertext = json.field("ciphertext").text(),
            serial = json.field("serial").text(),
        )
    }
}

/**
 * What your own stored order says: its number and its total, and whatever else you want compared. Every given value must be
 * equal.
 *
 * The order must be paid, whatever is given, and not refunded unless that is allowed.
 */
public data class Expected(
    /** The order number (of a combine order: `combineOutTradeNo`). */
    val outTradeNo: String,
    /** The amount in fen (of a combine order: the sum of its parts), in `CNY`. */
    val total: Long,
    /** Whether an order may have been refunded, in part or whole, after it was paid. */
    val allowRefunded: Boolean? = null,
    /** The WeChat AppID. */
    val appid: String? = null,
    /** The merchant number (in partner use: the sub merchant's; combine: the initiator's). */
    val mchid: String? = null,
    /** The parts of a combine order, all of them and in any order; not compared when empty. */
    val parts: List<ExpectedPart>? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "total" to JsonPrimitive(total),
        "allowRefunded" to allowRefunded?.let { JsonPrimitive(it) },
        "appid" to appid?.let { JsonPrimitive(it) },
        "mchid" to mchid?.let { JsonPrimitive(it) },
        "parts" to parts?.let { JsonArray(it.map { it.json() }) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var outTradeNo: String? = null
        private var total: Long? = null
        private var allowRefunded: Boolean? = null
        private var appid: String? = null
        private var mchid: String? = null
        private var parts: List<ExpectedPart>? = null

        /** The order number (of a combine order: `combineOutTradeNo`). */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** The amount in fen (of a combine order: the sum of its parts), in `CNY`. */
        public fun total(total: Long): Builder = apply { this.total = total }

        /** Whether an order may have been refunded, in part or whole, after it was paid. */
        public fun allowRefunded(allowRefunded: Boolean): Builder = apply { this.allowRefunded = allowRefunded }

        /** The WeChat AppID. */
        public fun appid(appid: String?): Builder = apply { this.appid = appid }

        /** The merchant number (in partner use: the sub merchant's; combine: the initiator's). */
        public fun mchid(mchid: String?): Builder = apply { this.mchid = mchid }

        /** The parts of a combine order, all of them and in any order; not compared when empty. */
        public fun parts(parts: List<ExpectedPart>?): Builder = apply { this.parts = parts }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): Expected = Expected(
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            total = requireField(total, "total"),
            allowRefunded = allowRefunded,
            appid = appid,
            mchid = mchid,
            parts = parts,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): Expected = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): Expected = Expected(
            outTradeNo = json.required("outTradeNo").text(),
            total = json.required("total").long(),
            allowRefunded = json.field("allowRefunded").orNull()?.let { it.boolean() },
            appid = json.field("appid").orNull()?.let { it.text() },
            mchid = json.field("mchid").orNull()?.let { it.text() },
            parts = json.field("parts").orNull()?.let { it.list { ExpectedPart.read(it) } },
        )
    }
}

/** What your own stored order says of one part of a combine order. */
public data class ExpectedPart(
    /** Number of the part. */
    val outTradeNo: String,
    /** Its amount in fen, in `CNY`. */
    val total: Long,
    /** Its merchant number (of a sub merchant's part: the sub merchant's). */
    val mchid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "total" to JsonPrimitive(total),
        "mchid" to mchid?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var outTradeNo: String? = null
        private var total: Long? = null
        private var mchid: String? = null

        /** Number of the part. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** Its amount in fen, in `CNY`. */
        public fun total(total: Long): Builder = apply { this.total = total }

        /** Its merchant number (of a sub merchant's part: the sub merchant's). */
        public fun mchid(mchid: String?): Builder = apply { this.mchid = mchid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): ExpectedPart = ExpectedPart(
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            total = requireField(total, "total"),
            mchid = mchid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): ExpectedPart = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): ExpectedPart = ExpectedPart(
            outTradeNo = json.required("outTradeNo").text(),
            total = json.required("total").long(),
            mchid = json.field("mchid").orNull()?.let { it.text() },
        )
    }
}

/** Something that the people who run the shop must hear of. It is in the log already, and reported at a bounded rate. */
public data class FaultEvent(
    /** The code of the error, for example `DECRYPT_FAILED`. */
    val code: String,
    /** How serious it is. */
    val level: FaultLevel,
    /** One line for a log, in English: what happened, why, and the remedy. Nothing in it is secret. */
    val message: String,
    /** The number of the order or refund that it is about. */
    val number: String? = null,
    /** The operation during which it happened, in snake case. */
    val operation: String? = null,
    /** How many of the same kind and code were not reported before this one. */
    val suppressed: Long,
    /** What happened. */
    val what: FaultKind,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): FaultEvent = FaultEvent(
            code = json.field("code").text(),
            level = FaultLevel.read(json.field("level").text()),
            message = json.field("message").text(),
            number = json.field("number").orNull()?.let { it.text() },
            operation = json.field("operation").orNull()?.let { it.text() },
            suppressed = json.field("suppressed").long(),
            what = FaultKind.read(json.field("what").text()),
        )
    }
}

/** A token as `getToken` gave it. */
public data class FetchedToken(
    /** The token. Whoever has it can order in the name of the mini program: never log it. */
    @Transient val accessToken: String,
    /** Seconds it lives from now: 7200 at present, never more than 7 days. */
    val lifetimeSeconds: Long,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "FetchedToken(accessToken=<hidden>, lifetimeSeconds=$lifetimeSeconds)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): FetchedToken = FetchedToken(
            accessToken = json.field("accessToken").text(),
            lifetimeSeconds = json.field("lifetimeSeconds").long(),
        )
    }
}

/** A bill that was read to its end. */
public data class FinishedFundFlowSummary(
    /** Size of the uncompressed file in bytes. */
    val bytes: Long,
    /** How many rows were read. */
    val rows: Long,
    /** The totals at the end of the bill. */
    val summary: FundFlowSummary,
    /**
     * Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
     * for the rows. A digest that does not fit is an error, never a result.
     */
    val verified: Boolean,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): FinishedFundFlowSummary = FinishedFundFlowSummary(
            bytes = json.field("bytes").long(),
            rows = json.field("rows").long(),
            summary = FundFlowSummary.read(json.field("summary")),
            verified = json.field("verified").boolean(),
        )
    }
}

/** A bill that was read to its end. */
public data class FinishedTradeBillSummary(
    /** Size of the uncompressed file in bytes. */
    val bytes: Long,
    /** How many rows were read. */
    val rows: Long,
    /** The totals at the end of the bill. */
    val summary: TradeBillSummary,
    /**
     * Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
     * for the rows. A digest that does not fit is an error, never a result.
     */
    val verified: Boolean,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): FinishedTradeBillSummary = FinishedTradeBillSummary(
            bytes = json.field("bytes").long(),
            rows = json.field("rows").long(),
            summary = TradeBillSummary.read(json.field("summary")),
            verified = json.field("verified").boolean(),
        )
    }
}

/** An order as a query found it. */
public sealed interface FoundOrder {
    /** Of a direct merchant. */
    public data class Direct(
        /** Of a direct merchant. */
        val order: Transaction,
    ) : FoundOrder {
        @JvmSynthetic
        internal fun json(): JsonObject = jsonOf(
            "family" to JsonPrimitive("direct"),
            "order" to order.json(),
        )

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Direct = Direct(
                order = Transaction.read(json.field("order")),
            )
        }
    }

    /** Of a sub merchant. */
    public data class Partner(
        /** Of a sub merchant. */
        val order: PartnerTransaction,
    ) : FoundOrder {
        @JvmSynthetic
        internal fun json(): JsonObject = jsonOf(
            "family" to JsonPrimitive("partner"),
            "order" to order.json(),
        )

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Partner = Partner(
                order = PartnerTransaction.read(json.field("order")),
            )
        }
    }

    /** A combine order. */
    public data class Combine(
        /** A combine order. */
        val order: CombineTransaction,
    ) : FoundOrder {
        @JvmSynthetic
        internal fun json(): JsonObject = jsonOf(
            "family" to JsonPrimitive("combine"),
            "order" to order.json(),
        )

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Combine = Combine(
                order = CombineTransaction.read(json.field("order")),
            )
        }
    }

    /** Asked over V2. */
    public data class V2(
        /** Asked over V2. */
        val order: V2Transaction,
    ) : FoundOrder {
        @JvmSynthetic
        internal fun json(): JsonObject = jsonOf(
            "family" to JsonPrimitive("v2"),
            "order" to order.json(),
        )

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): V2 = V2(
                order = V2Transaction.read(json.field("order")),
            )
        }
    }

    public companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): FoundOrder = when (val tag = json.field("family").text()) {
            "direct" -> Direct.read(json)
            "partner" -> Partner.read(json)
            "combine" -> Combine.read(json)
            "v2" -> V2.read(json)
            else -> throw IllegalArgumentException("facade and library are of different versions: $tag")
        }
    }
}

@JvmSynthetic
internal fun FoundOrder.json(): JsonObject = when (this) {
    is FoundOrder.Direct -> this.json()
    is FoundOrder.Partner -> this.json()
    is FoundOrder.Combine -> this.json()
    is FoundOrder.V2 -> this.json()
}

/** Whether money came in or went out. */
public typealias FundDirection = String

/** Which fund flow bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back. */
public data class FundFlowBillRequest(
    /** The day in Beijing: `2026-06-08` or `20260608`. Required. */
    val billDate: String,
    /** Which account; the basic one when left out. */
    val accountType: FundAccount? = null,
    /** Whether the file travels compressed; the rows are the same. */
    val gzip: Boolean? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "billDate" to JsonPrimitive(billDate),
        "accountType" to accountType?.let { JsonPrimitive(it.wire) },
        "gzip" to gzip?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var billDate: String? = null
        private var accountType: FundAccount? = null
        private var gzip: Boolean? = null

        /** The day in Beijing: `2026-06-08` or `20260608`. Required. */
        public fun billDate(billDate: String): Builder = apply { this.billDate = billDate }

        /** The same of `java.time`: see [Times]. */
        public fun billDate(billDate: java.time.LocalDate): Builder = billDate(Times.day(billDate))

        /** Which account; the basic one when left out. */
        public fun accountType(accountType: FundAccount?): Builder = apply { this.accountType = accountType }

        /** Whether the file travels compressed; the rows are the same. */
        public fun gzip(gzip: Boolean): Builder = apply { this.gzip = gzip }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): FundFlowBillRequest = FundFlowBillRequest(
            billDate = requireField(billDate, "billDate"),
            accountType = accountType,
            gzip = gzip,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): FundFlowBillRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): FundFlowBillRequest = FundFlowBillRequest(
            billDate = json.required("billDate").text(),
            accountType = json.field("accountType").orNull()?.let { FundAccount.read(it.text()) },
            gzip = json.field("gzip").orNull()?.let { it.boolean() },
        )
    }
}

/** A row of a fund flow bill. A column that the bill does not have, or leaves empty, is `null`. */
public data class FundFlowRow(
    /** 收支金额(元): how much, fen, never negative: `direction` tells the sign. */
    val amount: Long? = null,
    /** 资金变更提交申请人: who asked for it. */
    val applicant: String? = null,
    /** 账户结余(元): what the account held afterwards, fen. */
    val balance: Long? = null,
    /** 记账时间: when it was booked, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
    val bookingTime: String? = null,
    /** 业务名称: name of the business. */
    val businessName: String? = null,
    /** 业务类型: kind of the business. */
    val businessType: String? = null,
    /** 收支类型: in or out. */
    val direction: FundDirection? = null,
    /** 资金流水单号: number of the movement. */
    val flowId: String? = null,
    /** 备注: note; may hold commas and quotes. */
    val note: String? = null,
    /** Columns that this version does not know, by their name in the bill. */
    @Transient val other: Map<String, String>,
    /** 微信支付业务单号: WeChat Pay's number of the order, refund, withdrawal, ... */
    val transactionId: String? = null,
    /** 业务凭证号: the merchant's order or refund number, or another voucher. */
    val voucherId: String? = null,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "FundFlowRow(amount=$amount, applicant=$applicant, balance=$balance, bookingTime=$bookingTime, businessName=$businessName, businessType=$businessType, direction=$direction, flowId=$flowId, note=$note, other=<hidden>, transactionId=$transactionId, voucherId=$voucherId)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): FundFlowRow = FundFlowRow(
            amount = json.field("amount").orNull()?.let { it.long() },
            applicant = json.field("applicant").orNull()?.let { it.text() },
            balance = json.field("balance").orNull()?.let { it.long() },
            bookingTime = json.field("bookingTime").orNull()?.let { it.text() },
            businessName = json.field("businessName").orNull()?.let { it.text() },
            businessType = json.field("businessType").orNull()?.let { it.text() },
            direction = json.field("direction").orNull()?.let { it.text() },
            flowId = json.field("flowId").orNull()?.let { it.text() },
            note = json.field("note").orNull()?.let { it.text() },
            other = json.field("other").dictionary { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
            voucherId = json.field("voucherId").orNull()?.let { it.text() },
        )
    }
}

/** The totals at the end of a fund flow bill. A column that the bill does not have is `null`. */
public data class FundFlowSummary(
    /** 资金流水总笔数: number of movements. */
    val count: Long? = null,
    /** 支出金额: sum of what went out, fen. */
    val expenseAmount: Long? = null,
    /** 支出笔数: how many went out. */
    val expenseCount: Long? = null,
    /** 收入金额: sum of what came in, fen. */
    val incomeAmount: Long? = null,
    /** 收入笔数: how many came in. */
    val incomeCount: Long? = null,
    /** Columns that this version does not know, by their name in the bill. */
    @Transient val other: Map<String, String>,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "FundFlowSummary(count=$count, expenseAmount=$expenseAmount, expenseCount=$expenseCount, incomeAmount=$incomeAmount, incomeCount=$incomeCount, other=<hidden>)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): FundFlowSummary = FundFlowSummary(
            count = json.field("count").orNull()?.let { it.long() },
            expenseAmount = json.field("expenseAmount").orNull()?.let { it.long() },
            expenseCount = json.field("expenseCount").orNull()?.let { it.long() },
            incomeAmount = json.field("incomeAmount").orNull()?.let { it.long() },
            incomeCount = json.field("incomeCount").orNull()?.let { it.long() },
            other = json.field("other").dictionary { it.text() },
        )
    }
}

/** One kind of goods of an order. */
public data class GoodsDetail(
    /** The merchant's number of the goods, up to 32 of letters, digits, `-`, `_`. Required. */
    val merchantGoodsId: String,
    /** How many, at least 1. Required. */
    val quantity: Long,
    /** Price of one, fen. Required. */
    val unitPrice: Long,
    /** Name, up to 256 bytes of UTF-8. */
    val goodsName: String? = null,
    /** WeChat Pay's number of the goods, up to 32 bytes of UTF-8. */
    val wechatpayGoodsId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "merchantGoodsId" to JsonPrimitive(merchantGoodsId),
        "quantity" to JsonPrimitive(quantity),
        "unitPrice" to JsonPrimitive(unitPrice),
        "goodsName" to goodsName?.let { JsonPrimitive(it) },
        "wechatpayGoodsId" to wechatpayGoodsId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var merchantGoodsId: String? = null
        private var quantity: Long? = null
        private var unitPrice: Long? = null
        private var goodsName: String? = null
        private var wechatpayGoodsId: String? = null

        /** The merchant's number of the goods, up to 32 of letters, digits, `-`, `_`. Required. */
        public fun merchantGoodsId(merchantGoodsId: String): Builder = apply { this.merchantGoodsId = merchantGoodsId }

        /** How many, at least 1. Required. */
        public fun quantity(quantity: Long): Builder = apply { this.quantity = quantity }

        /** Price of one, fen. Required. */
        public fun unitPrice(unitPrice: Long): Builder = apply { this.unitPrice = unitPrice }

        /** Name, up to 256 bytes of UTF-8. */
        public fun goodsName(goodsName: String?): Builder = apply { this.goodsName = goodsName }

        /** WeChat Pay's number of the goods, up to 32 bytes of UTF-8. */
        public fun wechatpayGoodsId(wechatpayGoodsId: String?): Builder = apply { this.wechatpayGoodsId = wechatpayGoodsId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): GoodsDetail = GoodsDetail(
            merchantGoodsId = requireField(merchantGoodsId, "merchantGoodsId"),
            quantity = requireField(quantity, "quantity"),
            unitPrice = requireField(unitPrice, "unitPrice"),
            goodsName = goodsName,
            wechatpayGoodsId = wechatpayGoodsId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): GoodsDetail = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): GoodsDetail = GoodsDetail(
            merchantGoodsId = json.required("merchantGoodsId").text(),
            quantity = json.required("quantity").long(),
            unitPrice = json.required("unitPrice").long(),
            goodsName = json.field("goodsName").orNull()?.let { it.text() },
            wechatpayGoodsId = json.field("wechatpayGoodsId").orNull()?.let { it.text() },
        )
    }
}

/** The page or app that asks for payment. */
public data class H5Info(
    /** Name of the app or site, up to 64 bytes of UTF-8. */
    val appName: String? = null,
    /** Address of the site, up to 128 bytes of UTF-8. */
    val appUrl: String? = null,
    /** iOS bundle, up to 128 bytes of UTF-8. */
    val bundleId: String? = null,
    /** Android package, up to 128 bytes of UTF-8. */
    val packageName: String? = null,
    /** Kind of page. */
    val type: H5Type? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "appName" to appName?.let { JsonPrimitive(it) },
        "appUrl" to appUrl?.let { JsonPrimitive(it) },
        "bundleId" to bundleId?.let { JsonPrimitive(it) },
        "packageName" to packageName?.let { JsonPrimitive(it) },
        "type" to type?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var appName: String? = null
        private var appUrl: String? = null
        private var bundleId: String? = null
        private var packageName: String? = null
        private var type: H5Type? = null

        /** Name of the app or site, up to 64 bytes of UTF-8. */
        public fun appName(appName: String?): Builder = apply { this.appName = appName }

        /** Address of the site, up to 128 bytes of UTF-8. */
        public fun appUrl(appUrl: String?): Builder = apply { this.appUrl = appUrl }

        /** iOS bundle, up to 128 bytes of UTF-8. */
        public fun bundleId(bundleId: String?): Builder = apply { this.bundleId = bundleId }

        /** Android package, up to 128 bytes of UTF-8. */
        public fun packageName(packageName: String?): Builder = apply { this.packageName = packageName }

        /** Kind of page. */
        public fun type(type: H5Type?): Builder = apply { this.type = type }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): H5Info = H5Info(
            appName = appName,
            appUrl = appUrl,
            bundleId = bundleId,
            packageName = packageName,
            type = type,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): H5Info = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): H5Info = H5Info(
            appName = json.field("appName").orNull()?.let { it.text() },
            appUrl = json.field("appUrl").orNull()?.let { it.text() },
            bundleId = json.field("bundleId").orNull()?.let { it.text() },
            packageName = json.field("packageName").orNull()?.let { it.text() },
            type = json.field("type").orNull()?.let { it.text() },
        )
    }
}

/** Kind of page that asks for payment. V2 writes `IOS`. */
public typealias H5Type = String

/** Who the merchant is. */
public data class Merchant(
    /** Merchant number. */
    val mchid: String,
    /** AppID of the QQ mini program, when one is configured. */
    val qqAppid: String? = null,
    /** Whether all addresses lead to a sandbox on this machine: then no money moves. */
    val sandbox: Boolean,
    /** WeChat AppID. */
    val wechatAppid: String,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): Merchant = Merchant(
            mchid = json.field("mchid").text(),
            qqAppid = json.field("qqAppid").orNull()?.let { it.text() },
            sandbox = json.field("sandbox").boolean(),
            wechatAppid = json.field("wechatAppid").text(),
        )
    }
}

/** An order of which WeChat Pay says that it is not paid. */
public data class NotPaid(
    /** WeChat Pay's number of the notification (V3). */
    val id: String? = null,
    /** The order. */
    val order: OrderReference,
    /**
     * Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
     * cannot rule it out.
     */
    val repeat: Boolean,
    /** Its state, or the first state of a part that is not paid. */
    val state: TradeState,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): NotPaid = NotPaid(
            id = json.field("id").orNull()?.let { it.text() },
            order = OrderReference.read(json.field("order")),
            repeat = json.field("repeat").boolean(),
            state = json.field("state").text(),
        )
    }
}

/** A notification that was read. */
public data class NotificationEvent(
    /** Why it is not to be believed; `null` when it is. */
    val code: String? = null,
    /** What it turned out to be: `payment`, `refund`, `refused`, ... */
    val outcome: String,
    /** Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox knows of one. */
    val repeat: Boolean,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): NotificationEvent = NotificationEvent(
            code = json.field("code").orNull()?.let { it.text() },
            outcome = json.field("outcome").text(),
            repeat = json.field("repeat").boolean(),
        )
    }
}

/** The amount of an order. */
public data class OrderAmount(
    /** Whole fen, at least 1. Required. */
    val total: Long,
    /** `CNY`, also when left out. */
    val currency: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "total" to JsonPrimitive(total),
        "currency" to currency?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var total: Long? = null
        private var currency: String? = null

        /** Whole fen, at least 1. Required. */
        public fun total(total: Long): Builder = apply { this.total = total }

        /** `CNY`, also when left out. */
        public fun currency(currency: String?): Builder = apply { this.currency = currency }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): OrderAmount = OrderAmount(
            total = requireField(total, "total"),
            currency = currency,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): OrderAmount = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): OrderAmount = OrderAmount(
            total = json.required("total").long(),
            currency = json.field("currency").orNull()?.let { it.text() },
        )
    }
}

/** What is sold, for WeChat Pay's own discounts. */
public data class OrderDetail(
    /** Price before discounts, fen. */
    val costPrice: Long? = null,
    /** The goods, at most 6000. */
    val goodsDetail: List<GoodsDetail>? = null,
    /** Receipt number, up to 32 bytes of UTF-8. */
    val invoiceId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "costPrice" to costPrice?.let { JsonPrimitive(it) },
        "goodsDetail" to goodsDetail?.let { JsonArray(it.map { it.json() }) },
        "invoiceId" to invoiceId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var costPrice: Long? = null
        private var goodsDetail: List<GoodsDetail>? = null
        private var invoiceId: String? = null

        /** Price before discounts, fen. */
        public fun costPrice(costPrice: Long): Builder = apply { this.costPrice = costPrice }

        /** The goods, at most 6000. */
        public fun goodsDetail(goodsDetail: List<GoodsDetail>?): Builder = apply { this.goodsDetail = goodsDetail }

        /** Receipt number, up to 32 bytes of UTF-8. */
        public fun invoiceId(invoiceId: String?): Builder = apply { this.invoiceId = invoiceId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): OrderDetail = OrderDetail(
            costPrice = costPrice,
            goodsDetail = goodsDetail,
            invoiceId = invoiceId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): OrderDetail = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): OrderDetail = OrderDetail(
            costPrice = json.field("costPrice").orNull()?.let { it.long() },
            goodsDetail = json.field("goodsDetail").orNull()?.let { it.list { GoodsDetail.read(it) } },
            invoiceId = json.field("invoiceId").orNull()?.let { it.text() },
        )
    }
}

/** One order, by the merchant's number or by WeChat Pay's. */
public sealed interface OrderId {
    /** The merchant's own order number, 6 to 32 of `0-9 A-Z a-z _ - | *`. The only one that an unpaid order has. */
    public data class OutTradeNo(
        /** The merchant's own order number, 6 to 32 of `0-9 A-Z a-z _ - | *`. The only one that an unpaid order has. */
        val outTradeNo: String,
    ) : OrderId {
        @JvmSynthetic
        internal fun json(): JsonObject = jsonOf(
            "outTradeNo" to JsonPrimitive(outTradeNo),
        )

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): OutTradeNo = OutTradeNo(
                outTradeNo = json.required("outTradeNo").text(),
            )
        }
    }

    /** WeChat Pay's order number, up to 32 letters and digits; exists once the order is paid. */
    public data class TransactionId(
        /** WeChat Pay's order number, up to 32 letters and digits; exists once the order is paid. */
        val transactionId: String,
    ) : OrderId {
        @JvmSynthetic
        internal fun json(): JsonObject = jsonOf(
            "transactionId" to JsonPrimitive(transactionId),
        )

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): TransactionId = TransactionId(
                transactionId = json.required("transactionId").text(),
            )
        }
    }

    public companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): OrderId = when {
            json.field("outTradeNo").orNull() != null -> OutTradeNo.read(json)
            json.field("transactionId").orNull() != null -> TransactionId.read(json)
            else -> throw IllegalArgumentException("none of the forms of OrderId")
        }
    }
}

@JvmSynthetic
internal fun OrderId.json(): JsonObject = when (this) {
    is OrderId.OutTradeNo -> this.json()
    is OrderId.TransactionId -> this.json()
}

/** An order that a message names, enough to query it. */
public data class OrderReference(
    /** How it is asked for. */
    val family: OrderFamily,
    /** The merchant's order number (of a combine order `combineOutTradeNo`). */
    val outTradeNo: String,
    /** The sub merchant's number, in partner use. */
    val subMchid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "family" to JsonPrimitive(family.wire),
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "subMchid" to subMchid?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var family: OrderFamily? = null
        private var outTradeNo: String? = null
        private var subMchid: String? = null

        /** How it is asked for. */
        public fun family(family: OrderFamily): Builder = apply { this.family = family }

        /** The merchant's order number (of a combine order `combineOutTradeNo`). */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** The sub merchant's number, in partner use. */
        public fun subMchid(subMchid: String?): Builder = apply { this.subMchid = subMchid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): OrderReference = OrderReference(
            family = requireField(family, "family"),
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            subMchid = subMchid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): OrderReference = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): OrderReference = OrderReference(
            family = OrderFamily.read(json.field("family").text()),
            outTradeNo = json.field("outTradeNo").text(),
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
        )
    }
}

/**
 * A V3 H5 order of a direct merchant.
 *
 * `appid` and `mchid` come from the configuration, and the `notifyUrl` of the body is computed.
 */
public data class OrderRequest(
    /** How much. Required. */
    val amount: OrderAmount,
    /** What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
    val description: String,
    /**
     * The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat
     * Pay also `|` and `*`. Required.
     */
    val outTradeNo: String,
    /** Where and by whom it is paid. Required. */
    val sceneInfo: SceneInfo,
    /** Comes back in queries and notifications; up to 128 bytes of UTF-8. */
    val attach: String? = null,
    /** The way this order takes; the configured one when left out. */
    val channel: Channel? = null,
    /** What is sold, for discounts. */
    val detail: OrderDetail? = null,
    /**
     * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
     * sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
     */
    @Transient val extra: String? = null,
    /** Mark for discounts, up to 32 bytes of UTF-8. */
    val goodsTag: String? = null,
    /** Ways of paying that are excluded: `no_balance`, `no_credit`, `no_debit`, `balance_only`. */
    val limitPay: List<String>? = null,
    /** Your own address for the notification of this order; the configured one when left out. */
    val notifyUrl: String? = null,
    /** How the money is settled. */
    val settleInfo: SettleInfo? = null,
    /** Whether the payer may ask for an electronic invoice. */
    val supportFapiao: Boolean? = null,
    /** Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. WeChat Pay's default is 7 days. */
    val timeExpire: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "amount" to amount.json(),
        "description" to JsonPrimitive(description),
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "sceneInfo" to sceneInfo.json(),
        "attach" to attach?.let { JsonPrimitive(it) },
        "channel" to channel?.let { JsonPrimitive(it.wire) },
        "detail" to detail?.let { it.json() },
        "extra" to extra?.let { JsonPrimitive(it) },
        "goodsTag" to goodsTag?.let { JsonPrimitive(it) },
        "limitPay" to limitPay?.let { JsonArray(it.map { JsonPrimitive(it) }) },
        "notifyUrl" to notifyUrl?.let { JsonPrimitive(it) },
        "settleInfo" to settleInfo?.let { it.json() },
        "supportFapiao" to supportFapiao?.let { JsonPrimitive(it) },
        "timeExpire" to timeExpire?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "OrderRequest(amount=$amount, description=$description, outTradeNo=$outTradeNo, sceneInfo=$sceneInfo, attach=$attach, channel=$channel, detail=$detail, extra=<hidden>, goodsTag=$goodsTag, limitPay=$limitPay, notifyUrl=$notifyUrl, settleInfo=$settleInfo, supportFapiao=$supportFapiao, timeExpire=$timeExpire)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var amount: OrderAmount? = null
        private var description: String? = null
        private var outTradeNo: String? = null
        private var sceneInfo: SceneInfo? = null
        private var attach: String? = null
        private var channel: Channel? = null
        private var detail: OrderDetail? = null
        private var extra: String? = null
        private var goodsTag: String? = null
        private var limitPay: List<String>? = null
        private var notifyUrl: String? = null
        private var settleInfo: SettleInfo? = null
        private var supportFapiao: Boolean? = null
        private var timeExpire: String? = null

        /** How much. Required. */
        public fun amount(amount: OrderAmount): Builder = apply { this.amount = amount }

        /** What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
        public fun description(description: String): Builder = apply { this.description = description }

        /**
         * The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat
         * Pay also `|` and `*`. Required.
         */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** Where and by whom it is paid. Required. */
        public fun sceneInfo(sceneInfo: SceneInfo): Builder = apply { this.sceneInfo = sceneInfo }

        /** Comes back in queries and notifications; up to 128 bytes of UTF-8. */
        public fun attach(attach: String?): Builder = apply { this.attach = attach }

        /** The way this order takes; the configured one when left out. */
        public fun channel(channel: Channel?): Builder = apply { this.channel = channel }

        /** What is sold, for discounts. */
        public fun detail(detail: OrderDetail?): Builder = apply { this.detail = detail }

        /**
         * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
         * sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
         */
        public fun extra(extra: String?): Builder = apply { this.extra = extra }

        /** Mark for discounts, up to 32 bytes of UTF-8. */
        public fun goodsTag(goodsTag: String?): Builder = apply { this.goodsTag = goodsTag }

        /** Ways of paying that are excluded: `no_balance`, `no_credit`, `no_debit`, `balance_only`. */
        public fun limitPay(limitPay: List<String>?): Builder = apply { this.limitPay = limitPay }

        /** Your own address for the notification of this order; the configured one when left out. */
        public fun notifyUrl(notifyUrl: String?): Builder = apply { this.notifyUrl = notifyUrl }

        /** How the money is settled. */
        public fun settleInfo(settleInfo: SettleInfo?): Builder = apply { this.settleInfo = settleInfo }

        /** Whether the payer may ask for an electronic invoice. */
        public fun supportFapiao(supportFapiao: Boolean): Builder = apply { this.supportFapiao = supportFapiao }

        /** Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. WeChat Pay's default is 7 days. */
        public fun timeExpire(timeExpire: String?): Builder = apply { this.timeExpire = timeExpire }

        /** The same of `java.time`: see [Times]. */
        public fun timeExpire(timeExpire: java.time.temporal.TemporalAccessor): Builder = timeExpire(Times.moment(timeExpire))

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): OrderRequest = OrderRequest(
            amount = requireField(amount, "amount"),
            description = requireField(description, "description"),
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            sceneInfo = requireField(sceneInfo, "sceneInfo"),
            attach = attach,
            channel = channel,
            detail = detail,
            extra = extra,
            goodsTag = goodsTag,
            limitPay = limitPay,
            notifyUrl = notifyUrl,
            settleInfo = settleInfo,
            supportFapiao = supportFapiao,
            timeExpire = timeExpire,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): OrderRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): OrderRequest = OrderRequest(
            amount = OrderAmount.read(json.required("amount")),
            description = json.required("description").text(),
            outTradeNo = json.required("outTradeNo").text(),
            sceneInfo = SceneInfo.read(json.required("sceneInfo")),
            attach = json.field("attach").orNull()?.let { it.text() },
            channel = json.field("channel").orNull()?.let { Channel.read(it.text()) },
            detail = json.field("detail").orNull()?.let { OrderDetail.read(it) },
            extra = json.field("extra").orNull()?.let { it.text() },
            goodsTag = json.field("goodsTag").orNull()?.let { it.text() },
            limitPay = json.field("limitPay").orNull()?.let { it.list { it.text() } },
            notifyUrl = json.field("notifyUrl").orNull()?.let { it.text() },
            settleInfo = json.field("settleInfo").orNull()?.let { SettleInfo.read(it) },
            supportFapiao = json.field("supportFapiao").orNull()?.let { it.boolean() },
            timeExpire = json.field("timeExpire").orNull()?.let { it.text() },
        )
    }
}

/** What became of an order, and why that is said. */
public data class OrderStatus(
    /** What stood in the way; there when the reason is `no_answer` or `not_found`, or when closing failed. */
    val error: QqWxPayException? = null,
    /** The order as WeChat Pay told it, when it told it. */
    val found: FoundOrder? = null,
    /** The order. */
    val order: OrderReference,
    /** Why it is said. */
    val reason: StatusReason,
    /** Where the money is. */
    val state: PaymentState,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): OrderStatus = OrderStatus(
            error = json.field("error").orNull()?.let { QqWxPayException.read(it) },
            found = json.field("found").orNull()?.let { FoundOrder.read(it) },
            order = OrderReference.read(json.field("order")),
            reason = StatusReason.read(json.field("reason").text()),
            state = PaymentState.read(json.field("state").text()),
        )
    }
}

/** A verified event that this library has no model for. */
public data class OtherEvent(
    /** For example `PAYSCORE.USER_OPEN_SERVICE`. */
    val eventType: String,
    /** For example `payscore`. */
    val originalType: String,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): OtherEvent = OtherEvent(
            eventType = json.field("eventType").text(),
            originalType = json.field("originalType").text(),
        )
    }
}

/**
 * What a notification turned out to be. Only `payment`, `partner_payment`, `combine_payment`, `v2_payment`, `refund` and
 * `v2_refund` are proven facts about money.
 */
public sealed interface Outcome {
    /** V3: a direct merchant's order is paid. */
    public data class Payment(
        /** The order with its payment. */
        val payment: Transaction,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Payment = Payment(
                payment = Transaction.read(json.field("payment")),
            )
        }
    }

    /** V3: a sub merchant's order is paid. */
    public data class PartnerPayment(
        /** The order with its payment. */
        val payment: PartnerTransaction,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): PartnerPayment = PartnerPayment(
                payment = PartnerTransaction.read(json.field("payment")),
            )
        }
    }

    /** V3: a combine order is paid, every part of it. */
    public data class CombinePayment(
        /** The order with its payment. */
        val payment: CombineTransaction,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): CombinePayment = CombinePayment(
                payment = CombineTransaction.read(json.field("payment")),
            )
        }
    }

    /** V2: an order is paid. */
    public data class V2Payment(
        /** The order with its payment. */
        val payment: V2Transaction,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): V2Payment = V2Payment(
                payment = V2Transaction.read(json.field("payment")),
            )
        }
    }

    /** V3: a refund has ended. */
    public data class Refund(
        /** The refund. */
        val refund: RefundNotice,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Refund = Refund(
                refund = RefundNotice.read(json.field("refund")),
            )
        }
    }

    /** V2: a refund has ended, as a query says. Until it is confirmed it is `unsigned`. */
    public data class V2Refund(
        /** The refund. */
        val refund: V2RefundNotice,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): V2Refund = V2Refund(
                refund = V2RefundNotice.read(json.field("refund")),
            )
        }
    }

    /** Verified, but the order is not (wholly) paid, or in a state that this version does not know: query it. */
    public data class NotPaid(
        /** The order. */
        val order: OrderReference,
        /** Its state. */
        val state: TradeState,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): NotPaid = NotPaid(
                order = OrderReference.read(json.field("order")),
                state = json.field("state").text(),
            )
        }
    }

    /** The callback of a self test: no money is involved. */
    public data class SecurityEcho(
        /** The texts of the test. */
        val echo: com.qqwxpay.SecurityEcho,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): SecurityEcho = SecurityEcho(
                echo = com.qqwxpay.SecurityEcho.read(json.field("echo")),
            )
        }
    }

    /** Verified, but an event of another product. */
    public data class Other(
        /** Which. */
        val event: OtherEvent,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Other = Other(
                event = OtherEvent.read(json.field("event")),
            )
        }
    }

    /** Rightly signed, but too long ago or in the future. Believe only a query of this order or refund. */
    public data class Stale(
        /** Why. */
        val error: QqWxPayException,
        /** The order. */
        val order: OrderReference? = null,
        /** Or the refund. */
        val refund: RefundReference? = null,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Stale = Stale(
                error = QqWxPayException.read(json.field("error")),
                order = json.field("order").orNull()?.let { OrderReference.read(it) },
                refund = json.field("refund").orNull()?.let { RefundReference.read(it) },
            )
        }
    }

    /**
     * Nobody signed it, but the content opens with your own key: the signature headers did not arrive, or it is a V2 refund, which
     * has none. Believe only a query of this order or refund.
     */
    public data class Unsigned(
        /** Why. */
        val error: QqWxPayException,
        /** The order. */
        val order: OrderReference? = null,
        /** Or the refund. */
        val refund: RefundReference? = null,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Unsigned = Unsigned(
                error = QqWxPayException.read(json.field("error")),
                order = json.field("order").orNull()?.let { OrderReference.read(it) },
                refund = json.field("refund").orNull()?.let { RefundReference.read(it) },
            )
        }
    }

    /** WeChat Pay's test whether wrong signatures are refused. They are: nothing is to be done. */
    public data object Probe : Outcome {
        @JvmSynthetic
        internal fun read(@Suppress("UNUSED_PARAMETER") json: JsonElement): Probe = this
    }

    /** Not to be believed. */
    public data class Refused(
        /** Why. */
        val error: QqWxPayException,
    ) : Outcome {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Refused = Refused(
                error = QqWxPayException.read(json.field("error")),
            )
        }
    }

    public companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): Outcome = when (val tag = json.field("type").text()) {
            "payment" -> Payment.read(json)
            "partner_payment" -> PartnerPayment.read(json)
            "combine_payment" -> CombinePayment.read(json)
            "v2_payment" -> V2Payment.read(json)
            "refund" -> Refund.read(json)
            "v2_refund" -> V2Refund.read(json)
            "not_paid" -> NotPaid.read(json)
            "security_echo" -> SecurityEcho.read(json)
            "other" -> Other.read(json)
            "stale" -> Stale.read(json)
            "unsigned" -> Unsigned.read(json)
            "probe" -> Probe.read(json)
            "refused" -> Refused.read(json)
            else -> throw IllegalArgumentException("facade and library are of different versions: $tag")
        }
    }
}

/** An order that is paid, of whichever family. Compare number and total with your own order before you deliver. */
public data class Paid(
    /** How the order was placed. */
    val family: OrderFamily,
    /** WeChat Pay's number of the notification (V3). */
    val id: String? = null,
    /** The order, or the parts of a combine order. */
    val orders: List<PaidOrder>,
    /** The number to look your order up with (of a combine order its `combineOutTradeNo`). */
    val outTradeNo: String,
    /** Whether it was refunded since, in part or whole. */
    val refunded: Boolean,
    /**
     * Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
     * cannot rule it out. That call may have failed: do the work again, idempotently.
     */
    val repeat: Boolean,
    /** What was to be paid, in fen (of a combine order the sum of its parts). */
    val total: Long,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): Paid = Paid(
            family = OrderFamily.read(json.field("family").text()),
            id = json.field("id").orNull()?.let { it.text() },
            orders = json.field("orders").list { PaidOrder.read(it) },
            outTradeNo = json.field("outTradeNo").text(),
            refunded = json.field("refunded").boolean(),
            repeat = json.field("repeat").boolean(),
            total = json.field("total").long(),
        )
    }
}

/** One paid order. */
public data class PaidOrder(
    /** What the order carried. */
    val attach: String? = null,
    /** The merchant that gets the money: of a service provider's order the sub merchant. */
    val mchid: String,
    /** The merchant's order number. */
    val outTradeNo: String,
    /** When it was paid: RFC 3339, in V2 `yyyyMMddHHmmss` in Beijing time. */
    val successTime: String? = null,
    /** What was to be paid, in fen. */
    val total: Long,
    /** WeChat Pay's number of the payment. */
    val transactionId: String,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): PaidOrder = PaidOrder(
            attach = json.field("attach").orNull()?.let { it.text() },
            mchid = json.field("mchid").text(),
            outTradeNo = json.field("outTradeNo").text(),
            successTime = json.field("successTime").orNull()?.let { it.text() },
            total = json.field("total").long(),
            transactionId = json.field("transactionId").text(),
        )
    }
}

/** A sub merchant's order, by one of its two numbers. */
public data class PartnerOrderQuery(
    /** Number of the sub merchant. */
    val subMchid: String,
    /** The merchant's own order number. The only one that an unpaid order has. */
    val outTradeNo: String? = null,
    /** WeChat Pay's order number, instead. */
    val transactionId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "subMchid" to JsonPrimitive(subMchid),
        "outTradeNo" to outTradeNo?.let { JsonPrimitive(it) },
        "transactionId" to transactionId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var subMchid: String? = null
        private var outTradeNo: String? = null
        private var transactionId: String? = null

        /** Number of the sub merchant. */
        public fun subMchid(subMchid: String): Builder = apply { this.subMchid = subMchid }

        /** The merchant's own order number. The only one that an unpaid order has. */
        public fun outTradeNo(outTradeNo: String?): Builder = apply { this.outTradeNo = outTradeNo }

        /** WeChat Pay's order number, instead. */
        public fun transactionId(transactionId: String?): Builder = apply { this.transactionId = transactionId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): PartnerOrderQuery = PartnerOrderQuery(
            subMchid = requireField(subMchid, "subMchid"),
            outTradeNo = outTradeNo,
            transactionId = transactionId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): PartnerOrderQuery = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): PartnerOrderQuery = PartnerOrderQuery(
            subMchid = json.required("subMchid").text(),
            outTradeNo = json.field("outTradeNo").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
        )
    }
}

/**
 * A V3 H5 order of a service provider.
 *
 * `spAppid` and `spMchid` are the configured `wechatAppid` and `mchid`.
 */
public data class PartnerOrderRequest(
    /** Everything else, as in an order of a direct merchant. Required. */
    val order: OrderRequest,
    /** Number of the sub merchant that sells. Required. */
    val subMchid: String,
    /** WeChat AppID of the sub merchant, up to 32 bytes of UTF-8. */
    val subAppid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "order" to order.json(),
        "subMchid" to JsonPrimitive(subMchid),
        "subAppid" to subAppid?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var order: OrderRequest? = null
        private var subMchid: String? = null
        private var subAppid: String? = null

        /** Everything else, as in an order of a direct merchant. Required. */
        public fun order(order: OrderRequest): Builder = apply { this.order = order }

        /** Number of the sub merchant that sells. Required. */
        public fun subMchid(subMchid: String): Builder = apply { this.subMchid = subMchid }

        /** WeChat AppID of the sub merchant, up to 32 bytes of UTF-8. */
        public fun subAppid(subAppid: String?): Builder = apply { this.subAppid = subAppid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): PartnerOrderRequest = PartnerOrderRequest(
            order = requireField(order, "order"),
            subMchid = requireField(subMchid, "subMchid"),
            subAppid = subAppid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): PartnerOrderRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): PartnerOrderRequest = PartnerOrderRequest(
            order = OrderRequest.read(json.required("order")),
            subMchid = json.required("subMchid").text(),
            subAppid = json.field("subAppid").orNull()?.let { it.text() },
        )
    }
}

/** Who paid a sub merchant. */
public data class PartnerPayer(
    /** The payer's `openid` under the service provider's AppID. */
    @Transient val spOpenid: String? = null,
    /** The payer's `openid` under the sub merchant's AppID. */
    @Transient val subOpenid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "spOpenid" to spOpenid?.let { JsonPrimitive(it) },
        "subOpenid" to subOpenid?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "PartnerPayer(spOpenid=<hidden>, subOpenid=<hidden>)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var spOpenid: String? = null
        private var subOpenid: String? = null

        /** The payer's `openid` under the service provider's AppID. */
        public fun spOpenid(spOpenid: String?): Builder = apply { this.spOpenid = spOpenid }

        /** The payer's `openid` under the sub merchant's AppID. */
        public fun subOpenid(subOpenid: String?): Builder = apply { this.subOpenid = subOpenid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): PartnerPayer = PartnerPayer(
            spOpenid = spOpenid,
            subOpenid = subOpenid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): PartnerPayer = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): PartnerPayer = PartnerPayer(
            spOpenid = json.field("spOpenid").orNull()?.let { it.text() },
            subOpenid = json.field("subOpenid").orNull()?.let { it.text() },
        )
    }
}

/** An order of a sub merchant and its payment. */
public data class PartnerTransaction(
    /** How much. */
    val amount: TransactionAmount? = null,
    /** What the order carried. */
    val attach: String? = null,
    /** Bank. */
    val bankType: String? = null,
    /** The merchant's order number. */
    val outTradeNo: String,
    /** Who paid. */
    @Transient val payer: PartnerPayer? = null,
    /** Discounts. */
    val promotionDetail: List<PromotionDetail>,
    /**
     * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
     * which has its own.
     */
    @Transient val raw: String? = null,
    /** Where. */
    val sceneInfo: TransactionScene? = null,
    /** The service provider's WeChat AppID. */
    val spAppid: String? = null,
    /** The service provider's number. */
    val spMchid: String,
    /** The sub merchant's WeChat AppID. */
    val subAppid: String? = null,
    /** The sub merchant's number. */
    val subMchid: String,
    /** When it was paid, RFC 3339. */
    val successTime: String? = null,
    /** Where the order stands. */
    val tradeState: TradeState,
    /** The same in words. */
    val tradeStateDesc: String? = null,
    /** How the order was made. */
    val tradeType: TradeType? = null,
    /** WeChat Pay's order number; only when paid. */
    val transactionId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "amount" to amount?.let { it.json() },
        "attach" to attach?.let { JsonPrimitive(it) },
        "bankType" to bankType?.let { JsonPrimitive(it) },
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "payer" to payer?.let { it.json() },
        "promotionDetail" to JsonArray(promotionDetail.map { it.json() }),
        "raw" to raw?.let { JsonPrimitive(it) },
        "sceneInfo" to sceneInfo?.let { it.json() },
        "spAppid" to spAppid?.let { JsonPrimitive(it) },
        "spMchid" to JsonPrimitive(spMchid),
        "subAppid" to subAppid?.let { JsonPrimitive(it) },
        "subMchid" to JsonPrimitive(subMchid),
        "successTime" to successTime?.let { JsonPrimitive(it) },
        "tradeState" to JsonPrimitive(tradeState),
        "tradeStateDesc" to tradeStateDesc?.let { JsonPrimitive(it) },
        "tradeType" to tradeType?.let { JsonPrimitive(it) },
        "transactionId" to transactionId?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "PartnerTransaction(amount=$amount, attach=$attach, bankType=$bankType, outTradeNo=$outTradeNo, payer=<hidden>, promotionDetail=$promotionDetail, raw=<hidden>, sceneInfo=$sceneInfo, spAppid=$spAppid, spMchid=$spMchid, subAppid=$subAppid, subMchid=$subMchid, successTime=$successTime, tradeState=$tradeState, tradeStateDesc=$tradeStateDesc, tradeType=$tradeType, transactionId=$transactionId)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var amount: TransactionAmount? = null
        private var attach: String? = null
        private var bankType: String? = null
        private var outTradeNo: String? = null
        private var payer: PartnerPayer? = null
        private var promotionDetail: List<PromotionDetail>? = null
        private var raw: String? = null
        private var sceneInfo: TransactionScene? = null
        private var spAppid: String? = null
        private var spMchid: String? = null
        private var subAppid: String? = null
        private var subMchid: String? = null
        private var successTime: String? = null
        private var tradeState: TradeState? = null
        private var tradeStateDesc: String? = null
        private var tradeType: TradeType? = null
        private var transactionId: String? = null

        /** How much. */
        public fun amount(amount: TransactionAmount?): Builder = apply { this.amount = amount }

        /** What the order carried. */
        public fun attach(attach: String?): Builder = apply { this.attach = attach }

        /** Bank. */
        public fun bankType(bankType: String?): Builder = apply { this.bankType = bankType }

        /** The merchant's order number. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** Who paid. */
        public fun payer(payer: PartnerPayer?): Builder = apply { this.payer = payer }

        /** Discounts. */
        public fun promotionDetail(promotionDetail: List<PromotionDetail>): Builder = apply { this.promotionDetail = promotionDetail }

        /**
         * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        public fun raw(raw: String?): Builder = apply { this.raw = raw }

        /** Where. */
        public fun sceneInfo(sceneInfo: TransactionScene?): Builder = apply { this.sceneInfo = sceneInfo }

        /** The service provider's WeChat AppID. */
        public fun spAppid(spAppid: String?): Builder = apply { this.spAppid = spAppid }

        /** The service provider's number. */
        public fun spMchid(spMchid: String): Builder = apply { this.spMchid = spMchid }

        /** The sub merchant's WeChat AppID. */
        public fun subAppid(subAppid: String?): Builder = apply { this.subAppid = subAppid }

        /** The sub merchant's number. */
        public fun subMchid(subMchid: String): Builder = apply { this.subMchid = subMchid }

        /** When it was paid, RFC 3339. */
        public fun successTime(successTime: String?): Builder = apply { this.successTime = successTime }

        /** Where the order stands. */
        public fun tradeState(tradeState: TradeState): Builder = apply { this.tradeState = tradeState }

        /** The same in words. */
        public fun tradeStateDesc(tradeStateDesc: String?): Builder = apply { this.tradeStateDesc = tradeStateDesc }

        /** How the order was made. */
        public fun tradeType(tradeType: TradeType?): Builder = apply { this.tradeType = tradeType }

        /** WeChat Pay's order number; only when paid. */
        public fun transactionId(transactionId: String?): Builder = apply { this.transactionId = transactionId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): PartnerTransaction = PartnerTransaction(
            amount = amount,
            attach = attach,
            bankType = bankType,
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            payer = payer,
            promotionDetail = promotionDetail ?: emptyList(),
            raw = raw,
            sceneInfo = sceneInfo,
            spAppid = spAppid,
            spMchid = requireField(spMchid, "spMchid"),
            subAppid = subAppid,
            subMchid = requireField(subMchid, "subMchid"),
            successTime = successTime,
            tradeState = requireField(tradeState, "tradeState"),
            tradeStateDesc = tradeStateDesc,
            tradeType = tradeType,
            transactionId = transactionId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): PartnerTransaction = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): PartnerTransaction = PartnerTransaction(
            amount = json.field("amount").orNull()?.let { TransactionAmount.read(it) },
            attach = json.field("attach").orNull()?.let { it.text() },
            bankType = json.field("bankType").orNull()?.let { it.text() },
            outTradeNo = json.field("outTradeNo").text(),
            payer = json.field("payer").orNull()?.let { PartnerPayer.read(it) },
            promotionDetail = json.field("promotionDetail").list { PromotionDetail.read(it) },
            raw = json.field("raw").orNull()?.let { it.text() },
            sceneInfo = json.field("sceneInfo").orNull()?.let { TransactionScene.read(it) },
            spAppid = json.field("spAppid").orNull()?.let { it.text() },
            spMchid = json.field("spMchid").text(),
            subAppid = json.field("subAppid").orNull()?.let { it.text() },
            subMchid = json.field("subMchid").text(),
            successTime = json.field("successTime").orNull()?.let { it.text() },
            tradeState = json.field("tradeState").text(),
            tradeStateDesc = json.field("tradeStateDesc").orNull()?.let { it.text() },
            tradeType = json.field("tradeType").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
        )
    }
}

/** Who paid. */
public data class Payer(
    /** The payer's `openid` under the order's AppID. */
    @Transient val openid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "openid" to openid?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "Payer(openid=<hidden>)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var openid: String? = null

        /** The payer's `openid` under the order's AppID. */
        public fun openid(openid: String?): Builder = apply { this.openid = openid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): Payer = Payer(
            openid = openid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): Payer = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): Payer = Payer(
            openid = json.field("openid").orNull()?.let { it.text() },
        )
    }
}

/** A payment, and what your own order says. */
public data class PaymentToExpect(
    /** What your own stored order says. */
    val expected: Expected,
    /** The order as a query or `confirmOrder` found it. */
    val found: FoundOrder,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "expected" to expected.json(),
        "found" to found.json(),
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var expected: Expected? = null
        private var found: FoundOrder? = null

        /** What your own stored order says. */
        public fun expected(expected: Expected): Builder = apply { this.expected = expected }

        /** The order as a query or `confirmOrder` found it. */
        public fun found(found: FoundOrder): Builder = apply { this.found = found }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): PaymentToExpect = PaymentToExpect(
            expected = requireField(expected, "expected"),
            found = requireField(found, "found"),
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): PaymentToExpect = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): PaymentToExpect = PaymentToExpect(
            expected = Expected.read(json.required("expected")),
            found = FoundOrder.read(json.required("found")),
        )
    }
}

/** An order that can be paid now. Nothing in it proves a payment: only a notification and a query do. */
public data class PlacedOrder(
    /** Unix seconds after which the link is dead; placing the identical order again gives a fresh one. */
    val expiresAt: Long,
    /** The link that opens WeChat Pay. */
    @Transient val h5Url: String,
    /** The merchant's number of the order (of a combine order: `combineOutTradeNo`). */
    val outTradeNo: String,
    /** WeChat Pay's number of the prepared payment, V2 only; lives 2 hours. */
    val prepayId: String? = null,
    /** WeChat Pay's `Request-ID`, when it arrived. */
    val requestId: String? = null,
    /**
     * The arguments of `qq.requestWxPayment`; `null` for an order that went straight to WeChat Pay without a configured
     * `referer`; an order through QQ is refused without it.
     */
    val requestPayment: RequestPayment? = null,
    /** Whether the reply carried WeChat Pay's signature and it was right. `false` means that only TLS vouches for it. */
    val verified: Boolean,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "PlacedOrder(expiresAt=$expiresAt, h5Url=<hidden>, outTradeNo=$outTradeNo, prepayId=$prepayId, requestId=$requestId, requestPayment=$requestPayment, verified=$verified)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): PlacedOrder = PlacedOrder(
            expiresAt = json.field("expiresAt").long(),
            h5Url = json.field("h5Url").text(),
            outTradeNo = json.field("outTradeNo").text(),
            prepayId = json.field("prepayId").orNull()?.let { it.text() },
            requestId = json.field("requestId").orNull()?.let { it.text() },
            requestPayment = json.field("requestPayment").orNull()?.let { RequestPayment.read(it) },
            verified = json.field("verified").boolean(),
        )
    }
}

/** What became of placing an order. That it was refused, or that nothing was sent, is an error instead. */
public sealed interface Placement {
    /** It can be paid now. */
    public data class Placed(
        /** Unix seconds after which the link is dead; placing the identical order again gives a fresh one. */
        val expiresAt: Long,
        /** The link that opens WeChat Pay. */
        @Transient val h5Url: String,
        /** The merchant's number of the order (of a combine order: `combineOutTradeNo`). */
        val outTradeNo: String,
        /** WeChat Pay's number of the prepared payment, V2 only; lives 2 hours. */
        val prepayId: String? = null,
        /** WeChat Pay's `Request-ID`, when it arrived. */
        val requestId: String? = null,
        /**
         * The arguments of `qq.requestWxPayment`; `null` for an order that went straight to WeChat Pay without a configured
         * `referer`; an order through QQ is refused without it.
         */
        val requestPayment: RequestPayment? = null,
        /** Whether the reply carried WeChat Pay's signature and it was right. `false` means that only TLS vouches for it. */
        val verified: Boolean,
    ) : Placement {

        /** Without secrets, links and the payer. */
        override fun toString(): String = "Placed(expiresAt=$expiresAt, h5Url=<hidden>, outTradeNo=$outTradeNo, prepayId=$prepayId, requestId=$requestId, requestPayment=$requestPayment, verified=$verified)"

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Placed = Placed(
                expiresAt = json.field("expiresAt").long(),
                h5Url = json.field("h5Url").text(),
                outTradeNo = json.field("outTradeNo").text(),
                prepayId = json.field("prepayId").orNull()?.let { it.text() },
                requestId = json.field("requestId").orNull()?.let { it.text() },
                requestPayment = json.field("requestPayment").orNull()?.let { RequestPayment.read(it) },
                verified = json.field("verified").boolean(),
            )
        }
    }

    /**
     * Whether the order exists, or has been paid already, is not known: the reply was lost, came late or could not be
     * believed. Place the identical order again, or ask `confirmOrder`; never take another order number.
     */
    public data class ToConfirm(
        /** What happened; its advice is always `confirm_first`. */
        val error: QqWxPayException,
        /** The order, as `confirmOrder` and `closeIfUnpaid` take it. */
        val order: OrderReference,
    ) : Placement {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): ToConfirm = ToConfirm(
                error = QqWxPayException.read(json.field("error")),
                order = OrderReference.read(json.field("order")),
            )
        }
    }

    public companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): Placement = when (val tag = json.field("outcome").text()) {
            "placed" -> Placed.read(json)
            "to_confirm" -> ToConfirm.read(json)
            else -> throw IllegalArgumentException("facade and library are of different versions: $tag")
        }
    }
}

/** A text to be encrypted for WeChat Pay. */
public data class PlainText(
    /** The text, up to 214 bytes of UTF-8. */
    @Transient val text: String,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "text" to JsonPrimitive(text),
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "PlainText(text=<hidden>)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var text: String? = null

        /** The text, up to 214 bytes of UTF-8. */
        public fun text(text: String): Builder = apply { this.text = text }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): PlainText = PlainText(
            text = requireField(text, "text"),
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): PlainText = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): PlainText = PlainText(
            text = json.required("text").text(),
        )
    }
}

/** One platform certificate. */
public data class PlatformCertificate(
    /** The last moment of its validity, in Unix seconds. */
    val notAfter: Long,
    /** The first moment of its validity, in Unix seconds. */
    val notBefore: Long,
    /** The certificate itself, to be kept in the setting `platformCertificates` if you like. */
    val pem: String,
    /** Its serial, in upper-case hex. */
    val serialNo: String,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): PlatformCertificate = PlatformCertificate(
            notAfter = json.field("notAfter").long(),
            notBefore = json.field("notBefore").long(),
            pem = json.field("pem").text(),
            serialNo = json.field("serialNo").text(),
        )
    }
}

/** A verified list of platform certificates. The client has taken it already; in Rust, without the client, give it to `adopt`. */
public data class PlatformCertificates(
    /** Those that are valid now, at least one. */
    val certificates: List<PlatformCertificate>,
    /** The merchant that the list was made for. */
    val mchid: String,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): PlatformCertificates = PlatformCertificates(
            certificates = json.field("certificates").list { PlatformCertificate.read(it) },
            mchid = json.field("mchid").text(),
        )
    }
}

/** What becomes of the money of an order that was placed with `settleInfo.profitSharing`. */
public data class ProfitSharing(
    /** WeChat Pay's number. */
    val orderId: String,
    /** The merchant's number. */
    val outOrderNo: String,
    /** The verified reply in full, JSON, also what has no field here; it holds the identity of receivers. */
    @Transient val raw: String? = null,
    /** Who gets how much. */
    val receivers: List<ProfitSharingReceiver>,
    /** Where it stands as a whole. */
    val state: ProfitSharingState,
    /** Number of the sub merchant, for service providers. */
    val subMchid: String? = null,
    /** WeChat Pay's number of the order. */
    val transactionId: String,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "ProfitSharing(orderId=$orderId, outOrderNo=$outOrderNo, raw=<hidden>, receivers=$receivers, state=$state, subMchid=$subMchid, transactionId=$transactionId)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): ProfitSharing = ProfitSharing(
            orderId = json.field("orderId").text(),
            outOrderNo = json.field("outOrderNo").text(),
            raw = json.field("raw").orNull()?.let { it.text() },
            receivers = json.field("receivers").list { ProfitSharingReceiver.read(it) },
            state = json.field("state").text(),
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").text(),
        )
    }
}

/** A sharing or an unfreezing to ask for. */
public data class ProfitSharingQuery(
    /** The merchant's number of the sharing or unfreezing. Required. */
    val outOrderNo: String,
    /** WeChat Pay's number of the order. Required. */
    val transactionId: String,
    /** Number of the sub merchant that sold, for service providers. */
    val subMchid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "outOrderNo" to JsonPrimitive(outOrderNo),
        "transactionId" to JsonPrimitive(transactionId),
        "subMchid" to subMchid?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var outOrderNo: String? = null
        private var transactionId: String? = null
        private var subMchid: String? = null

        /** The merchant's number of the sharing or unfreezing. Required. */
        public fun outOrderNo(outOrderNo: String): Builder = apply { this.outOrderNo = outOrderNo }

        /** WeChat Pay's number of the order. Required. */
        public fun transactionId(transactionId: String): Builder = apply { this.transactionId = transactionId }

        /** Number of the sub merchant that sold, for service providers. */
        public fun subMchid(subMchid: String?): Builder = apply { this.subMchid = subMchid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): ProfitSharingQuery = ProfitSharingQuery(
            outOrderNo = requireField(outOrderNo, "outOrderNo"),
            transactionId = requireField(transactionId, "transactionId"),
            subMchid = subMchid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): ProfitSharingQuery = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): ProfitSharingQuery = ProfitSharingQuery(
            outOrderNo = json.required("outOrderNo").text(),
            transactionId = json.required("transactionId").text(),
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
        )
    }
}

/** Somebody who gets a part; with an unfreezing the merchant itself. */
public data class ProfitSharingReceiver(
    /** Merchant number or openid. */
    @Transient val account: String? = null,
    /** Fen. */
    val amount: Long? = null,
    /** When it began, RFC 3339. */
    val createTime: String? = null,
    /** Why. */
    val description: String? = null,
    /** WeChat Pay's number of this part. */
    val detailId: String? = null,
    /** Why it was closed, a word of WeChat Pay: `ACCOUNT_ABNORMAL`, `NO_RELATION`, ... */
    val failReason: String? = null,
    /** When it ended, RFC 3339. */
    val finishTime: String? = null,
    /** `PENDING`, `SUCCESS` or `CLOSED`. */
    val result: String? = null,
    /** `MERCHANT_ID` or `PERSONAL_OPENID`. */
    val type: String? = null,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "ProfitSharingReceiver(account=<hidden>, amount=$amount, createTime=$createTime, description=$description, detailId=$detailId, failReason=$failReason, finishTime=$finishTime, result=$result, type=$type)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): ProfitSharingReceiver = ProfitSharingReceiver(
            account = json.field("account").orNull()?.let { it.text() },
            amount = json.field("amount").orNull()?.let { it.long() },
            createTime = json.field("createTime").orNull()?.let { it.text() },
            description = json.field("description").orNull()?.let { it.text() },
            detailId = json.field("detailId").orNull()?.let { it.text() },
            failReason = json.field("failReason").orNull()?.let { it.text() },
            finishTime = json.field("finishTime").orNull()?.let { it.text() },
            result = json.field("result").orNull()?.let { it.text() },
            type = json.field("type").orNull()?.let { it.text() },
        )
    }
}

/** Where a sharing or an unfreezing stands. */
public typealias ProfitSharingState = String

/** One discount. */
public data class PromotionDetail(
    /** Discount, fen. */
    val amount: Long? = null,
    /** Number of the coupon. */
    val couponId: String? = null,
    /** `CNY`. */
    val currency: String? = null,
    /** Goods that it was for. */
    val goodsDetail: List<PromotionGoods>,
    /** Part that the merchant gave, fen. */
    val merchantContribute: Long? = null,
    /** Its name. */
    val name: String? = null,
    /** Part that others gave, fen. */
    val otherContribute: Long? = null,
    /** `GLOBAL` or `SINGLE`. */
    val scope: String? = null,
    /** Number of the stock. */
    val stockId: String? = null,
    /** `CASH` or `NOCASH`. */
    val type: String? = null,
    /** Part that WeChat Pay gave, fen. */
    val wechatpayContribute: Long? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "amount" to amount?.let { JsonPrimitive(it) },
        "couponId" to couponId?.let { JsonPrimitive(it) },
        "currency" to currency?.let { JsonPrimitive(it) },
        "goodsDetail" to JsonArray(goodsDetail.map { it.json() }),
        "merchantContribute" to merchantContribute?.let { JsonPrimitive(it) },
        "name" to name?.let { JsonPrimitive(it) },
        "otherContribute" to otherContribute?.let { JsonPrimitive(it) },
        "scope" to scope?.let { JsonPrimitive(it) },
        "stockId" to stockId?.let { JsonPrimitive(it) },
        "type" to type?.let { JsonPrimitive(it) },
        "wechatpayContribute" to wechatpayContribute?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var amount: Long? = null
        private var couponId: String? = null
        private var currency: String? = null
        private var goodsDetail: List<PromotionGoods>? = null
        private var merchantContribute: Long? = null
        private var name: String? = null
        private var otherContribute: Long? = null
        private var scope: String? = null
        private var stockId: String? = null
        private var type: String? = null
        private var wechatpayContribute: Long? = null

        /** Discount, fen. */
        public fun amount(amount: Long): Builder = apply { this.amount = amount }

        /** Number of the coupon. */
        public fun couponId(couponId: String?): Builder = apply { this.couponId = couponId }

        /** `CNY`. */
        public fun currency(currency: String?): Builder = apply { this.currency = currency }

        /** Goods that it was for. */
        public fun goodsDetail(goodsDetail: List<PromotionGoods>): Builder = apply { this.goodsDetail = goodsDetail }

        /** Part that the merchant gave, fen. */
        public fun merchantContribute(merchantContribute: Long): Builder = apply { this.merchantContribute = merchantContribute }

        /** Its name. */
        public fun name(name: String?): Builder = apply { this.name = name }

        /** Part that others gave, fen. */
        public fun otherContribute(otherContribute: Long): Builder = apply { this.otherContribute = otherContribute }

        /** `GLOBAL` or `SINGLE`. */
        public fun scope(scope: String?): Builder = apply { this.scope = scope }

        /** Number of the stock. */
        public fun stockId(stockId: String?): Builder = apply { this.stockId = stockId }

        /** `CASH` or `NOCASH`. */
        public fun type(type: String?): Builder = apply { this.type = type }

        /** Part that WeChat Pay gave, fen. */
        public fun wechatpayContribute(wechatpayContribute: Long): Builder = apply { this.wechatpayContribute = wechatpayContribute }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): PromotionDetail = PromotionDetail(
            amount = amount,
            couponId = couponId,
            currency = currency,
            goodsDetail = goodsDetail ?: emptyList(),
            merchantContribute = merchantContribute,
            name = name,
            otherContribute = otherContribute,
            scope = scope,
            stockId = stockId,
            type = type,
            wechatpayContribute = wechatpayContribute,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): PromotionDetail = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): PromotionDetail = PromotionDetail(
            amount = json.field("amount").orNull()?.let { it.long() },
            couponId = json.field("couponId").orNull()?.let { it.text() },
            currency = json.field("currency").orNull()?.let { it.text() },
            goodsDetail = json.field("goodsDetail").list { PromotionGoods.read(it) },
            merchantContribute = json.field("merchantContribute").orNull()?.let { it.long() },
            name = json.field("name").orNull()?.let { it.text() },
            otherContribute = json.field("otherContribute").orNull()?.let { it.long() },
            scope = json.field("scope").orNull()?.let { it.text() },
            stockId = json.field("stockId").orNull()?.let { it.text() },
            type = json.field("type").orNull()?.let { it.text() },
            wechatpayContribute = json.field("wechatpayContribute").orNull()?.let { it.long() },
        )
    }
}

/** Goods that a discount was for. */
public data class PromotionGoods(
    /** Discount, fen. */
    val discountAmount: Long? = null,
    /** Number of the goods. */
    val goodsId: String? = null,
    /** Remark. */
    val goodsRemark: String? = null,
    /** How many. */
    val quantity: Long? = null,
    /** Price of one, fen. */
    val unitPrice: Long? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "discountAmount" to discountAmount?.let { JsonPrimitive(it) },
        "goodsId" to goodsId?.let { JsonPrimitive(it) },
        "goodsRemark" to goodsRemark?.let { JsonPrimitive(it) },
        "quantity" to quantity?.let { JsonPrimitive(it) },
        "unitPrice" to unitPrice?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var discountAmount: Long? = null
        private var goodsId: String? = null
        private var goodsRemark: String? = null
        private var quantity: Long? = null
        private var unitPrice: Long? = null

        /** Discount, fen. */
        public fun discountAmount(discountAmount: Long): Builder = apply { this.discountAmount = discountAmount }

        /** Number of the goods. */
        public fun goodsId(goodsId: String?): Builder = apply { this.goodsId = goodsId }

        /** Remark. */
        public fun goodsRemark(goodsRemark: String?): Builder = apply { this.goodsRemark = goodsRemark }

        /** How many. */
        public fun quantity(quantity: Long): Builder = apply { this.quantity = quantity }

        /** Price of one, fen. */
        public fun unitPrice(unitPrice: Long): Builder = apply { this.unitPrice = unitPrice }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): PromotionGoods = PromotionGoods(
            discountAmount = discountAmount,
            goodsId = goodsId,
            goodsRemark = goodsRemark,
            quantity = quantity,
            unitPrice = unitPrice,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): PromotionGoods = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): PromotionGoods = PromotionGoods(
            discountAmount = json.field("discountAmount").orNull()?.let { it.long() },
            goodsId = json.field("goodsId").orNull()?.let { it.text() },
            goodsRemark = json.field("goodsRemark").orNull()?.let { it.text() },
            quantity = json.field("quantity").orNull()?.let { it.long() },
            unitPrice = json.field("unitPrice").orNull()?.let { it.long() },
        )
    }
}

/** A refund. That it was accepted does not mean that the money went back: look at `status`. */
public data class Refund(
    /** How much. */
    val amount: RefundAmount,
    /** Where the money goes: `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`. */
    val channel: String? = null,
    /** When the refund was taken, RFC 3339. */
    val createTime: String? = null,
    /** The account that the money is taken from. */
    val fundsAccount: String? = null,
    /** The merchant's number of the refund. */
    val outRefundNo: String,
    /** The merchant's number of the order. */
    val outTradeNo: String,
    /** Discounts that go back. */
    val promotionDetail: List<RefundPromotion>,
    /**
     * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
     * which has its own.
     */
    @Transient val raw: String? = null,
    /** WeChat Pay's number of the refund. */
    val refundId: String,
    /** Where the refund stands. */
    val status: RefundStatus,
    /** When the money went back, RFC 3339; only on success. */
    val successTime: String? = null,
    /** WeChat Pay's number of the order. */
    val transactionId: String,
    /** Where the money went, in words. */
    @Transient val userReceivedAccount: String? = null,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "Refund(amount=$amount, channel=$channel, createTime=$createTime, fundsAccount=$fundsAccount, outRefundNo=$outRefundNo, outTradeNo=$outTradeNo, promotionDetail=$promotionDetail, raw=<hidden>, refundId=$refundId, status=$status, successTime=$successTime, transactionId=$transactionId, userReceivedAccount=<hidden>)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): Refund = Refund(
            amount = RefundAmount.read(json.field("amount")),
            channel = json.field("channel").orNull()?.let { it.text() },
            createTime = json.field("createTime").orNull()?.let { it.text() },
            fundsAccount = json.field("fundsAccount").orNull()?.let { it.text() },
            outRefundNo = json.field("outRefundNo").text(),
            outTradeNo = json.field("outTradeNo").text(),
            promotionDetail = json.field("promotionDetail").list { RefundPromotion.read(it) },
            raw = json.field("raw").orNull()?.let { it.text() },
            refundId = json.field("refundId").text(),
            status = json.field("status").text(),
            successTime = json.field("successTime").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").text(),
            userReceivedAccount = json.field("userReceivedAccount").orNull()?.let { it.text() },
        )
    }
}

/** An account that a refund is taken from. */
public data class RefundAccount(
    /** `AVAILABLE` or `UNAVAILABLE`. */
    val account: String? = null,
    /** Fen. */
    val amount: Long? = null,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): RefundAccount = RefundAccount(
            account = json.field("account").orNull()?.let { it.text() },
            amount = json.field("amount").orNull()?.let { it.long() },
        )
    }
}

/** Amounts of a refund, in fen. */
public data class RefundAmount(
    /** `CNY`. */
    val currency: String? = null,
    /** What goes back of discounts. */
    val discountRefund: Long? = null,
    /** The accounts that it is taken from. */
    val from: List<RefundAccount>,
    /** What the payer gets back. */
    val payerRefund: Long? = null,
    /** What the payer had paid. */
    val payerTotal: Long? = null,
    /** This refund. */
    val refund: Long,
    /** Fee that goes back. */
    val refundFee: Long? = null,
    /** The refund without coupons that are not settled. */
    val settlementRefund: Long? = null,
    /** The order without coupons that are not settled. */
    val settlementTotal: Long? = null,
    /** What the order cost. */
    val total: Long,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): RefundAmount = RefundAmount(
            currency = json.field("currency").orNull()?.let { it.text() },
            discountRefund = json.field("discountRefund").orNull()?.let { it.long() },
            from = json.field("from").list { RefundAccount.read(it) },
            payerRefund = json.field("payerRefund").orNull()?.let { it.long() },
            payerTotal = json.field("payerTotal").orNull()?.let { it.long() },
            refund = json.field("refund").long(),
            refundFee = json.field("refundFee").orNull()?.let { it.long() },
            settlementRefund = json.field("settlementRefund").orNull()?.let { it.long() },
            settlementTotal = json.field("settlementTotal").orNull()?.let { it.long() },
            total = json.field("total").long(),
        )
    }
}

/** A refund that has ended, made over V3, V2 or in the merchant console. */
public data class RefundEnded(
    /** WeChat Pay's number of the notification (V3). */
    val id: String? = null,
    /** The merchant's number of the refund. */
    val outRefundNo: String,
    /** The merchant's number of the order. */
    val outTradeNo: String,
    /** This refund, in fen. */
    val refund: Long,
    /** WeChat Pay's number of the refund. */
    val refundId: String,
    /**
     * Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
     * cannot rule it out.
     */
    val repeat: Boolean,
    /** How it ended. */
    val status: RefundEnd,
    /** The sub merchant's number, in partner use. */
    val subMchid: String? = null,
    /** When the money went back: RFC 3339, in V2 `yyyy-MM-dd HH:mm:ss` in Beijing time; only on success. */
    val successTime: String? = null,
    /** The order's amount, in fen; V2 may leave it out. */
    val total: Long? = null,
    /** WeChat Pay's number of the payment. */
    val transactionId: String,
    /** Which protocol told it. */
    val version: MessageVersion,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): RefundEnded = RefundEnded(
            id = json.field("id").orNull()?.let { it.text() },
            outRefundNo = json.field("outRefundNo").text(),
            outTradeNo = json.field("outTradeNo").text(),
            refund = json.field("refund").long(),
            refundId = json.field("refundId").text(),
            repeat = json.field("repeat").boolean(),
            status = RefundEnd.read(json.field("status").text()),
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
            successTime = json.field("successTime").orNull()?.let { it.text() },
            total = json.field("total").orNull()?.let { it.long() },
            transactionId = json.field("transactionId").text(),
            version = MessageVersion.read(json.field("version").text()),
        )
    }
}

/** An account that a refund is taken from. */
public data class RefundFrom(
    /** `AVAILABLE` or `UNAVAILABLE`. Required. */
    val account: String,
    /** Fen, at least 1. Required. */
    val amount: Long,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "account" to JsonPrimitive(account),
        "amount" to JsonPrimitive(amount),
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var account: String? = null
        private var amount: Long? = null

        /** `AVAILABLE` or `UNAVAILABLE`. Required. */
        public fun account(account: String): Builder = apply { this.account = account }

        /** Fen, at least 1. Required. */
        public fun amount(amount: Long): Builder = apply { this.amount = amount }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): RefundFrom = RefundFrom(
            account = requireField(account, "account"),
            amount = requireField(amount, "amount"),
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): RefundFrom = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): RefundFrom = RefundFrom(
            account = json.required("account").text(),
            amount = json.required("amount").long(),
        )
    }
}

/** Goods that come back. */
public data class RefundGoods(
    /** The merchant's number of the goods, up to 32 bytes of UTF-8. Required. */
    val merchantGoodsId: String,
    /** What goes back for them, fen. Required. */
    val refundAmount: Long,
    /** How many come back, at least 1. Required. */
    val refundQuantity: Long,
    /** Price of one, fen. Required. */
    val unitPrice: Long,
    /** Name, up to 256 bytes of UTF-8. */
    val goodsName: String? = null,
    /** WeChat Pay's number of the goods, up to 32 bytes of UTF-8. */
    val wechatpayGoodsId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "merchantGoodsId" to JsonPrimitive(merchantGoodsId),
        "refundAmount" to JsonPrimitive(refundAmount),
        "refundQuantity" to JsonPrimitive(refundQuantity),
        "unitPrice" to JsonPrimitive(unitPrice),
        "goodsName" to goodsName?.let { JsonPrimitive(it) },
        "wechatpayGoodsId" to wechatpayGoodsId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var merchantGoodsId: String? = null
        private var refundAmount: Long? = null
        private var refundQuantity: Long? = null
        private var unitPrice: Long? = null
        private var goodsName: String? = null
        private var wechatpayGoodsId: String? = null

        /** The merchant's number of the goods, up to 32 bytes of UTF-8. Required. */
        public fun merchantGoodsId(merchantGoodsId: String): Builder = apply { this.merchantGoodsId = merchantGoodsId }

        /** What goes back for them, fen. Required. */
        public fun refundAmount(refundAmount: Long): Builder = apply { this.refundAmount = refundAmount }

        /** How many come back, at least 1. Required. */
        public fun refundQuantity(refundQuantity: Long): Builder = apply { this.refundQuantity = refundQuantity }

        /** Price of one, fen. Required. */
        public fun unitPrice(unitPrice: Long): Builder = apply { this.unitPrice = unitPrice }

        /** Name, up to 256 bytes of UTF-8. */
        public fun goodsName(goodsName: String?): Builder = apply { this.goodsName = goodsName }

        /** WeChat Pay's number of the goods, up to 32 bytes of UTF-8. */
        public fun wechatpayGoodsId(wechatpayGoodsId: String?): Builder = apply { this.wechatpayGoodsId = wechatpayGoodsId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): RefundGoods = RefundGoods(
            merchantGoodsId = requireField(merchantGoodsId, "merchantGoodsId"),
            refundAmount = requireField(refundAmount, "refundAmount"),
            refundQuantity = requireField(refundQuantity, "refundQuantity"),
            unitPrice = requireField(unitPrice, "unitPrice"),
            goodsName = goodsName,
            wechatpayGoodsId = wechatpayGoodsId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): RefundGoods = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): RefundGoods = RefundGoods(
            merchantGoodsId = json.required("merchantGoodsId").text(),
            refundAmount = json.required("refundAmount").long(),
            refundQuantity = json.required("refundQuantity").long(),
            unitPrice = json.required("unitPrice").long(),
            goodsName = json.field("goodsName").orNull()?.let { it.text() },
            wechatpayGoodsId = json.field("wechatpayGoodsId").orNull()?.let { it.text() },
        )
    }
}

/** The end of a refund. */
public data class RefundNotice(
    /** How much. */
    val amount: RefundNoticeAmount,
    /** Merchant number of a direct merchant. */
    val mchid: String? = null,
    /** The merchant's number of the refund. */
    val outRefundNo: String,
    /** The merchant's number of the order. */
    val outTradeNo: String,
    /** WeChat Pay's number of the refund. */
    val refundId: String,
    /** How it ended. */
    val refundStatus: RefundStatus,
    /** Service provider's number, in partner use. */
    val spMchid: String? = null,
    /** Sub merchant's number, in partner use. */
    val subMchid: String? = null,
    /** When the money went back, RFC 3339; only on success. */
    val successTime: String? = null,
    /** WeChat Pay's number of the order. */
    val transactionId: String,
    /** Where the money went. */
    @Transient val userReceivedAccount: String? = null,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "RefundNotice(amount=$amount, mchid=$mchid, outRefundNo=$outRefundNo, outTradeNo=$outTradeNo, refundId=$refundId, refundStatus=$refundStatus, spMchid=$spMchid, subMchid=$subMchid, successTime=$successTime, transactionId=$transactionId, userReceivedAccount=<hidden>)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): RefundNotice = RefundNotice(
            amount = RefundNoticeAmount.read(json.field("amount")),
            mchid = json.field("mchid").orNull()?.let { it.text() },
            outRefundNo = json.field("outRefundNo").text(),
            outTradeNo = json.field("outTradeNo").text(),
            refundId = json.field("refundId").text(),
            refundStatus = json.field("refundStatus").text(),
            spMchid = json.field("spMchid").orNull()?.let { it.text() },
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
            successTime = json.field("successTime").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").text(),
            userReceivedAccount = json.field("userReceivedAccount").orNull()?.let { it.text() },
        )
    }
}

/** Amounts of a refund, in fen. */
public data class RefundNoticeAmount(
    /** What the payer gets back. */
    val payerRefund: Long? = null,
    /** What the payer had paid. */
    val payerTotal: Long? = null,
    /** This refund. */
    val refund: Long,
    /** The order's amount. */
    val total: Long,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): RefundNoticeAmount = RefundNoticeAmount(
            payerRefund = json.field("payerRefund").orNull()?.let { it.long() },
            payerTotal = json.field("payerTotal").orNull()?.let { it.long() },
            refund = json.field("refund").long(),
            total = json.field("total").long(),
        )
    }
}

/** A discount that goes back. */
public data class RefundPromotion(
    /** The discount, fen. */
    val amount: Long? = null,
    /** Goods that it was for. */
    val goodsDetail: List<RefundedGoods>,
    /** Number of the coupon. */
    val promotionId: String? = null,
    /** What goes back of it, fen. */
    val refundAmount: Long? = null,
    /** `GLOBAL` or `SINGLE`. */
    val scope: String? = null,
    /** `COUPON` or `DISCOUNT`; older: `CASH` or `NOCASH`. */
    val type: String? = null,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): RefundPromotion = RefundPromotion(
            amount = json.field("amount").orNull()?.let { it.long() },
            goodsDetail = json.field("goodsDetail").list { RefundedGoods.read(it) },
            promotionId = json.field("promotionId").orNull()?.let { it.text() },
            refundAmount = json.field("refundAmount").orNull()?.let { it.long() },
            scope = json.field("scope").orNull()?.let { it.text() },
            type = json.field("type").orNull()?.let { it.text() },
        )
    }
}

/** A refund. */
public data class RefundQuery(
    /** The merchant's refund number. */
    val outRefundNo: String,
    /** Number of the sub merchant, for service providers. */
    val subMchid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "outRefundNo" to JsonPrimitive(outRefundNo),
        "subMchid" to subMchid?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var outRefundNo: String? = null
        private var subMchid: String? = null

        /** The merchant's refund number. */
        public fun outRefundNo(outRefundNo: String): Builder = apply { this.outRefundNo = outRefundNo }

        /** Number of the sub merchant, for service providers. */
        public fun subMchid(subMchid: String?): Builder = apply { this.subMchid = subMchid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): RefundQuery = RefundQuery(
            outRefundNo = requireField(outRefundNo, "outRefundNo"),
            subMchid = subMchid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): RefundQuery = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): RefundQuery = RefundQuery(
            outRefundNo = json.required("outRefundNo").text(),
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
        )
    }
}

/** A refund that a message names, enough to query it. */
public data class RefundReference(
    /** The merchant's number of the refund. */
    val outRefundNo: String,
    /** The merchant's number of the order. */
    val outTradeNo: String,
    /** The sub merchant's number, in partner use. */
    val subMchid: String? = null,
    /** `v3`: ask `queryRefund`; `v2`: `queryV2Refund`. */
    val version: MessageVersion,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): RefundReference = RefundReference(
            outRefundNo = json.field("outRefundNo").text(),
            outTradeNo = json.field("outTradeNo").text(),
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
            version = MessageVersion.read(json.field("version").text()),
        )
    }
}

/**
 * A refund, whole or in part. It goes straight to WeChat Pay, also for orders that went through QQ.
 *
 * `outRefundNo` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
 */
public data class RefundRequest(
    /** How much. Required. */
    val amount: RefundRequestAmount,
    /** The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required. */
    val outRefundNo: String,
    /** The account that the money is taken from: `AVAILABLE` or `UNSETTLED`. */
    val fundsAccount: String? = null,
    /** The goods that come back. */
    val goodsDetail: List<RefundGoods>? = null,
    /** Your own address for the notification of this refund; the configured one when left out. */
    val notifyUrl: String? = null,
    /** The merchant's number of the order; of a combine order the number of the part. */
    val outTradeNo: String? = null,
    /** Shown to the payer; up to 80 bytes of UTF-8. */
    val reason: String? = null,
    /** Number of the sub merchant that sold, for service providers. */
    val subMchid: String? = null,
    /** WeChat Pay's number of the order. Exactly one of this and `outTradeNo`. */
    val transactionId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "amount" to amount.json(),
        "outRefundNo" to JsonPrimitive(outRefundNo),
        "fundsAccount" to fundsAccount?.let { JsonPrimitive(it) },
        "goodsDetail" to goodsDetail?.let { JsonArray(it.map { it.json() }) },
        "notifyUrl" to notifyUrl?.let { JsonPrimitive(it) },
        "outTradeNo" to outTradeNo?.let { JsonPrimitive(it) },
        "reason" to reason?.let { JsonPrimitive(it) },
        "subMchid" to subMchid?.let { JsonPrimitive(it) },
        "transactionId" to transactionId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var amount: RefundRequestAmount? = null
        private var outRefundNo: String? = null
        private var fundsAccount: String? = null
        private var goodsDetail: List<RefundGoods>? = null
        private var notifyUrl: String? = null
        private var outTradeNo: String? = null
        private var reason: String? = null
        private var subMchid: String? = null
        private var transactionId: String? = null

        /** How much. Required. */
        public fun amount(amount: RefundRequestAmount): Builder = apply { this.amount = amount }

        /** The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required. */
        public fun outRefundNo(outRefundNo: String): Builder = apply { this.outRefundNo = outRefundNo }

        /** The account that the money is taken from: `AVAILABLE` or `UNSETTLED`. */
        public fun fundsAccount(fundsAccount: String?): Builder = apply { this.fundsAccount = fundsAccount }

        /** The goods that come back. */
        public fun goodsDetail(goodsDetail: List<RefundGoods>?): Builder = apply { this.goodsDetail = goodsDetail }

        /** Your own address for the notification of this refund; the configured one when left out. */
        public fun notifyUrl(notifyUrl: String?): Builder = apply { this.notifyUrl = notifyUrl }

        /** The merchant's number of the order; of a combine order the number of the part. */
        public fun outTradeNo(outTradeNo: String?): Builder = apply { this.outTradeNo = outTradeNo }

        /** Shown to the payer; up to 80 bytes of UTF-8. */
        public fun reason(reason: String?): Builder = apply { this.reason = reason }

        /** Number of the sub merchant that sold, for service providers. */
        public fun subMchid(subMchid: String?): Builder = apply { this.subMchid = subMchid }

        /** WeChat Pay's number of the order. Exactly one of this and `outTradeNo`. */
        public fun transactionId(transactionId: String?): Builder = apply { this.transactionId = transactionId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): RefundRequest = RefundRequest(
            amount = requireField(amount, "amount"),
            outRefundNo = requireField(outRefundNo, "outRefundNo"),
            fundsAccount = fundsAccount,
            goodsDetail = goodsDetail,
            notifyUrl = notifyUrl,
            outTradeNo = outTradeNo,
            reason = reason,
            subMchid = subMchid,
            transactionId = transactionId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): RefundRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): RefundRequest = RefundRequest(
            amount = RefundRequestAmount.read(json.required("amount")),
            outRefundNo = json.required("outRefundNo").text(),
            fundsAccount = json.field("fundsAccount").orNull()?.let { it.text() },
            goodsDetail = json.field("goodsDetail").orNull()?.let { it.list { RefundGoods.read(it) } },
            notifyUrl = json.field("notifyUrl").orNull()?.let { it.text() },
            outTradeNo = json.field("outTradeNo").orNull()?.let { it.text() },
            reason = json.field("reason").orNull()?.let { it.text() },
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
        )
    }
}

/** Amounts of a refund, in fen. */
public data class RefundRequestAmount(
    /** What goes back, at least 1. Required. */
    val refund: Long,
    /** What the whole order cost. Required. */
    val total: Long,
    /** `CNY`, also when left out. */
    val currency: String? = null,
    /** The accounts that the money is taken from; together they give `refund`. */
    val from: List<RefundFrom>? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "refund" to JsonPrimitive(refund),
        "total" to JsonPrimitive(total),
        "currency" to currency?.let { JsonPrimitive(it) },
        "from" to from?.let { JsonArray(it.map { it.json() }) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var refund: Long? = null
        private var total: Long? = null
        private var currency: String? = null
        private var from: List<RefundFrom>? = null

        /** What goes back, at least 1. Required. */
        public fun refund(refund: Long): Builder = apply { this.refund = refund }

        /** What the whole order cost. Required. */
        public fun total(total: Long): Builder = apply { this.total = total }

        /** `CNY`, also when left out. */
        public fun currency(currency: String?): Builder = apply { this.currency = currency }

        /** The accounts that the money is taken from; together they give `refund`. */
        public fun from(from: List<RefundFrom>?): Builder = apply { this.from = from }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): RefundRequestAmount = RefundRequestAmount(
            refund = requireField(refund, "refund"),
            total = requireField(total, "total"),
            currency = currency,
            from = from,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): RefundRequestAmount = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): RefundRequestAmount = RefundRequestAmount(
            refund = json.required("refund").long(),
            total = json.required("total").long(),
            currency = json.field("currency").orNull()?.let { it.text() },
            from = json.field("from").orNull()?.let { it.list { RefundFrom.read(it) } },
        )
    }
}

/** Where a refund stands. V2 calls the same states `REFUNDCLOSE` and `CHANGE`. */
public typealias RefundStatus = String

/** Goods that came back. */
public data class RefundedGoods(
    /** Name. */
    val goodsName: String? = null,
    /** The merchant's number of the goods. */
    val merchantGoodsId: String? = null,
    /** What goes back for them, fen. */
    val refundAmount: Long? = null,
    /** How many came back. */
    val refundQuantity: Long? = null,
    /** Price of one, fen. */
    val unitPrice: Long? = null,
    /** WeChat Pay's number of the goods. */
    val wechatpayGoodsId: String? = null,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): RefundedGoods = RefundedGoods(
            goodsName = json.field("goodsName").orNull()?.let { it.text() },
            merchantGoodsId = json.field("merchantGoodsId").orNull()?.let { it.text() },
            refundAmount = json.field("refundAmount").orNull()?.let { it.long() },
            refundQuantity = json.field("refundQuantity").orNull()?.let { it.long() },
            unitPrice = json.field("unitPrice").orNull()?.let { it.long() },
            wechatpayGoodsId = json.field("wechatpayGoodsId").orNull()?.let { it.text() },
        )
    }
}

/** An access token that QQ refused. */
public data class RefusedAccessToken(
    /** The token. */
    @Transient val accessToken: String,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "accessToken" to JsonPrimitive(accessToken),
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "RefusedAccessToken(accessToken=<hidden>)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var accessToken: String? = null

        /** The token. */
        public fun accessToken(accessToken: String): Builder = apply { this.accessToken = accessToken }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): RefusedAccessToken = RefusedAccessToken(
            accessToken = requireField(accessToken, "accessToken"),
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): RefusedAccessToken = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): RefusedAccessToken = RefusedAccessToken(
            accessToken = json.required("accessToken").text(),
        )
    }
}

/** The arguments of `qq.requestWxPayment`: hand them to the mini program as they are. */
public data class RequestPayment(
    /** The domain that is authorised for H5 payment, with its scheme. */
    val referer: String,
    /** The link. */
    @Transient val url: String,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "RequestPayment(referer=$referer, url=<hidden>)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): RequestPayment = RequestPayment(
            referer = json.field("referer").text(),
            url = json.field("url").text(),
        )
    }
}

/** Where and by whom an order is paid. */
public data class SceneInfo(
    /** The **payer's** public IPv4 or IPv6 address, never the server's. Required. */
    @Transient val payerClientIp: String,
    /** The merchant's device number, up to 32 bytes of UTF-8. */
    val deviceId: String? = null,
    /** Kind of page; `Wap` when left out, which is right for a QQ mini program. */
    val h5Info: H5Info? = null,
    /** The shop. */
    val storeInfo: StoreInfo? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "payerClientIp" to JsonPrimitive(payerClientIp),
        "deviceId" to deviceId?.let { JsonPrimitive(it) },
        "h5Info" to h5Info?.let { it.json() },
        "storeInfo" to storeInfo?.let { it.json() },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "SceneInfo(payerClientIp=<hidden>, deviceId=$deviceId, h5Info=$h5Info, storeInfo=$storeInfo)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var payerClientIp: String? = null
        private var deviceId: String? = null
        private var h5Info: H5Info? = null
        private var storeInfo: StoreInfo? = null

        /** The **payer's** public IPv4 or IPv6 address, never the server's. Required. */
        public fun payerClientIp(payerClientIp: String): Builder = apply { this.payerClientIp = payerClientIp }

        /** The merchant's device number, up to 32 bytes of UTF-8. */
        public fun deviceId(deviceId: String?): Builder = apply { this.deviceId = deviceId }

        /** Kind of page; `Wap` when left out, which is right for a QQ mini program. */
        public fun h5Info(h5Info: H5Info?): Builder = apply { this.h5Info = h5Info }

        /** The shop. */
        public fun storeInfo(storeInfo: StoreInfo?): Builder = apply { this.storeInfo = storeInfo }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): SceneInfo = SceneInfo(
            payerClientIp = requireField(payerClientIp, "payerClientIp"),
            deviceId = deviceId,
            h5Info = h5Info,
            storeInfo = storeInfo,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): SceneInfo = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): SceneInfo = SceneInfo(
            payerClientIp = json.required("payerClientIp").text(),
            deviceId = json.field("deviceId").orNull()?.let { it.text() },
            h5Info = json.field("h5Info").orNull()?.let { H5Info.read(it) },
            storeInfo = json.field("storeInfo").orNull()?.let { StoreInfo.read(it) },
        )
    }
}

/** A verified callback of a self test: the way from WeChat Pay to this address works. No money is involved. */
public data class SecurityEcho(
    /** The encrypted text, opened with the merchant's private key; `null` when there is none or it does not open. */
    val decryptedEchoMessage: String? = null,
    /** The text of the test, as `echoMessage`. */
    val echoMessage: String,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): SecurityEcho = SecurityEcho(
            decryptedEchoMessage = json.field("decryptedEchoMessage").orNull()?.let { it.text() },
            echoMessage = json.field("echoMessage").text(),
        )
    }
}

/** What to test. */
public data class SelfTest(
    /** How long the client waits for the callback, in seconds; at most 60 are waited. */
    val callbackSeconds: Long? = null,
    /** Your own public https address: WeChat Pay sends a callback there. Without it the callback is not tested. */
    val notifyUrl: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "callbackSeconds" to callbackSeconds?.let { JsonPrimitive(it) },
        "notifyUrl" to notifyUrl?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var callbackSeconds: Long? = null
        private var notifyUrl: String? = null

        /** How long the client waits for the callback, in seconds; at most 60 are waited. */
        public fun callbackSeconds(callbackSeconds: Long): Builder = apply { this.callbackSeconds = callbackSeconds }

        /** Your own public https address: WeChat Pay sends a callback there. Without it the callback is not tested. */
        public fun notifyUrl(notifyUrl: String?): Builder = apply { this.notifyUrl = notifyUrl }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): SelfTest = SelfTest(
            callbackSeconds = callbackSeconds,
            notifyUrl = notifyUrl,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): SelfTest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): SelfTest = SelfTest(
            callbackSeconds = json.field("callbackSeconds").orNull()?.let { it.long() },
            notifyUrl = json.field("notifyUrl").orNull()?.let { it.text() },
        )
    }
}

/** The report of a self test: one item for each thing that must work. */
public data class SelfTestReport(
    /**
     * The APIv3 key opens what WeChat Pay encrypts. Tried on the platform certificates, and on the callback; not tested where
     * there is neither: then a wrong key shows only when the first notification comes.
     */
    val apiV3Key: Check,
    /** The callback reached this client, with a right signature, and opened with the APIv3 key. */
    val callback: Check,
    /** This machine's clock is near enough to WeChat Pay's. */
    val clock: Check,
    /**
     * How far this machine's clock is ahead of WeChat Pay's, in seconds; negative when it is behind.
     *
     * From the reply's signed time; when the signature is refused for the clock, from its unsigned `Date` header.
     */
    val clockSkewSeconds: Long? = null,
    /** The text that was sent; the callback repeats it. */
    val echoMessage: String,
    /** WeChat Pay opens what we encrypt, and we open what it encrypts. */
    val encryption: Check,
    /**
     * QQ gives an access token for the AppID and the AppSecret. Not tested when none was fetched by this client: a new one ends
     * the one that other processes use.
     */
    val qqAppSecret: Check,
    /** WeChat Pay's `Request-ID`: its support asks for it. */
    val requestId: String? = null,
    /** WeChat Pay accepts our signature: merchant number, private key and serial belong together. */
    val signature: Check,
    /** We accept WeChat Pay's signature: public key or platform certificate are right. */
    val verification: Check,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): SelfTestReport = SelfTestReport(
            apiV3Key = Check.read(json.field("apiV3Key")),
            callback = Check.read(json.field("callback")),
            clock = Check.read(json.field("clock")),
            clockSkewSeconds = json.field("clockSkewSeconds").orNull()?.let { it.long() },
            echoMessage = json.field("echoMessage").text(),
            encryption = Check.read(json.field("encryption")),
            qqAppSecret = Check.read(json.field("qqAppSecret")),
            requestId = json.field("requestId").orNull()?.let { it.text() },
            signature = Check.read(json.field("signature")),
            verification = Check.read(json.field("verification")),
        )
    }
}

/**
 * The settings as text. Which ones are needed depends on what is used: V3 needs the merchant key, the APIv3 key
 * and WeChat Pay's public key; V2 needs the V2 key; ordering through QQ needs the two QQ settings.
 */
public data class Settings(
    /** Allows a query in `notifyUrl`: whether QQ keeps one is not known. Environment: `QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY`. */
    val allowNotifyUrlQuery: Boolean? = null,
    /**
     * V2 API key, 32 characters.
     * Environment: `QQ_WXPAY_API_V2_KEY`.
     */
    @Transient val apiV2Key: String? = null,
    /**
     * APIv3 key, exactly 32 characters.
     * Environment: `QQ_WXPAY_API_V3_KEY`.
     */
    @Transient val apiV3Key: String? = null,
    /**
     * A second APIv3 key, which opens notifications, too, while the key is changed: the next one before the change, the former
     * one after it.
     * Environment: `QQ_WXPAY_API_V3_KEY_PREVIOUS`.
     */
    @Transient val apiV3KeyPrevious: String? = null,
    /** The way that orders take unless the order says otherwise. Environment: `QQ_WXPAY_CHANNEL`. */
    val channel: Channel? = null,
    /**
     * Where the processes of the shop note which notifications are handled, so that none is handed to two of them: `file` (all processes of
     * this user on this machine), `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines, with the
     * forms of `tokenStore`). Nothing is noted when left out: take that where your function does its work in one transaction of a database.
     * Environment: `QQ_WXPAY_INBOX`.
     */
    @Transient val inbox: String? = null,
    /**
     * Hosts (with a port, if not 443) that an H5 link may have; only `wx.tenpay.com` when empty.
     * Environment: `QQ_WXPAY_LINK_HOSTS`, comma-separated.
     */
    val linkHosts: List<String>? = null,
    /**
     * Merchant number; of a service provider its own, of a combine order the initiator's.
     * Environment: `QQ_WXPAY_MCHID`.
     */
    val mchid: String? = null,
    /**
     * Merchant API certificate, `apiclient_cert.pem`.
     * Environment: `QQ_WXPAY_MERCHANT_CERTIFICATE`.
     */
    @Transient val merchantCertificate: String? = null,
    /**
     * Both in one file, `apiclient_cert.p12`, as base64; in place of the two above.
     * Environment: `QQ_WXPAY_MERCHANT_P12`.
     */
    @Transient val merchantP12: String? = null,
    /**
     * Password of `merchantP12`; the merchant number when left out.
     * Environment: `QQ_WXPAY_MERCHANT_P12_PASSWORD`.
     */
    @Transient val merchantP12Password: String? = null,
    /**
     * Merchant private key, `apiclient_key.pem`.
     * Environment: `QQ_WXPAY_MERCHANT_PRIVATE_KEY`.
     */
    @Transient val merchantPrivateKey: String? = null,
    /**
     * Serial of the merchant API certificate, 40 hex digits; not needed beside `merchantCertificate`.
     * Environment: `QQ_WXPAY_MERCHANT_SERIAL`.
     */
    val merchantSerial: String? = null,
    /**
     * Your own address for payment notifications: https, no query, at most 256 characters.
     * Environment: `QQ_WXPAY_NOTIFY_URL`.
     */
    @Transient val notifyUrl: String? = null,
    /**
     * Platform certificates, one PEM after the other.
     * Environment: `QQ_WXPAY_PLATFORM_CERTIFICATES`.
     */
    @Transient val platformCertificates: String? = null,
    /**
     * WeChat Pay's public key, `pub_key.pem`.
     * Environment: `QQ_WXPAY_PUBLIC_KEY`.
     */
    @Transient val publicKey: String? = null,
    /**
     * ID of WeChat Pay's public key, `PUB_KEY_ID_…`.
     * Environment: `QQ_WXPAY_PUBLIC_KEY_ID`.
     */
    val publicKeyId: String? = null,
    /**
     * ID of a second public key of WeChat Pay, whose signatures are taken, too, while the key is changed: the next one's before
     * the change, the former one's after it. Given together with `publicKeyPrevious`, or neither.
     * Environment: `QQ_WXPAY_PUBLIC_KEY_ID_PREVIOUS`.
     */
    val publicKeyIdPrevious: String? = null,
    /**
     * The key of `publicKeyIdPrevious`.
     * Environment: `QQ_WXPAY_PUBLIC_KEY_PREVIOUS`.
     */
    @Transient val publicKeyPrevious: String? = null,
    /**
     * AppSecret of the QQ mini program.
     * Environment: `QQ_WXPAY_QQ_APP_SECRET`.
     */
    @Transient val qqAppSecret: String? = null,
    /**
     * AppID of the QQ mini program, from q.qq.com.
     * Environment: `QQ_WXPAY_QQ_APPID`.
     */
    val qqAppid: String? = null,
    /**
     * Base address of QQ, `https://api.q.qq.com` when left out; another one only for the sandbox.
     * Environment: `QQ_WXPAY_QQ_BASE_URL`.
     */
    val qqBaseUrl: String? = null,
    /**
     * Domain authorised for H5 payment, with its scheme: what `qq.requestWxPayment` gets as `referer`.
     * Environment: `QQ_WXPAY_REFERER`.
     */
    val referer: String? = null,
    /**
     * Refuses the link of an order whose reply lacks WeChat Pay's signature.
     * Environment: `QQ_WXPAY_REQUIRE_VERIFIED_REPLY`.
     */
    val requireVerifiedReply: Boolean? = null,
    /**
     * Root certificate of the sandbox's TLS listener, PEM; refused with any address but one of this machine.
     * Environment: `QQ_WXPAY_ROOT_CERTIFICATE`.
     */
    @Transient val rootCertificate: String? = null,
    /**
     * Codes of the proxy that are taken for "the access token is bad", besides the known ones.
     * Environment: `QQ_WXPAY_TOKEN_REFUSED_CODES`, comma-separated.
     */
    val tokenRefusedCodes: List<String>? = null,
    /**
     * Where QQ's access token is kept, so that all processes share one: `file` (the default: for all processes of this user on this machine),
     * `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines; `rediss` for TLS, `redis+cluster`,
     * `redis+sentinel`), or `memory` (of this process alone). A token store or token provider in code goes before it.
     * Environment: `QQ_WXPAY_TOKEN_STORE`.
     */
    @Transient val tokenStore: String? = null,
    /**
     * How V2 messages were signed before `v2SignType` was changed: payment notifications signed so are taken, too, until
     * `v2FormerSignTypeUntil`. Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE`.
     */
    val v2FormerSignType: V2SignType? = null,
    /**
     * Until when `v2FormerSignType` counts, by the client's clock: RFC 3339, such as `2026-06-08T00:00:00+08:00`. Both are
     * given, or neither.
     * Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL`.
     */
    val v2FormerSignTypeUntil: String? = null,
    /** How V2 messages are signed. Environment: `QQ_WXPAY_V2_SIGN_TYPE`. */
    val v2SignType: V2SignType? = null,
    /**
     * WeChat AppID (`wx…`) that is bound to the merchant number.
     * Environment: `QQ_WXPAY_WECHAT_APPID`.
     */
    val wechatAppid: String? = null,
    /**
     * Base address that is tried when WeChat Pay's cannot be reached. When left out: `https://api2.mch.weixin.qq.com` if
     * `wechatBaseUrl` is left out too, else none.
     * Environment: `QQ_WXPAY_WECHAT_BACKUP_BASE_URL`.
     */
    val wechatBackupBaseUrl: String? = null,
    /**
     * Base address of WeChat Pay, `https://api.mch.weixin.qq.com` when left out; another one only for the sandbox.
     * Environment: `QQ_WXPAY_WECHAT_BASE_URL`.
     */
    val wechatBaseUrl: String? = null,
    /**
     * Where V2 refunds go, on whose connection the merchant certificate is shown; `wechatBaseUrl` when left out.
     * Another one only for the sandbox.
     * Environment: `QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL`.
     */
    val wechatMutualTlsBaseUrl: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "allowNotifyUrlQuery" to allowNotifyUrlQuery?.let { JsonPrimitive(it) },
        "apiV2Key" to apiV2Key?.let { JsonPrimitive(it) },
        "apiV3Key" to apiV3Key?.let { JsonPrimitive(it) },
        "apiV3KeyPrevious" to apiV3KeyPrevious?.let { JsonPrimitive(it) },
        "channel" to channel?.let { JsonPrimitive(it.wire) },
        "inbox" to inbox?.let { JsonPrimitive(it) },
        "linkHosts" to linkHosts?.let { JsonArray(it.map { JsonPrimitive(it) }) },
        "mchid" to mchid?.let { JsonPrimitive(it) },
        "merchantCertificate" to merchantCertificate?.let { JsonPrimitive(it) },
        "merchantP12" to merchantP12?.let { JsonPrimitive(it) },
        "merchantP12Password" to merchantP12Password?.let { JsonPrimitive(it) },
        "merchantPrivateKey" to merchantPrivateKey?.let { JsonPrimitive(it) },
        "merchantSerial" to merchantSerial?.let { JsonPrimitive(it) },
        "notifyUrl" to notifyUrl?.let { JsonPrimitive(it) },
        "platformCertificates" to platformCertificates?.let { JsonPrimitive(it) },
        "publicKey" to publicKey?.let { JsonPrimitive(it) },
        "publicKeyId" to publicKeyId?.let { JsonPrimitive(it) },
        "publicKeyIdPrevious" to publicKeyIdPrevious?.let { JsonPrimitive(it) },
        "publicKeyPrevious" to publicKeyPrevious?.let { JsonPrimitive(it) },
        "qqAppSecret" to qqAppSecret?.let { JsonPrimitive(it) },
        "qqAppid" to qqAppid?.let { JsonPrimitive(it) },
        "qqBaseUrl" to qqBaseUrl?.let { JsonPrimitive(it) },
        "referer" to referer?.let { JsonPrimitive(it) },
        "requireVerifiedReply" to requireVerifiedReply?.let { JsonPrimitive(it) },
        "rootCertificate" to rootCertificate?.let { JsonPrimitive(it) },
        "tokenRefusedCodes" to tokenRefusedCodes?.let { JsonArray(it.map { JsonPrimitive(it) }) },
        "tokenStore" to tokenStore?.let { JsonPrimitive(it) },
        "v2FormerSignType" to v2FormerSignType?.let { JsonPrimitive(it.wire) },
        "v2FormerSignTypeUntil" to v2FormerSignTypeUntil?.let { JsonPrimitive(it) },
        "v2SignType" to v2SignType?.let { JsonPrimitive(it.wire) },
        "wechatAppid" to wechatAppid?.let { JsonPrimitive(it) },
        "wechatBackupBaseUrl" to wechatBackupBaseUrl?.let { JsonPrimitive(it) },
        "wechatBaseUrl" to wechatBaseUrl?.let { JsonPrimitive(it) },
        "wechatMutualTlsBaseUrl" to wechatMutualTlsBaseUrl?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "Settings(allowNotifyUrlQuery=$allowNotifyUrlQuery, apiV2Key=<hidden>, apiV3Key=<hidden>, apiV3KeyPrevious=<hidden>, channel=$channel, inbox=<hidden>, linkHosts=$linkHosts, mchid=$mchid, merchantCertificate=<hidden>, merchantP12=<hidden>, merchantP12Password=<hidden>, merchantPrivateKey=<hidden>, merchantSerial=$merchantSerial, notifyUrl=<hidden>, platformCertificates=<hidden>, publicKey=<hidden>, publicKeyId=$publicKeyId, publicKeyIdPrevious=$publicKeyIdPrevious, publicKeyPrevious=<hidden>, qqAppSecret=<hidden>, qqAppid=$qqAppid, qqBaseUrl=$qqBaseUrl, referer=$referer, requireVerifiedReply=$requireVerifiedReply, rootCertificate=<hidden>, tokenRefusedCodes=$tokenRefusedCodes, tokenStore=<hidden>, v2FormerSignType=$v2FormerSignType, v2FormerSignTypeUntil=$v2FormerSignTypeUntil, v2SignType=$v2SignType, wechatAppid=$wechatAppid, wechatBackupBaseUrl=$wechatBackupBaseUrl, wechatBaseUrl=$wechatBaseUrl, wechatMutualTlsBaseUrl=$wechatMutualTlsBaseUrl)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var allowNotifyUrlQuery: Boolean? = null
        private var apiV2Key: String? = null
        private var apiV3Key: String? = null
        private var apiV3KeyPrevious: String? = null
        private var channel: Channel? = null
        private var inbox: String? = null
        private var linkHosts: List<String>? = null
        private var mchid: String? = null
        private var merchantCertificate: String? = null
        private var merchantP12: String? = null
        private var merchantP12Password: String? = null
        private var merchantPrivateKey: String? = null
        private var merchantSerial: String? = null
        private var notifyUrl: String? = null
        private var platformCertificates: String? = null
        private var publicKey: String? = null
        private var publicKeyId: String? = null
        private var publicKeyIdPrevious: String? = null
        private var publicKeyPrevious: String? = null
        private var qqAppSecret: String? = null
        private var qqAppid: String? = null
        private var qqBaseUrl: String? = null
        private var referer: String? = null
        private var requireVerifiedReply: Boolean? = null
        private var rootCertificate: String? = null
        private var tokenRefusedCodes: List<String>? = null
        private var tokenStore: String? = null
        private var v2FormerSignType: V2SignType? = null
        private var v2FormerSignTypeUntil: String? = null
        private var v2SignType: V2SignType? = null
        private var wechatAppid: String? = null
        private var wechatBackupBaseUrl: String? = null
        private var wechatBaseUrl: String? = null
        private var wechatMutualTlsBaseUrl: String? = null

        /** Allows a query in `notifyUrl`: whether QQ keeps one is not known. Environment: `QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY`. */
        public fun allowNotifyUrlQuery(allowNotifyUrlQuery: Boolean): Builder = apply { this.allowNotifyUrlQuery = allowNotifyUrlQuery }

        /**
         * V2 API key, 32 characters.
         * Environment: `QQ_WXPAY_API_V2_KEY`.
         */
        public fun apiV2Key(apiV2Key: String?): Builder = apply { this.apiV2Key = apiV2Key }

        /**
         * APIv3 key, exactly 32 characters.
         * Environment: `QQ_WXPAY_API_V3_KEY`.
         */
        public fun apiV3Key(apiV3Key: String?): Builder = apply { this.apiV3Key = apiV3Key }

        /**
         * A second APIv3 key, which opens notifications, too, while the key is changed: the next one before the change, the former
         * one after it.
         * Environment: `QQ_WXPAY_API_V3_KEY_PREVIOUS`.
         */
        public fun apiV3KeyPrevious(apiV3KeyPrevious: String?): Builder = apply { this.apiV3KeyPrevious = apiV3KeyPrevious }

        /** The way that orders take unless the order says otherwise. Environment: `QQ_WXPAY_CHANNEL`. */
        public fun channel(channel: Channel?): Builder = apply { this.channel = channel }

        /**
         * Where the processes of the shop note which notifications are handled, so that none is handed to two of them: `file` (all processes of
         * this user on this machine), `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines, with the
         * forms of `tokenStore`). Nothing is noted when left out: take that where your function does its work in one transaction of a database.
         * Environment: `QQ_WXPAY_INBOX`.
         */
        public fun inbox(inbox: String?): Builder = apply { this.inbox = inbox }

        /**
         * Hosts (with a port, if not 443) that an H5 link may have; only `wx.tenpay.com` when empty.
         * Environment: `QQ_WXPAY_LINK_HOSTS`, comma-separated.
         */
        public fun linkHosts(linkHosts: List<String>?): Builder = apply { this.linkHosts = linkHosts }

        /**
         * Merchant number; of a service provider its own, of a combine order the initiator's.
         * Environment: `QQ_WXPAY_MCHID`.
         */
        public fun mchid(mchid: String?): Builder = apply { this.mchid = mchid }

        /**
         * Merchant API certificate, `apiclient_cert.pem`.
         * Environment: `QQ_WXPAY_MERCHANT_CERTIFICATE`.
         */
        public fun merchantCertificate(merchantCertificate: String?): Builder = apply { this.merchantCertificate = merchantCertificate }

        /**
         * Both in one file, `apiclient_cert.p12`, as base64; in place of the two above.
         * Environment: `QQ_WXPAY_MERCHANT_P12`.
         */
        public fun merchantP12(merchantP12: String?): Builder = apply { this.merchantP12 = merchantP12 }

        /**
         * Password of `merchantP12`; the merchant number when left out.
         * Environment: `QQ_WXPAY_MERCHANT_P12_PASSWORD`.
         */
        public fun merchantP12Password(merchantP12Password: String?): Builder = apply { this.merchantP12Password = merchantP12Password }

        /**
         * Merchant private key, `apiclient_key.pem`.
         * Environment: `QQ_WXPAY_MERCHANT_PRIVATE_KEY`.
         */
        public fun merchantPrivateKey(merchantPrivateKey: String?): Builder = apply { this.merchantPrivateKey = merchantPrivateKey }

        /**
         * Serial of the merchant API certificate, 40 hex digits; not needed beside `merchantCertificate`.
         * Environment: `QQ_WXPAY_MERCHANT_SERIAL`.
         */
        public fun merchantSerial(merchantSerial: String?): Builder = apply { this.merchantSerial = merchantSerial }

        /**
         * Your own address for payment notifications: https, no query, at most 256 characters.
         * Environment: `QQ_WXPAY_NOTIFY_URL`.
         */
        public fun notifyUrl(notifyUrl: String?): Builder = apply { this.notifyUrl = notifyUrl }

        /**
         * Platform certificates, one PEM after the other.
         * Environment: `QQ_WXPAY_PLATFORM_CERTIFICATES`.
         */
        public fun platformCertificates(platformCertificates: String?): Builder = apply { this.platformCertificates = platformCertificates }

        /**
         * WeChat Pay's public key, `pub_key.pem`.
         * Environment: `QQ_WXPAY_PUBLIC_KEY`.
         */
        public fun publicKey(publicKey: String?): Builder = apply { this.publicKey = publicKey }

        /**
         * ID of WeChat Pay's public key, `PUB_KEY_ID_…`.
         * Environment: `QQ_WXPAY_PUBLIC_KEY_ID`.
         */
        public fun publicKeyId(publicKeyId: String?): Builder = apply { this.publicKeyId = publicKeyId }

        /**
         * ID of a second public key of WeChat Pay, whose signatures are taken, too, while the key is changed: the next one's before
         * the change, the former one's after it. Given together with `publicKeyPrevious`, or neither.
         * Environment: `QQ_WXPAY_PUBLIC_KEY_ID_PREVIOUS`.
         */
        public fun publicKeyIdPrevious(publicKeyIdPrevious: String?): Builder = apply { this.publicKeyIdPrevious = publicKeyIdPrevious }

        /**
         * The key of `publicKeyIdPrevious`.
         * Environment: `QQ_WXPAY_PUBLIC_KEY_PREVIOUS`.
         */
        public fun publicKeyPrevious(publicKeyPrevious: String?): Builder = apply { this.publicKeyPrevious = publicKeyPrevious }

        /**
         * AppSecret of the QQ mini program.
         * Environment: `QQ_WXPAY_QQ_APP_SECRET`.
         */
        public fun qqAppSecret(qqAppSecret: String?): Builder = apply { this.qqAppSecret = qqAppSecret }

        /**
         * AppID of the QQ mini program, from q.qq.com.
         * Environment: `QQ_WXPAY_QQ_APPID`.
         */
        public fun qqAppid(qqAppid: String?): Builder = apply { this.qqAppid = qqAppid }

        /**
         * Base address of QQ, `https://api.q.qq.com` when left out; another one only for the sandbox.
         * Environment: `QQ_WXPAY_QQ_BASE_URL`.
         */
        public fun qqBaseUrl(qqBaseUrl: String?): Builder = apply { this.qqBaseUrl = qqBaseUrl }

        /**
         * Domain authorised for H5 payment, with its scheme: what `qq.requestWxPayment` gets as `referer`.
         * Environment: `QQ_WXPAY_REFERER`.
         */
        public fun referer(referer: String?): Builder = apply { this.referer = referer }

        /**
         * Refuses the link of an order whose reply lacks WeChat Pay's signature.
         * Environment: `QQ_WXPAY_REQUIRE_VERIFIED_REPLY`.
         */
        public fun requireVerifiedReply(requireVerifiedReply: Boolean): Builder = apply { this.requireVerifiedReply = requireVerifiedReply }

        /**
         * Root certificate of the sandbox's TLS listener, PEM; refused with any address but one of this machine.
         * Environment: `QQ_WXPAY_ROOT_CERTIFICATE`.
         */
        public fun rootCertificate(rootCertificate: String?): Builder = apply { this.rootCertificate = rootCertificate }

        /**
         * Codes of the proxy that are taken for "the access token is bad", besides the known ones.
         * Environment: `QQ_WXPAY_TOKEN_REFUSED_CODES`, comma-separated.
         */
        public fun tokenRefusedCodes(tokenRefusedCodes: List<String>?): Builder = apply { this.tokenRefusedCodes = tokenRefusedCodes }

        /**
         * Where QQ's access token is kept, so that all processes share one: `file` (the default: for all processes of this user on this machine),
         * `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines; `rediss` for TLS, `redis+cluster`,
         * `redis+sentinel`), or `memory` (of this process alone). A token store or token provider in code goes before it.
         * Environment: `QQ_WXPAY_TOKEN_STORE`.
         */
        public fun tokenStore(tokenStore: String?): Builder = apply { this.tokenStore = tokenStore }

        /**
         * How V2 messages were signed before `v2SignType` was changed: payment notifications signed so are taken, too, until
         * `v2FormerSignTypeUntil`. Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE`.
         */
        public fun v2FormerSignType(v2FormerSignType: V2SignType?): Builder = apply { this.v2FormerSignType = v2FormerSignType }

        /**
         * Until when `v2FormerSignType` counts, by the client's clock: RFC 3339, such as `2026-06-08T00:00:00+08:00`. Both are
         * given, or neither.
         * Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL`.
         */
        public fun v2FormerSignTypeUntil(v2FormerSignTypeUntil: String?): Builder = apply { this.v2FormerSignTypeUntil = v2FormerSignTypeUntil }

        /** The same of `java.time`: see [Times]. */
        public fun v2FormerSignTypeUntil(v2FormerSignTypeUntil: java.time.temporal.TemporalAccessor): Builder = v2FormerSignTypeUntil(Times.moment(v2FormerSignTypeUntil))

        /** How V2 messages are signed. Environment: `QQ_WXPAY_V2_SIGN_TYPE`. */
        public fun v2SignType(v2SignType: V2SignType?): Builder = apply { this.v2SignType = v2SignType }

        /**
         * WeChat AppID (`wx…`) that is bound to the merchant number.
         * Environment: `QQ_WXPAY_WECHAT_APPID`.
         */
        public fun wechatAppid(wechatAppid: String?): Builder = apply { this.wechatAppid = wechatAppid }

        /**
         * Base address that is tried when WeChat Pay's cannot be reached. When left out: `https://api2.mch.weixin.qq.com` if
         * `wechatBaseUrl` is left out too, else none.
         * Environment: `QQ_WXPAY_WECHAT_BACKUP_BASE_URL`.
         */
        public fun wechatBackupBaseUrl(wechatBackupBaseUrl: String?): Builder = apply { this.wechatBackupBaseUrl = wechatBackupBaseUrl }

        /**
         * Base address of WeChat Pay, `https://api.mch.weixin.qq.com` when left out; another one only for the sandbox.
         * Environment: `QQ_WXPAY_WECHAT_BASE_URL`.
         */
        public fun wechatBaseUrl(wechatBaseUrl: String?): Builder = apply { this.wechatBaseUrl = wechatBaseUrl }

        /**
         * Where V2 refunds go, on whose connection the merchant certificate is shown; `wechatBaseUrl` when left out.
         * Another one only for the sandbox.
         * Environment: `QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL`.
         */
        public fun wechatMutualTlsBaseUrl(wechatMutualTlsBaseUrl: String?): Builder = apply { this.wechatMutualTlsBaseUrl = wechatMutualTlsBaseUrl }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): Settings = Settings(
            allowNotifyUrlQuery = allowNotifyUrlQuery,
            apiV2Key = apiV2Key,
            apiV3Key = apiV3Key,
            apiV3KeyPrevious = apiV3KeyPrevious,
            channel = channel,
            inbox = inbox,
            linkHosts = linkHosts,
            mchid = mchid,
            merchantCertificate = merchantCertificate,
            merchantP12 = merchantP12,
            merchantP12Password = merchantP12Password,
            merchantPrivateKey = merchantPrivateKey,
            merchantSerial = merchantSerial,
            notifyUrl = notifyUrl,
            platformCertificates = platformCertificates,
            publicKey = publicKey,
            publicKeyId = publicKeyId,
            publicKeyIdPrevious = publicKeyIdPrevious,
            publicKeyPrevious = publicKeyPrevious,
            qqAppSecret = qqAppSecret,
            qqAppid = qqAppid,
            qqBaseUrl = qqBaseUrl,
            referer = referer,
            requireVerifiedReply = requireVerifiedReply,
            rootCertificate = rootCertificate,
            tokenRefusedCodes = tokenRefusedCodes,
            tokenStore = tokenStore,
            v2FormerSignType = v2FormerSignType,
            v2FormerSignTypeUntil = v2FormerSignTypeUntil,
            v2SignType = v2SignType,
            wechatAppid = wechatAppid,
            wechatBackupBaseUrl = wechatBackupBaseUrl,
            wechatBaseUrl = wechatBaseUrl,
            wechatMutualTlsBaseUrl = wechatMutualTlsBaseUrl,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): Settings = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): Settings = Settings(
            allowNotifyUrlQuery = json.field("allowNotifyUrlQuery").orNull()?.let { it.boolean() },
            apiV2Key = json.field("apiV2Key").orNull()?.let { it.text() },
            apiV3Key = json.field("apiV3Key").orNull()?.let { it.text() },
            apiV3KeyPrevious = json.field("apiV3KeyPrevious").orNull()?.let { it.text() },
            channel = json.field("channel").orNull()?.let { Channel.read(it.text()) },
            inbox = json.field("inbox").orNull()?.let { it.text() },
            linkHosts = json.field("linkHosts").orNull()?.let { it.list { it.text() } },
            mchid = json.field("mchid").orNull()?.let { it.text() },
            merchantCertificate = json.field("merchantCertificate").orNull()?.let { it.text() },
            merchantP12 = json.field("merchantP12").orNull()?.let { it.text() },
            merchantP12Password = json.field("merchantP12Password").orNull()?.let { it.text() },
            merchantPrivateKey = json.field("merchantPrivateKey").orNull()?.let { it.text() },
            merchantSerial = json.field("merchantSerial").orNull()?.let { it.text() },
            notifyUrl = json.field("notifyUrl").orNull()?.let { it.text() },
            platformCertificates = json.field("platformCertificates").orNull()?.let { it.text() },
            publicKey = json.field("publicKey").orNull()?.let { it.text() },
            publicKeyId = json.field("publicKeyId").orNull()?.let { it.text() },
            publicKeyIdPrevious = json.field("publicKeyIdPrevious").orNull()?.let { it.text() },
            publicKeyPrevious = json.field("publicKeyPrevious").orNull()?.let { it.text() },
            qqAppSecret = json.field("qqAppSecret").orNull()?.let { it.text() },
            qqAppid = json.field("qqAppid").orNull()?.let { it.text() },
            qqBaseUrl = json.field("qqBaseUrl").orNull()?.let { it.text() },
            referer = json.field("referer").orNull()?.let { it.text() },
            requireVerifiedReply = json.field("requireVerifiedReply").orNull()?.let { it.boolean() },
            rootCertificate = json.field("rootCertificate").orNull()?.let { it.text() },
            tokenRefusedCodes = json.field("tokenRefusedCodes").orNull()?.let { it.list { it.text() } },
            tokenStore = json.field("tokenStore").orNull()?.let { it.text() },
            v2FormerSignType = json.field("v2FormerSignType").orNull()?.let { V2SignType.read(it.text()) },
            v2FormerSignTypeUntil = json.field("v2FormerSignTypeUntil").orNull()?.let { it.text() },
            v2SignType = json.field("v2SignType").orNull()?.let { V2SignType.read(it.text()) },
            wechatAppid = json.field("wechatAppid").orNull()?.let { it.text() },
            wechatBackupBaseUrl = json.field("wechatBackupBaseUrl").orNull()?.let { it.text() },
            wechatBaseUrl = json.field("wechatBaseUrl").orNull()?.let { it.text() },
            wechatMutualTlsBaseUrl = json.field("wechatMutualTlsBaseUrl").orNull()?.let { it.text() },
        )
    }
}

/** How the money of an order is settled. */
public data class SettleInfo(
    /** Whether the money is shared with others later. */
    val profitSharing: Boolean? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "profitSharing" to profitSharing?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var profitSharing: Boolean? = null

        /** Whether the money is shared with others later. */
        public fun profitSharing(profitSharing: Boolean): Builder = apply { this.profitSharing = profitSharing }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): SettleInfo = SettleInfo(
            profitSharing = profitSharing,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): SettleInfo = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): SettleInfo = SettleInfo(
            profitSharing = json.field("profitSharing").orNull()?.let { it.boolean() },
        )
    }
}

/** An event, for the function of the shop that takes it. All of it is proven: by a signature, or by a query. */
public sealed interface ShopEvent {
    /** An order is paid. */
    public data class Paid(
        /** The order. */
        val paid: com.qqwxpay.Paid,
    ) : ShopEvent {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Paid = Paid(
                paid = com.qqwxpay.Paid.read(json.field("paid")),
            )
        }
    }

    /** A refund has ended. */
    public data class Refund(
        /** The refund. */
        val refund: RefundEnded,
    ) : ShopEvent {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Refund = Refund(
                refund = RefundEnded.read(json.field("refund")),
            )
        }
    }

    /** WeChat Pay says of an order that it is not paid. */
    public data class NotPaid(
        /** The order. */
        val notPaid: com.qqwxpay.NotPaid,
    ) : ShopEvent {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): NotPaid = NotPaid(
                notPaid = com.qqwxpay.NotPaid.read(json.field("notPaid")),
            )
        }
    }

    /** An event of another product. */
    public data class Other(
        /** Which. */
        val other: OtherEvent,
    ) : ShopEvent {

        internal companion object {
            @JvmSynthetic
            internal fun read(json: JsonElement): Other = Other(
                other = OtherEvent.read(json.field("other")),
            )
        }
    }

    public companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): ShopEvent = when (val tag = json.field("type").text()) {
            "paid" -> Paid.read(json)
            "refund" -> Refund.read(json)
            "not_paid" -> NotPaid.read(json)
            "other" -> Other.read(json)
            else -> throw IllegalArgumentException("facade and library are of different versions: $tag")
        }
    }
}

/** A shop. */
public data class StoreInfo(
    /** Number of the shop, up to 32 bytes of UTF-8. Required. */
    val id: String,
    /** Address, up to 512 bytes of UTF-8. */
    val address: String? = null,
    /** Area code, up to 32 bytes of UTF-8. */
    val areaCode: String? = null,
    /** Name, up to 256 bytes of UTF-8. */
    val name: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "id" to JsonPrimitive(id),
        "address" to address?.let { JsonPrimitive(it) },
        "areaCode" to areaCode?.let { JsonPrimitive(it) },
        "name" to name?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var id: String? = null
        private var address: String? = null
        private var areaCode: String? = null
        private var name: String? = null

        /** Number of the shop, up to 32 bytes of UTF-8. Required. */
        public fun id(id: String): Builder = apply { this.id = id }

        /** Address, up to 512 bytes of UTF-8. */
        public fun address(address: String?): Builder = apply { this.address = address }

        /** Area code, up to 32 bytes of UTF-8. */
        public fun areaCode(areaCode: String?): Builder = apply { this.areaCode = areaCode }

        /** Name, up to 256 bytes of UTF-8. */
        public fun name(name: String?): Builder = apply { this.name = name }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): StoreInfo = StoreInfo(
            id = requireField(id, "id"),
            address = address,
            areaCode = areaCode,
            name = name,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): StoreInfo = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): StoreInfo = StoreInfo(
            id = json.required("id").text(),
            address = json.field("address").orNull()?.let { it.text() },
            areaCode = json.field("areaCode").orNull()?.let { it.text() },
            name = json.field("name").orNull()?.let { it.text() },
        )
    }
}

/** What one merchant sells in a combine order. */
public data class SubOrder(
    /** How much. Required. */
    val amount: CombineAmount,
    /** Comes back in queries and notifications, up to 128 bytes of UTF-8. Unlike in a single order it is needed. Required. */
    val attach: String,
    /** What is bought, up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
    val description: String,
    /** Merchant number of this part (in partner use the service provider's). Required. */
    val mchid: String,
    /** Number of this part, unique for `mchid`, 6 to 32 characters. Required. */
    val outTradeNo: String,
    /** Mark for discounts, up to 32 bytes of UTF-8. */
    val goodsTag: String? = null,
    /** How the money is settled. */
    val settleInfo: CombineSettleInfo? = null,
    /** Sub merchant's WeChat AppID. */
    val subAppid: String? = null,
    /** Sub merchant's number; service providers must give it. */
    val subMchid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "amount" to amount.json(),
        "attach" to JsonPrimitive(attach),
        "description" to JsonPrimitive(description),
        "mchid" to JsonPrimitive(mchid),
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "goodsTag" to goodsTag?.let { JsonPrimitive(it) },
        "settleInfo" to settleInfo?.let { it.json() },
        "subAppid" to subAppid?.let { JsonPrimitive(it) },
        "subMchid" to subMchid?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var amount: CombineAmount? = null
        private var attach: String? = null
        private var description: String? = null
        private var mchid: String? = null
        private var outTradeNo: String? = null
        private var goodsTag: String? = null
        private var settleInfo: CombineSettleInfo? = null
        private var subAppid: String? = null
        private var subMchid: String? = null

        /** How much. Required. */
        public fun amount(amount: CombineAmount): Builder = apply { this.amount = amount }

        /** Comes back in queries and notifications, up to 128 bytes of UTF-8. Unlike in a single order it is needed. Required. */
        public fun attach(attach: String): Builder = apply { this.attach = attach }

        /** What is bought, up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
        public fun description(description: String): Builder = apply { this.description = description }

        /** Merchant number of this part (in partner use the service provider's). Required. */
        public fun mchid(mchid: String): Builder = apply { this.mchid = mchid }

        /** Number of this part, unique for `mchid`, 6 to 32 characters. Required. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** Mark for discounts, up to 32 bytes of UTF-8. */
        public fun goodsTag(goodsTag: String?): Builder = apply { this.goodsTag = goodsTag }

        /** How the money is settled. */
        public fun settleInfo(settleInfo: CombineSettleInfo?): Builder = apply { this.settleInfo = settleInfo }

        /** Sub merchant's WeChat AppID. */
        public fun subAppid(subAppid: String?): Builder = apply { this.subAppid = subAppid }

        /** Sub merchant's number; service providers must give it. */
        public fun subMchid(subMchid: String?): Builder = apply { this.subMchid = subMchid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): SubOrder = SubOrder(
            amount = requireField(amount, "amount"),
            attach = requireField(attach, "attach"),
            description = requireField(description, "description"),
            mchid = requireField(mchid, "mchid"),
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            goodsTag = goodsTag,
            settleInfo = settleInfo,
            subAppid = subAppid,
            subMchid = subMchid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): SubOrder = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): SubOrder = SubOrder(
            amount = CombineAmount.read(json.required("amount")),
            attach = json.required("attach").text(),
            description = json.required("description").text(),
            mchid = json.required("mchid").text(),
            outTradeNo = json.required("outTradeNo").text(),
            goodsTag = json.field("goodsTag").orNull()?.let { it.text() },
            settleInfo = json.field("settleInfo").orNull()?.let { CombineSettleInfo.read(it) },
            subAppid = json.field("subAppid").orNull()?.let { it.text() },
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
        )
    }
}

/** One part of a combine order and its payment. */
public data class SubOrderTransaction(
    /** How much. */
    val amount: SubOrderTransactionAmount? = null,
    /** What this part carried. */
    val attach: String? = null,
    /** Bank. */
    val bankType: String? = null,
    /** Merchant number of this part. */
    val mchid: String,
    /** Number of this part. */
    val outTradeNo: String,
    /** Discounts. */
    val promotionDetail: List<PromotionDetail>,
    /** The sub merchant's WeChat AppID. */
    val subAppid: String? = null,
    /** The sub merchant's number. */
    val subMchid: String? = null,
    /** The payer's `openid` under the sub merchant's AppID. */
    @Transient val subOpenid: String? = null,
    /** When it was paid, RFC 3339. */
    val successTime: String? = null,
    /** Where this part stands. */
    val tradeState: TradeState,
    /** How the order was made. */
    val tradeType: TradeType? = null,
    /** WeChat Pay's number of this part; only when paid. */
    val transactionId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "amount" to amount?.let { it.json() },
        "attach" to attach?.let { JsonPrimitive(it) },
        "bankType" to bankType?.let { JsonPrimitive(it) },
        "mchid" to JsonPrimitive(mchid),
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "promotionDetail" to JsonArray(promotionDetail.map { it.json() }),
        "subAppid" to subAppid?.let { JsonPrimitive(it) },
        "subMchid" to subMchid?.let { JsonPrimitive(it) },
        "subOpenid" to subOpenid?.let { JsonPrimitive(it) },
        "successTime" to successTime?.let { JsonPrimitive(it) },
        "tradeState" to JsonPrimitive(tradeState),
        "tradeType" to tradeType?.let { JsonPrimitive(it) },
        "transactionId" to transactionId?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "SubOrderTransaction(amount=$amount, attach=$attach, bankType=$bankType, mchid=$mchid, outTradeNo=$outTradeNo, promotionDetail=$promotionDetail, subAppid=$subAppid, subMchid=$subMchid, subOpenid=<hidden>, successTime=$successTime, tradeState=$tradeState, tradeType=$tradeType, transactionId=$transactionId)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var amount: SubOrderTransactionAmount? = null
        private var attach: String? = null
        private var bankType: String? = null
        private var mchid: String? = null
        private var outTradeNo: String? = null
        private var promotionDetail: List<PromotionDetail>? = null
        private var subAppid: String? = null
        private var subMchid: String? = null
        private var subOpenid: String? = null
        private var successTime: String? = null
        private var tradeState: TradeState? = null
        private var tradeType: TradeType? = null
        private var transactionId: String? = null

        /** How much. */
        public fun amount(amount: SubOrderTransactionAmount?): Builder = apply { this.amount = amount }

        /** What this part carried. */
        public fun attach(attach: String?): Builder = apply { this.attach = attach }

        /** Bank. */
        public fun bankType(bankType: String?): Builder = apply { this.bankType = bankType }

        /** Merchant number of this part. */
        public fun mchid(mchid: String): Builder = apply { this.mchid = mchid }

        /** Number of this part. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** Discounts. */
        public fun promotionDetail(promotionDetail: List<PromotionDetail>): Builder = apply { this.promotionDetail = promotionDetail }

        /** The sub merchant's WeChat AppID. */
        public fun subAppid(subAppid: String?): Builder = apply { this.subAppid = subAppid }

        /** The sub merchant's number. */
        public fun subMchid(subMchid: String?): Builder = apply { this.subMchid = subMchid }

        /** The payer's `openid` under the sub merchant's AppID. */
        public fun subOpenid(subOpenid: String?): Builder = apply { this.subOpenid = subOpenid }

        /** When it was paid, RFC 3339. */
        public fun successTime(successTime: String?): Builder = apply { this.successTime = successTime }

        /** Where this part stands. */
        public fun tradeState(tradeState: TradeState): Builder = apply { this.tradeState = tradeState }

        /** How the order was made. */
        public fun tradeType(tradeType: TradeType?): Builder = apply { this.tradeType = tradeType }

        /** WeChat Pay's number of this part; only when paid. */
        public fun transactionId(transactionId: String?): Builder = apply { this.transactionId = transactionId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): SubOrderTransaction = SubOrderTransaction(
            amount = amount,
            attach = attach,
            bankType = bankType,
            mchid = requireField(mchid, "mchid"),
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            promotionDetail = promotionDetail ?: emptyList(),
            subAppid = subAppid,
            subMchid = subMchid,
            subOpenid = subOpenid,
            successTime = successTime,
            tradeState = requireField(tradeState, "tradeState"),
            tradeType = tradeType,
            transactionId = transactionId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): SubOrderTransaction = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): SubOrderTransaction = SubOrderTransaction(
            amount = json.field("amount").orNull()?.let { SubOrderTransactionAmount.read(it) },
            attach = json.field("attach").orNull()?.let { it.text() },
            bankType = json.field("bankType").orNull()?.let { it.text() },
            mchid = json.field("mchid").text(),
            outTradeNo = json.field("outTradeNo").text(),
            promotionDetail = json.field("promotionDetail").list { PromotionDetail.read(it) },
            subAppid = json.field("subAppid").orNull()?.let { it.text() },
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
            subOpenid = json.field("subOpenid").orNull()?.let { it.text() },
            successTime = json.field("successTime").orNull()?.let { it.text() },
            tradeState = json.field("tradeState").text(),
            tradeType = json.field("tradeType").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
        )
    }
}

/** How much of a part was ordered and paid, in fen. */
public data class SubOrderTransactionAmount(
    /** `CNY`. */
    val currency: String? = null,
    /** What the payer paid after discounts. */
    val payerAmount: Long? = null,
    /** Currency that the payer paid in. */
    val payerCurrency: String? = null,
    /** Exchange rate, times 100,000,000. */
    val settlementRate: Long? = null,
    /** The part's amount. */
    val totalAmount: Long? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "currency" to currency?.let { JsonPrimitive(it) },
        "payerAmount" to payerAmount?.let { JsonPrimitive(it) },
        "payerCurrency" to payerCurrency?.let { JsonPrimitive(it) },
        "settlementRate" to settlementRate?.let { JsonPrimitive(it) },
        "totalAmount" to totalAmount?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var currency: String? = null
        private var payerAmount: Long? = null
        private var payerCurrency: String? = null
        private var settlementRate: Long? = null
        private var totalAmount: Long? = null

        /** `CNY`. */
        public fun currency(currency: String?): Builder = apply { this.currency = currency }

        /** What the payer paid after discounts. */
        public fun payerAmount(payerAmount: Long): Builder = apply { this.payerAmount = payerAmount }

        /** Currency that the payer paid in. */
        public fun payerCurrency(payerCurrency: String?): Builder = apply { this.payerCurrency = payerCurrency }

        /** Exchange rate, times 100,000,000. */
        public fun settlementRate(settlementRate: Long): Builder = apply { this.settlementRate = settlementRate }

        /** The part's amount. */
        public fun totalAmount(totalAmount: Long): Builder = apply { this.totalAmount = totalAmount }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): SubOrderTransactionAmount = SubOrderTransactionAmount(
            currency = currency,
            payerAmount = payerAmount,
            payerCurrency = payerCurrency,
            settlementRate = settlementRate,
            totalAmount = totalAmount,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): SubOrderTransactionAmount = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): SubOrderTransactionAmount = SubOrderTransactionAmount(
            currency = json.field("currency").orNull()?.let { it.text() },
            payerAmount = json.field("payerAmount").orNull()?.let { it.long() },
            payerCurrency = json.field("payerCurrency").orNull()?.let { it.text() },
            settlementRate = json.field("settlementRate").orNull()?.let { it.long() },
            totalAmount = json.field("totalAmount").orNull()?.let { it.long() },
        )
    }
}

/** Which trade bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back. */
public data class TradeBillRequest(
    /** The day in Beijing: `2026-06-08` or `20260608`. Required. */
    val billDate: String,
    /** Which transactions; all of them when left out. */
    val billType: TradeBillType? = null,
    /** Whether the file travels compressed; the rows are the same. */
    val gzip: Boolean? = null,
    /** One sub merchant, for service providers; all of them when left out. */
    val subMchid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "billDate" to JsonPrimitive(billDate),
        "billType" to billType?.let { JsonPrimitive(it.wire) },
        "gzip" to gzip?.let { JsonPrimitive(it) },
        "subMchid" to subMchid?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var billDate: String? = null
        private var billType: TradeBillType? = null
        private var gzip: Boolean? = null
        private var subMchid: String? = null

        /** The day in Beijing: `2026-06-08` or `20260608`. Required. */
        public fun billDate(billDate: String): Builder = apply { this.billDate = billDate }

        /** The same of `java.time`: see [Times]. */
        public fun billDate(billDate: java.time.LocalDate): Builder = billDate(Times.day(billDate))

        /** Which transactions; all of them when left out. */
        public fun billType(billType: TradeBillType?): Builder = apply { this.billType = billType }

        /** Whether the file travels compressed; the rows are the same. */
        public fun gzip(gzip: Boolean): Builder = apply { this.gzip = gzip }

        /** One sub merchant, for service providers; all of them when left out. */
        public fun subMchid(subMchid: String?): Builder = apply { this.subMchid = subMchid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): TradeBillRequest = TradeBillRequest(
            billDate = requireField(billDate, "billDate"),
            billType = billType,
            gzip = gzip,
            subMchid = subMchid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): TradeBillRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): TradeBillRequest = TradeBillRequest(
            billDate = json.required("billDate").text(),
            billType = json.field("billType").orNull()?.let { TradeBillType.read(it.text()) },
            gzip = json.field("gzip").orNull()?.let { it.boolean() },
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
        )
    }
}

/** A row of a trade bill. A column that the bill does not have, or leaves empty, is `null`. */
public data class TradeBillRow(
    /** 公众账号ID: WeChat AppID. */
    val appid: String? = null,
    /** 商户数据包: what the order carried. */
    val attach: String? = null,
    /** 付款银行: bank. */
    val bankType: String? = null,
    /** 代金券金额, older 代金券或立减优惠金额 or 企业红包金额: coupons, fen. */
    val couponAmount: Long? = null,
    /** 充值券退款金额, older 代金券或立减优惠退款金额 or 企业红包退款金额: coupons that went back, fen. */
    val couponRefundAmount: Long? = null,
    /** 货币种类: `CNY`. */
    val currency: String? = null,
    /** 商品名称: the order's description. */
    val description: String? = null,
    /** 设备号: device. */
    val deviceId: String? = null,
    /** 手续费: fee, fen; negative where it is given back. */
    val fee: Long? = null,
    /** 费率: rate of the fee as text, `0.60%`. */
    val feeRate: String? = null,
    /** 费率备注: note on the rate. */
    val feeRateNote: String? = null,
    /** 商户号: merchant number. */
    val mchid: String? = null,
    /** 用户标识: the payer's `openid`. */
    @Transient val openid: String? = null,
    /** 订单金额: the order's whole amount, fen. Older bills do not have it. */
    val orderAmount: Long? = null,
    /** Columns that this version does not know, by their name in the bill. */
    @Transient val other: Map<String, String>,
    /** 商户退款单号: the merchant's refund number; the bill's `0` is `null`. */
    val outRefundNo: String? = null,
    /** 商户订单号: the merchant's order number. */
    val outTradeNo: String? = null,
    /** 退款金额: what went back to the payer, fen. */
    val refundAmount: Long? = null,
    /** 微信退款单号: WeChat Pay's refund number; the bill's `0` is `null`. */
    val refundId: String? = null,
    /** 退款申请时间: when the refund was asked for; bills of refunds only. */
    val refundRequestTime: String? = null,
    /** 退款状态. Bills also know `FAIL`, which no query and no notification has. */
    val refundStatus: RefundStatus? = null,
    /** 退款成功时间: when the money went back; bills of refunds only. */
    val refundSuccessTime: String? = null,
    /** 退款类型: `ORIGINAL` and others. */
    val refundType: String? = null,
    /** 申请退款金额: the refund that was asked for, fen. Older bills do not have it. */
    val requestedRefundAmount: Long? = null,
    /** 应结订单金额, older 总金额: the order less coupons that are not settled, fen. On a refund 0. */
    val settlementAmount: Long? = null,
    /** 特约商户号, older 子商户号: sub merchant; the bill's `0` is `null`. */
    val subMchid: String? = null,
    /** 交易状态: `SUCCESS` on a payment, `REFUND` on a refund, `REVOKED`. */
    val tradeState: TradeState? = null,
    /** 交易时间: when, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
    val tradeTime: String? = null,
    /** 交易类型: how the order was made. */
    val tradeType: TradeType? = null,
    /** 微信订单号: WeChat Pay's order number. */
    val transactionId: String? = null,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "TradeBillRow(appid=$appid, attach=$attach, bankType=$bankType, couponAmount=$couponAmount, couponRefundAmount=$couponRefundAmount, currency=$currency, description=$description, deviceId=$deviceId, fee=$fee, feeRate=$feeRate, feeRateNote=$feeRateNote, mchid=$mchid, openid=<hidden>, orderAmount=$orderAmount, other=<hidden>, outRefundNo=$outRefundNo, outTradeNo=$outTradeNo, refundAmount=$refundAmount, refundId=$refundId, refundRequestTime=$refundRequestTime, refundStatus=$refundStatus, refundSuccessTime=$refundSuccessTime, refundType=$refundType, requestedRefundAmount=$requestedRefundAmount, settlementAmount=$settlementAmount, subMchid=$subMchid, tradeState=$tradeState, tradeTime=$tradeTime, tradeType=$tradeType, transactionId=$transactionId)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): TradeBillRow = TradeBillRow(
            appid = json.field("appid").orNull()?.let { it.text() },
            attach = json.field("attach").orNull()?.let { it.text() },
            bankType = json.field("bankType").orNull()?.let { it.text() },
            couponAmount = json.field("couponAmount").orNull()?.let { it.long() },
            couponRefundAmount = json.field("couponRefundAmount").orNull()?.let { it.long() },
            currency = json.field("currency").orNull()?.let { it.text() },
            description = json.field("description").orNull()?.let { it.text() },
            deviceId = json.field("deviceId").orNull()?.let { it.text() },
            fee = json.field("fee").orNull()?.let { it.long() },
            feeRate = json.field("feeRate").orNull()?.let { it.text() },
            feeRateNote = json.field("feeRateNote").orNull()?.let { it.text() },
            mchid = json.field("mchid").orNull()?.let { it.text() },
            openid = json.field("openid").orNull()?.let { it.text() },
            orderAmount = json.field("orderAmount").orNull()?.let { it.long() },
            other = json.field("other").dictionary { it.text() },
            outRefundNo = json.field("outRefundNo").orNull()?.let { it.text() },
            outTradeNo = json.field("outTradeNo").orNull()?.let { it.text() },
            refundAmount = json.field("refundAmount").orNull()?.let { it.long() },
            refundId = json.field("refundId").orNull()?.let { it.text() },
            refundRequestTime = json.field("refundRequestTime").orNull()?.let { it.text() },
            refundStatus = json.field("refundStatus").orNull()?.let { it.text() },
            refundSuccessTime = json.field("refundSuccessTime").orNull()?.let { it.text() },
            refundType = json.field("refundType").orNull()?.let { it.text() },
            requestedRefundAmount = json.field("requestedRefundAmount").orNull()?.let { it.long() },
            settlementAmount = json.field("settlementAmount").orNull()?.let { it.long() },
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
            tradeState = json.field("tradeState").orNull()?.let { it.text() },
            tradeTime = json.field("tradeTime").orNull()?.let { it.text() },
            tradeType = json.field("tradeType").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
        )
    }
}

/** The totals at the end of a trade bill. A column that the bill does not have is `null`. */
public data class TradeBillSummary(
    /** 总交易单数: number of transactions. */
    val count: Long? = null,
    /** 充值券退款总金额, older 总代金券或立减优惠退款金额 or 总企业红包退款金额: sum of `couponRefundAmount`, fen. */
    val couponRefundAmount: Long? = null,
    /** 手续费总金额: sum of `fee`, fen; may be negative. */
    val fee: Long? = null,
    /** 订单总金额: sum of `orderAmount`, fen. */
    val orderAmount: Long? = null,
    /** Columns that this version does not know, by their name in the bill. */
    @Transient val other: Map<String, String>,
    /** 退款总金额, older 总退款金额: sum of `refundAmount`, fen. */
    val refundAmount: Long? = null,
    /** 申请退款总金额: sum of `requestedRefundAmount`, fen. */
    val requestedRefundAmount: Long? = null,
    /** 应结订单总金额, older 总交易额: sum of `settlementAmount`, fen. */
    val settlementAmount: Long? = null,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "TradeBillSummary(count=$count, couponRefundAmount=$couponRefundAmount, fee=$fee, orderAmount=$orderAmount, other=<hidden>, refundAmount=$refundAmount, requestedRefundAmount=$requestedRefundAmount, settlementAmount=$settlementAmount)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): TradeBillSummary = TradeBillSummary(
            count = json.field("count").orNull()?.let { it.long() },
            couponRefundAmount = json.field("couponRefundAmount").orNull()?.let { it.long() },
            fee = json.field("fee").orNull()?.let { it.long() },
            orderAmount = json.field("orderAmount").orNull()?.let { it.long() },
            other = json.field("other").dictionary { it.text() },
            refundAmount = json.field("refundAmount").orNull()?.let { it.long() },
            requestedRefundAmount = json.field("requestedRefundAmount").orNull()?.let { it.long() },
            settlementAmount = json.field("settlementAmount").orNull()?.let { it.long() },
        )
    }
}

/** Where an order stands. */
public typealias TradeState = String

/** How an order was made. H5 orders are `MWEB`. */
public typealias TradeType = String

/** An order and its payment. While it is not paid, most fields are absent. */
public data class Transaction(
    /** How much. */
    val amount: TransactionAmount? = null,
    /** WeChat AppID. */
    val appid: String? = null,
    /** What the order carried. */
    val attach: String? = null,
    /** Bank, for example `CMB_DEBIT` or `OTHERS`. */
    val bankType: String? = null,
    /** Merchant number. */
    val mchid: String,
    /** The merchant's order number. */
    val outTradeNo: String,
    /** Who paid. */
    @Transient val payer: Payer? = null,
    /** Discounts. */
    val promotionDetail: List<PromotionDetail>,
    /**
     * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
     * which has its own.
     */
    @Transient val raw: String? = null,
    /** Where. */
    val sceneInfo: TransactionScene? = null,
    /** When it was paid, RFC 3339. */
    val successTime: String? = null,
    /** Where the order stands. */
    val tradeState: TradeState,
    /** The same in words. */
    val tradeStateDesc: String? = null,
    /** How the order was made. */
    val tradeType: TradeType? = null,
    /** WeChat Pay's order number; only when paid. */
    val transactionId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "amount" to amount?.let { it.json() },
        "appid" to appid?.let { JsonPrimitive(it) },
        "attach" to attach?.let { JsonPrimitive(it) },
        "bankType" to bankType?.let { JsonPrimitive(it) },
        "mchid" to JsonPrimitive(mchid),
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "payer" to payer?.let { it.json() },
        "promotionDetail" to JsonArray(promotionDetail.map { it.json() }),
        "raw" to raw?.let { JsonPrimitive(it) },
        "sceneInfo" to sceneInfo?.let { it.json() },
        "successTime" to successTime?.let { JsonPrimitive(it) },
        "tradeState" to JsonPrimitive(tradeState),
        "tradeStateDesc" to tradeStateDesc?.let { JsonPrimitive(it) },
        "tradeType" to tradeType?.let { JsonPrimitive(it) },
        "transactionId" to transactionId?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "Transaction(amount=$amount, appid=$appid, attach=$attach, bankType=$bankType, mchid=$mchid, outTradeNo=$outTradeNo, payer=<hidden>, promotionDetail=$promotionDetail, raw=<hidden>, sceneInfo=$sceneInfo, successTime=$successTime, tradeState=$tradeState, tradeStateDesc=$tradeStateDesc, tradeType=$tradeType, transactionId=$transactionId)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var amount: TransactionAmount? = null
        private var appid: String? = null
        private var attach: String? = null
        private var bankType: String? = null
        private var mchid: String? = null
        private var outTradeNo: String? = null
        private var payer: Payer? = null
        private var promotionDetail: List<PromotionDetail>? = null
        private var raw: String? = null
        private var sceneInfo: TransactionScene? = null
        private var successTime: String? = null
        private var tradeState: TradeState? = null
        private var tradeStateDesc: String? = null
        private var tradeType: TradeType? = null
        private var transactionId: String? = null

        /** How much. */
        public fun amount(amount: TransactionAmount?): Builder = apply { this.amount = amount }

        /** WeChat AppID. */
        public fun appid(appid: String?): Builder = apply { this.appid = appid }

        /** What the order carried. */
        public fun attach(attach: String?): Builder = apply { this.attach = attach }

        /** Bank, for example `CMB_DEBIT` or `OTHERS`. */
        public fun bankType(bankType: String?): Builder = apply { this.bankType = bankType }

        /** Merchant number. */
        public fun mchid(mchid: String): Builder = apply { this.mchid = mchid }

        /** The merchant's order number. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** Who paid. */
        public fun payer(payer: Payer?): Builder = apply { this.payer = payer }

        /** Discounts. */
        public fun promotionDetail(promotionDetail: List<PromotionDetail>): Builder = apply { this.promotionDetail = promotionDetail }

        /**
         * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        public fun raw(raw: String?): Builder = apply { this.raw = raw }

        /** Where. */
        public fun sceneInfo(sceneInfo: TransactionScene?): Builder = apply { this.sceneInfo = sceneInfo }

        /** When it was paid, RFC 3339. */
        public fun successTime(successTime: String?): Builder = apply { this.successTime = successTime }

        /** Where the order stands. */
        public fun tradeState(tradeState: TradeState): Builder = apply { this.tradeState = tradeState }

        /** The same in words. */
        public fun tradeStateDesc(tradeStateDesc: String?): Builder = apply { this.tradeStateDesc = tradeStateDesc }

        /** How the order was made. */
        public fun tradeType(tradeType: TradeType?): Builder = apply { this.tradeType = tradeType }

        /** WeChat Pay's order number; only when paid. */
        public fun transactionId(transactionId: String?): Builder = apply { this.transactionId = transactionId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): Transaction = Transaction(
            amount = amount,
            appid = appid,
            attach = attach,
            bankType = bankType,
            mchid = requireField(mchid, "mchid"),
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            payer = payer,
            promotionDetail = promotionDetail ?: emptyList(),
            raw = raw,
            sceneInfo = sceneInfo,
            successTime = successTime,
            tradeState = requireField(tradeState, "tradeState"),
            tradeStateDesc = tradeStateDesc,
            tradeType = tradeType,
            transactionId = transactionId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): Transaction = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): Transaction = Transaction(
            amount = json.field("amount").orNull()?.let { TransactionAmount.read(it) },
            appid = json.field("appid").orNull()?.let { it.text() },
            attach = json.field("attach").orNull()?.let { it.text() },
            bankType = json.field("bankType").orNull()?.let { it.text() },
            mchid = json.field("mchid").text(),
            outTradeNo = json.field("outTradeNo").text(),
            payer = json.field("payer").orNull()?.let { Payer.read(it) },
            promotionDetail = json.field("promotionDetail").list { PromotionDetail.read(it) },
            raw = json.field("raw").orNull()?.let { it.text() },
            sceneInfo = json.field("sceneInfo").orNull()?.let { TransactionScene.read(it) },
            successTime = json.field("successTime").orNull()?.let { it.text() },
            tradeState = json.field("tradeState").text(),
            tradeStateDesc = json.field("tradeStateDesc").orNull()?.let { it.text() },
            tradeType = json.field("tradeType").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
        )
    }
}

/** How much was ordered and paid, in fen. */
public data class TransactionAmount(
    /** `CNY`. */
    val currency: String? = null,
    /** Currency that the payer paid in. */
    val payerCurrency: String? = null,
    /** What the payer paid after discounts. */
    val payerTotal: Long? = null,
    /** The order's amount. */
    val total: Long? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "currency" to currency?.let { JsonPrimitive(it) },
        "payerCurrency" to payerCurrency?.let { JsonPrimitive(it) },
        "payerTotal" to payerTotal?.let { JsonPrimitive(it) },
        "total" to total?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var currency: String? = null
        private var payerCurrency: String? = null
        private var payerTotal: Long? = null
        private var total: Long? = null

        /** `CNY`. */
        public fun currency(currency: String?): Builder = apply { this.currency = currency }

        /** Currency that the payer paid in. */
        public fun payerCurrency(payerCurrency: String?): Builder = apply { this.payerCurrency = payerCurrency }

        /** What the payer paid after discounts. */
        public fun payerTotal(payerTotal: Long): Builder = apply { this.payerTotal = payerTotal }

        /** The order's amount. */
        public fun total(total: Long): Builder = apply { this.total = total }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): TransactionAmount = TransactionAmount(
            currency = currency,
            payerCurrency = payerCurrency,
            payerTotal = payerTotal,
            total = total,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): TransactionAmount = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): TransactionAmount = TransactionAmount(
            currency = json.field("currency").orNull()?.let { it.text() },
            payerCurrency = json.field("payerCurrency").orNull()?.let { it.text() },
            payerTotal = json.field("payerTotal").orNull()?.let { it.long() },
            total = json.field("total").orNull()?.let { it.long() },
        )
    }
}

/** Where it was paid. */
public data class TransactionScene(
    /** Device number. */
    val deviceId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "deviceId" to deviceId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var deviceId: String? = null

        /** Device number. */
        public fun deviceId(deviceId: String?): Builder = apply { this.deviceId = deviceId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): TransactionScene = TransactionScene(
            deviceId = deviceId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): TransactionScene = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): TransactionScene = TransactionScene(
            deviceId = json.field("deviceId").orNull()?.let { it.text() },
        )
    }
}

/** An order of which it is not known whether it exists. */
public data class UnconfirmedOrder(
    /** What happened; its advice is always `confirm_first`. */
    val error: QqWxPayException,
    /** The order, as `confirmOrder` and `closeIfUnpaid` take it. */
    val order: OrderReference,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): UnconfirmedOrder = UnconfirmedOrder(
            error = QqWxPayException.read(json.field("error")),
            order = OrderReference.read(json.field("order")),
        )
    }
}

/**
 * Money that is not shared any more goes to the merchant of the order.
 *
 * An order that was placed with `settleInfo.profitSharing` holds its money back until it is shared or unfrozen.
 */
public data class UnfreezeRequest(
    /** Why, up to 80 bytes of UTF-8; it stands in the bills. Required. */
    val description: String,
    /** The merchant's own number of this unfreezing: 1 to 64 of `[0-9A-Za-z_\-|*@]`; another one than those of sharings of the order. Required. */
    val outOrderNo: String,
    /** WeChat Pay's number of the order. Required. */
    val transactionId: String,
    /** Number of the sub merchant that sold, for service providers. */
    val subMchid: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "description" to JsonPrimitive(description),
        "outOrderNo" to JsonPrimitive(outOrderNo),
        "transactionId" to JsonPrimitive(transactionId),
        "subMchid" to subMchid?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var description: String? = null
        private var outOrderNo: String? = null
        private var transactionId: String? = null
        private var subMchid: String? = null

        /** Why, up to 80 bytes of UTF-8; it stands in the bills. Required. */
        public fun description(description: String): Builder = apply { this.description = description }

        /** The merchant's own number of this unfreezing: 1 to 64 of `[0-9A-Za-z_\-|*@]`; another one than those of sharings of the order. Required. */
        public fun outOrderNo(outOrderNo: String): Builder = apply { this.outOrderNo = outOrderNo }

        /** WeChat Pay's number of the order. Required. */
        public fun transactionId(transactionId: String): Builder = apply { this.transactionId = transactionId }

        /** Number of the sub merchant that sold, for service providers. */
        public fun subMchid(subMchid: String?): Builder = apply { this.subMchid = subMchid }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): UnfreezeRequest = UnfreezeRequest(
            description = requireField(description, "description"),
            outOrderNo = requireField(outOrderNo, "outOrderNo"),
            transactionId = requireField(transactionId, "transactionId"),
            subMchid = subMchid,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): UnfreezeRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): UnfreezeRequest = UnfreezeRequest(
            description = json.required("description").text(),
            outOrderNo = json.required("outOrderNo").text(),
            transactionId = json.required("transactionId").text(),
            subMchid = json.field("subMchid").orNull()?.let { it.text() },
        )
    }
}

/** One coupon of a payment. */
public data class V2Coupon(
    /** Its value, fen. */
    val couponFee: Long? = null,
    /** Number of the coupon. */
    val couponId: String? = null,
    /** `CASH` or `NO_CASH`. */
    val couponType: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "couponFee" to couponFee?.let { JsonPrimitive(it) },
        "couponId" to couponId?.let { JsonPrimitive(it) },
        "couponType" to couponType?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var couponFee: Long? = null
        private var couponId: String? = null
        private var couponType: String? = null

        /** Its value, fen. */
        public fun couponFee(couponFee: Long): Builder = apply { this.couponFee = couponFee }

        /** Number of the coupon. */
        public fun couponId(couponId: String?): Builder = apply { this.couponId = couponId }

        /** `CASH` or `NO_CASH`. */
        public fun couponType(couponType: String?): Builder = apply { this.couponType = couponType }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): V2Coupon = V2Coupon(
            couponFee = couponFee,
            couponId = couponId,
            couponType = couponType,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): V2Coupon = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): V2Coupon = V2Coupon(
            couponFee = json.field("couponFee").orNull()?.let { it.long() },
            couponId = json.field("couponId").orNull()?.let { it.text() },
            couponType = json.field("couponType").orNull()?.let { it.text() },
        )
    }
}

/** An order as V2 asks for it, by one of its two numbers. */
public data class V2OrderQuery(
    /** The merchant's own order number. The only one that an unpaid order has. */
    val outTradeNo: String? = null,
    /** Number of the sub merchant, for service providers. */
    val subMchId: String? = null,
    /** WeChat Pay's order number, instead. */
    val transactionId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "outTradeNo" to outTradeNo?.let { JsonPrimitive(it) },
        "subMchId" to subMchId?.let { JsonPrimitive(it) },
        "transactionId" to transactionId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var outTradeNo: String? = null
        private var subMchId: String? = null
        private var transactionId: String? = null

        /** The merchant's own order number. The only one that an unpaid order has. */
        public fun outTradeNo(outTradeNo: String?): Builder = apply { this.outTradeNo = outTradeNo }

        /** Number of the sub merchant, for service providers. */
        public fun subMchId(subMchId: String?): Builder = apply { this.subMchId = subMchId }

        /** WeChat Pay's order number, instead. */
        public fun transactionId(transactionId: String?): Builder = apply { this.transactionId = transactionId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): V2OrderQuery = V2OrderQuery(
            outTradeNo = outTradeNo,
            subMchId = subMchId,
            transactionId = transactionId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): V2OrderQuery = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): V2OrderQuery = V2OrderQuery(
            outTradeNo = json.field("outTradeNo").orNull()?.let { it.text() },
            subMchId = json.field("subMchId").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
        )
    }
}

/**
 * A V2 H5 unified order.
 *
 * `appid` and `mchId` come from the configuration; `tradeType`, `notifyUrl`, `nonce_str` and `sign` are computed.
 */
public data class V2OrderRequest(
    /** What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
    val body: String,
    /** The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_\-|*]`. Required. */
    val outTradeNo: String,
    /** The **payer's** public IPv4 or IPv6 address. Required. */
    @Transient val spbillCreateIp: String,
    /** Whole fen, at least 1. Required. */
    val totalFee: Long,
    /**
     * Comes back in queries and notifications; up to 127 bytes of UTF-8. No `&name=` with a field name of V2 in it, as in
     * all texts of a V2 order: V2 signs without escaping.
     */
    val attach: String? = null,
    /** The way this order takes; the configured one when left out. */
    val channel: Channel? = null,
    /** Goods detail, JSON text of up to 6000 bytes of UTF-8. */
    val detail: String? = null,
    /** Device, for example `WEB`; up to 32 bytes of UTF-8. */
    val deviceInfo: String? = null,
    /**
     * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
     * sent with the others and replace none of them; values are texts or whole numbers. Experts only: nothing in it is checked.
     */
    @Transient val extra: String? = null,
    /** `CNY`, also when left out. */
    val feeType: String? = null,
    /** Mark for discounts, up to 32 bytes of UTF-8. */
    val goodsTag: String? = null,
    /** `no_credit` excludes credit cards. */
    val limitPay: String? = null,
    /** Your own address for the notification of this order; the configured one when left out. */
    val notifyUrl: String? = null,
    /** Number of the goods, up to 32 bytes of UTF-8. */
    val productId: String? = null,
    /** `Y` or `N`: whether the money is shared later. */
    val profitSharing: String? = null,
    /** `Y` lets the payer ask for an electronic invoice. */
    val receipt: String? = null,
    /**
     * Kind of page, name and site; `Wap` when left out. `appUrl`/`appName` are sent as `wap_url`/`wap_name`, and
     * when left out the configured `referer` and its host take their place.
     */
    val sceneInfo: H5Info? = null,
    /** Sub merchant's WeChat AppID, for service providers. */
    val subAppid: String? = null,
    /** Sub merchant's number, for service providers. */
    val subMchId: String? = null,
    /** Last moment to pay, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form; cannot be changed by ordering again. */
    val timeExpire: String? = null,
    /** First moment, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form. */
    val timeStart: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "body" to JsonPrimitive(body),
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "spbillCreateIp" to JsonPrimitive(spbillCreateIp),
        "totalFee" to JsonPrimitive(totalFee),
        "attach" to attach?.let { JsonPrimitive(it) },
        "channel" to channel?.let { JsonPrimitive(it.wire) },
        "detail" to detail?.let { JsonPrimitive(it) },
        "deviceInfo" to deviceInfo?.let { JsonPrimitive(it) },
        "extra" to extra?.let { JsonPrimitive(it) },
        "feeType" to feeType?.let { JsonPrimitive(it) },
        "goodsTag" to goodsTag?.let { JsonPrimitive(it) },
        "limitPay" to limitPay?.let { JsonPrimitive(it) },
        "notifyUrl" to notifyUrl?.let { JsonPrimitive(it) },
        "productId" to productId?.let { JsonPrimitive(it) },
        "profitSharing" to profitSharing?.let { JsonPrimitive(it) },
        "receipt" to receipt?.let { JsonPrimitive(it) },
        "sceneInfo" to sceneInfo?.let { it.json() },
        "subAppid" to subAppid?.let { JsonPrimitive(it) },
        "subMchId" to subMchId?.let { JsonPrimitive(it) },
        "timeExpire" to timeExpire?.let { JsonPrimitive(it) },
        "timeStart" to timeStart?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "V2OrderRequest(body=$body, outTradeNo=$outTradeNo, spbillCreateIp=<hidden>, totalFee=$totalFee, attach=$attach, channel=$channel, detail=$detail, deviceInfo=$deviceInfo, extra=<hidden>, feeType=$feeType, goodsTag=$goodsTag, limitPay=$limitPay, notifyUrl=$notifyUrl, productId=$productId, profitSharing=$profitSharing, receipt=$receipt, sceneInfo=$sceneInfo, subAppid=$subAppid, subMchId=$subMchId, timeExpire=$timeExpire, timeStart=$timeStart)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var body: String? = null
        private var outTradeNo: String? = null
        private var spbillCreateIp: String? = null
        private var totalFee: Long? = null
        private var attach: String? = null
        private var channel: Channel? = null
        private var detail: String? = null
        private var deviceInfo: String? = null
        private var extra: String? = null
        private var feeType: String? = null
        private var goodsTag: String? = null
        private var limitPay: String? = null
        private var notifyUrl: String? = null
        private var productId: String? = null
        private var profitSharing: String? = null
        private var receipt: String? = null
        private var sceneInfo: H5Info? = null
        private var subAppid: String? = null
        private var subMchId: String? = null
        private var timeExpire: String? = null
        private var timeStart: String? = null

        /** What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
        public fun body(body: String): Builder = apply { this.body = body }

        /** The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_\-|*]`. Required. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** The **payer's** public IPv4 or IPv6 address. Required. */
        public fun spbillCreateIp(spbillCreateIp: String): Builder = apply { this.spbillCreateIp = spbillCreateIp }

        /** Whole fen, at least 1. Required. */
        public fun totalFee(totalFee: Long): Builder = apply { this.totalFee = totalFee }

        /**
         * Comes back in queries and notifications; up to 127 bytes of UTF-8. No `&name=` with a field name of V2 in it, as in
         * all texts of a V2 order: V2 signs without escaping.
         */
        public fun attach(attach: String?): Builder = apply { this.attach = attach }

        /** The way this order takes; the configured one when left out. */
        public fun channel(channel: Channel?): Builder = apply { this.channel = channel }

        /** Goods detail, JSON text of up to 6000 bytes of UTF-8. */
        public fun detail(detail: String?): Builder = apply { this.detail = detail }

        /** Device, for example `WEB`; up to 32 bytes of UTF-8. */
        public fun deviceInfo(deviceInfo: String?): Builder = apply { this.deviceInfo = deviceInfo }

        /**
         * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
         * sent with the others and replace none of them; values are texts or whole numbers. Experts only: nothing in it is checked.
         */
        public fun extra(extra: String?): Builder = apply { this.extra = extra }

        /** `CNY`, also when left out. */
        public fun feeType(feeType: String?): Builder = apply { this.feeType = feeType }

        /** Mark for discounts, up to 32 bytes of UTF-8. */
        public fun goodsTag(goodsTag: String?): Builder = apply { this.goodsTag = goodsTag }

        /** `no_credit` excludes credit cards. */
        public fun limitPay(limitPay: String?): Builder = apply { this.limitPay = limitPay }

        /** Your own address for the notification of this order; the configured one when left out. */
        public fun notifyUrl(notifyUrl: String?): Builder = apply { this.notifyUrl = notifyUrl }

        /** Number of the goods, up to 32 bytes of UTF-8. */
        public fun productId(productId: String?): Builder = apply { this.productId = productId }

        /** `Y` or `N`: whether the money is shared later. */
        public fun profitSharing(profitSharing: String?): Builder = apply { this.profitSharing = profitSharing }

        /** `Y` lets the payer ask for an electronic invoice. */
        public fun receipt(receipt: String?): Builder = apply { this.receipt = receipt }

        /**
         * Kind of page, name and site; `Wap` when left out. `appUrl`/`appName` are sent as `wap_url`/`wap_name`, and
         * when left out the configured `referer` and its host take their place.
         */
        public fun sceneInfo(sceneInfo: H5Info?): Builder = apply { this.sceneInfo = sceneInfo }

        /** Sub merchant's WeChat AppID, for service providers. */
        public fun subAppid(subAppid: String?): Builder = apply { this.subAppid = subAppid }

        /** Sub merchant's number, for service providers. */
        public fun subMchId(subMchId: String?): Builder = apply { this.subMchId = subMchId }

        /** Last moment to pay, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form; cannot be changed by ordering again. */
        public fun timeExpire(timeExpire: String?): Builder = apply { this.timeExpire = timeExpire }

        /** The same of `java.time`: see [Times]. */
        public fun timeExpire(timeExpire: java.time.temporal.TemporalAccessor): Builder = timeExpire(Times.moment(timeExpire))

        /** First moment, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form. */
        public fun timeStart(timeStart: String?): Builder = apply { this.timeStart = timeStart }

        /** The same of `java.time`: see [Times]. */
        public fun timeStart(timeStart: java.time.temporal.TemporalAccessor): Builder = timeStart(Times.moment(timeStart))

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): V2OrderRequest = V2OrderRequest(
            body = requireField(body, "body"),
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            spbillCreateIp = requireField(spbillCreateIp, "spbillCreateIp"),
            totalFee = requireField(totalFee, "totalFee"),
            attach = attach,
            channel = channel,
            detail = detail,
            deviceInfo = deviceInfo,
            extra = extra,
            feeType = feeType,
            goodsTag = goodsTag,
            limitPay = limitPay,
            notifyUrl = notifyUrl,
            productId = productId,
            profitSharing = profitSharing,
            receipt = receipt,
            sceneInfo = sceneInfo,
            subAppid = subAppid,
            subMchId = subMchId,
            timeExpire = timeExpire,
            timeStart = timeStart,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): V2OrderRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): V2OrderRequest = V2OrderRequest(
            body = json.required("body").text(),
            outTradeNo = json.required("outTradeNo").text(),
            spbillCreateIp = json.required("spbillCreateIp").text(),
            totalFee = json.required("totalFee").long(),
            attach = json.field("attach").orNull()?.let { it.text() },
            channel = json.field("channel").orNull()?.let { Channel.read(it.text()) },
            detail = json.field("detail").orNull()?.let { it.text() },
            deviceInfo = json.field("deviceInfo").orNull()?.let { it.text() },
            extra = json.field("extra").orNull()?.let { it.text() },
            feeType = json.field("feeType").orNull()?.let { it.text() },
            goodsTag = json.field("goodsTag").orNull()?.let { it.text() },
            limitPay = json.field("limitPay").orNull()?.let { it.text() },
            notifyUrl = json.field("notifyUrl").orNull()?.let { it.text() },
            productId = json.field("productId").orNull()?.let { it.text() },
            profitSharing = json.field("profitSharing").orNull()?.let { it.text() },
            receipt = json.field("receipt").orNull()?.let { it.text() },
            sceneInfo = json.field("sceneInfo").orNull()?.let { H5Info.read(it) },
            subAppid = json.field("subAppid").orNull()?.let { it.text() },
            subMchId = json.field("subMchId").orNull()?.let { it.text() },
            timeExpire = json.field("timeExpire").orNull()?.let { it.text() },
            timeStart = json.field("timeStart").orNull()?.let { it.text() },
        )
    }
}

/** One refund. */
public data class V2Refund(
    /** What went back in coupons, fen. */
    val couponRefundFee: Long? = null,
    /** The coupons that went back. */
    val coupons: List<V2RefundCoupon>,
    /** The merchant's number of the refund. */
    val outRefundNo: String,
    /** The account that it was taken from. */
    val refundAccount: String? = null,
    /** `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`. */
    val refundChannel: String? = null,
    /** This refund, fen. */
    val refundFee: Long,
    /** WeChat Pay's number of the refund. */
    val refundId: String,
    /** Where the money went (the wire spells it with one `n` less). */
    @Transient val refundRecvAccout: String? = null,
    /** Where the refund stands. */
    val refundStatus: RefundStatus,
    /** When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
    val refundSuccessTime: String? = null,
    /** The same without coupons that are not settled, fen. */
    val settlementRefundFee: Long? = null,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "V2Refund(couponRefundFee=$couponRefundFee, coupons=$coupons, outRefundNo=$outRefundNo, refundAccount=$refundAccount, refundChannel=$refundChannel, refundFee=$refundFee, refundId=$refundId, refundRecvAccout=<hidden>, refundStatus=$refundStatus, refundSuccessTime=$refundSuccessTime, settlementRefundFee=$settlementRefundFee)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): V2Refund = V2Refund(
            couponRefundFee = json.field("couponRefundFee").orNull()?.let { it.long() },
            coupons = json.field("coupons").list { V2RefundCoupon.read(it) },
            outRefundNo = json.field("outRefundNo").text(),
            refundAccount = json.field("refundAccount").orNull()?.let { it.text() },
            refundChannel = json.field("refundChannel").orNull()?.let { it.text() },
            refundFee = json.field("refundFee").long(),
            refundId = json.field("refundId").text(),
            refundRecvAccout = json.field("refundRecvAccout").orNull()?.let { it.text() },
            refundStatus = json.field("refundStatus").text(),
            refundSuccessTime = json.field("refundSuccessTime").orNull()?.let { it.text() },
            settlementRefundFee = json.field("settlementRefundFee").orNull()?.let { it.long() },
        )
    }
}

/** A V2 refund that was taken. The money has not gone back yet: ask with a refund query. */
public data class V2RefundAccepted(
    /** What the payer paid in cash, fen. */
    val cashFee: Long? = null,
    /** What goes back in cash, fen. */
    val cashRefundFee: Long? = null,
    /** What goes back in coupons, fen. */
    val couponRefundFee: Long? = null,
    /** The coupons that go back. */
    val coupons: List<V2RefundCoupon>,
    /** `CNY`. */
    val feeType: String? = null,
    /** The merchant's number of the refund. */
    val outRefundNo: String,
    /** The merchant's number of the order. */
    val outTradeNo: String,
    /**
     * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
     * which has its own.
     */
    @Transient val raw: String? = null,
    /** This refund, fen. */
    val refundFee: Long,
    /** WeChat Pay's number of the refund. */
    val refundId: String,
    /** The same without coupons that are not settled, fen. */
    val settlementRefundFee: Long? = null,
    /** The same without coupons that are not settled, fen. */
    val settlementTotalFee: Long? = null,
    /** The order's amount, fen. Replies may leave it out. */
    val totalFee: Long? = null,
    /** WeChat Pay's number of the order. */
    val transactionId: String,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "V2RefundAccepted(cashFee=$cashFee, cashRefundFee=$cashRefundFee, couponRefundFee=$couponRefundFee, coupons=$coupons, feeType=$feeType, outRefundNo=$outRefundNo, outTradeNo=$outTradeNo, raw=<hidden>, refundFee=$refundFee, refundId=$refundId, settlementRefundFee=$settlementRefundFee, settlementTotalFee=$settlementTotalFee, totalFee=$totalFee, transactionId=$transactionId)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): V2RefundAccepted = V2RefundAccepted(
            cashFee = json.field("cashFee").orNull()?.let { it.long() },
            cashRefundFee = json.field("cashRefundFee").orNull()?.let { it.long() },
            couponRefundFee = json.field("couponRefundFee").orNull()?.let { it.long() },
            coupons = json.field("coupons").list { V2RefundCoupon.read(it) },
            feeType = json.field("feeType").orNull()?.let { it.text() },
            outRefundNo = json.field("outRefundNo").text(),
            outTradeNo = json.field("outTradeNo").text(),
            raw = json.field("raw").orNull()?.let { it.text() },
            refundFee = json.field("refundFee").long(),
            refundId = json.field("refundId").text(),
            settlementRefundFee = json.field("settlementRefundFee").orNull()?.let { it.long() },
            settlementTotalFee = json.field("settlementTotalFee").orNull()?.let { it.long() },
            totalFee = json.field("totalFee").orNull()?.let { it.long() },
            transactionId = json.field("transactionId").text(),
        )
    }
}

/** One coupon of a refund. */
public data class V2RefundCoupon(
    /** What goes back of it, fen. */
    val couponRefundFee: Long? = null,
    /** Number of the coupon. */
    val couponRefundId: String? = null,
    /** `CASH` or `NO_CASH`. */
    val couponType: String? = null,
) {

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): V2RefundCoupon = V2RefundCoupon(
            couponRefundFee = json.field("couponRefundFee").orNull()?.let { it.long() },
            couponRefundId = json.field("couponRefundId").orNull()?.let { it.text() },
            couponType = json.field("couponType").orNull()?.let { it.text() },
        )
    }
}

/**
 * The end of a refund in V2. The message carries no signature, so it is believed only as far as
 * a refund query says the same.
 */
public data class V2RefundNotice(
    /** WeChat AppID. */
    val appid: String,
    /** Merchant number. */
    val mchId: String,
    /** The merchant's number of the refund. */
    val outRefundNo: String,
    /** The merchant's number of the order. */
    val outTradeNo: String,
    /** The account that it was taken from. */
    val refundAccount: String? = null,
    /** This refund, fen. */
    val refundFee: Long,
    /** WeChat Pay's number of the refund. */
    val refundId: String,
    /** Where the money went (the wire spells it with one `n` less). */
    @Transient val refundRecvAccout: String? = null,
    /** `API` or `VENDOR_PLATFORM`. */
    val refundRequestSource: String? = null,
    /** How it ended. */
    val refundStatus: RefundStatus,
    /** The same after coupons that are not settled, fen. */
    val settlementRefundFee: Long? = null,
    /** The same after coupons that are not settled, fen. */
    val settlementTotalFee: Long? = null,
    /** Sub merchant's WeChat AppID. */
    val subAppid: String? = null,
    /** Sub merchant's number. */
    val subMchId: String? = null,
    /** When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
    val successTime: String? = null,
    /** The order's amount, fen. */
    val totalFee: Long? = null,
    /** WeChat Pay's number of the order. */
    val transactionId: String,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "V2RefundNotice(appid=$appid, mchId=$mchId, outRefundNo=$outRefundNo, outTradeNo=$outTradeNo, refundAccount=$refundAccount, refundFee=$refundFee, refundId=$refundId, refundRecvAccout=<hidden>, refundRequestSource=$refundRequestSource, refundStatus=$refundStatus, settlementRefundFee=$settlementRefundFee, settlementTotalFee=$settlementTotalFee, subAppid=$subAppid, subMchId=$subMchId, successTime=$successTime, totalFee=$totalFee, transactionId=$transactionId)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): V2RefundNotice = V2RefundNotice(
            appid = json.field("appid").text(),
            mchId = json.field("mchId").text(),
            outRefundNo = json.field("outRefundNo").text(),
            outTradeNo = json.field("outTradeNo").text(),
            refundAccount = json.field("refundAccount").orNull()?.let { it.text() },
            refundFee = json.field("refundFee").long(),
            refundId = json.field("refundId").text(),
            refundRecvAccout = json.field("refundRecvAccout").orNull()?.let { it.text() },
            refundRequestSource = json.field("refundRequestSource").orNull()?.let { it.text() },
            refundStatus = json.field("refundStatus").text(),
            settlementRefundFee = json.field("settlementRefundFee").orNull()?.let { it.long() },
            settlementTotalFee = json.field("settlementTotalFee").orNull()?.let { it.long() },
            subAppid = json.field("subAppid").orNull()?.let { it.text() },
            subMchId = json.field("subMchId").orNull()?.let { it.text() },
            successTime = json.field("successTime").orNull()?.let { it.text() },
            totalFee = json.field("totalFee").orNull()?.let { it.long() },
            transactionId = json.field("transactionId").text(),
        )
    }
}

/** A refund, or the refunds of an order, by exactly one of four numbers. */
public data class V2RefundQuery(
    /** The number of the first refund in the reply, which holds 10 at the most; 0 when left out. */
    val offset: Long? = null,
    /** The merchant's refund number. */
    val outRefundNo: String? = null,
    /** The merchant's order number. */
    val outTradeNo: String? = null,
    /** WeChat Pay's refund number. */
    val refundId: String? = null,
    /** Number of the sub merchant, for service providers. */
    val subMchId: String? = null,
    /** WeChat Pay's order number. */
    val transactionId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "offset" to offset?.let { JsonPrimitive(it) },
        "outRefundNo" to outRefundNo?.let { JsonPrimitive(it) },
        "outTradeNo" to outTradeNo?.let { JsonPrimitive(it) },
        "refundId" to refundId?.let { JsonPrimitive(it) },
        "subMchId" to subMchId?.let { JsonPrimitive(it) },
        "transactionId" to transactionId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var offset: Long? = null
        private var outRefundNo: String? = null
        private var outTradeNo: String? = null
        private var refundId: String? = null
        private var subMchId: String? = null
        private var transactionId: String? = null

        /** The number of the first refund in the reply, which holds 10 at the most; 0 when left out. */
        public fun offset(offset: Long): Builder = apply { this.offset = offset }

        /** The merchant's refund number. */
        public fun outRefundNo(outRefundNo: String?): Builder = apply { this.outRefundNo = outRefundNo }

        /** The merchant's order number. */
        public fun outTradeNo(outTradeNo: String?): Builder = apply { this.outTradeNo = outTradeNo }

        /** WeChat Pay's refund number. */
        public fun refundId(refundId: String?): Builder = apply { this.refundId = refundId }

        /** Number of the sub merchant, for service providers. */
        public fun subMchId(subMchId: String?): Builder = apply { this.subMchId = subMchId }

        /** WeChat Pay's order number. */
        public fun transactionId(transactionId: String?): Builder = apply { this.transactionId = transactionId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): V2RefundQuery = V2RefundQuery(
            offset = offset,
            outRefundNo = outRefundNo,
            outTradeNo = outTradeNo,
            refundId = refundId,
            subMchId = subMchId,
            transactionId = transactionId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): V2RefundQuery = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): V2RefundQuery = V2RefundQuery(
            offset = json.field("offset").orNull()?.let { it.long() },
            outRefundNo = json.field("outRefundNo").orNull()?.let { it.text() },
            outTradeNo = json.field("outTradeNo").orNull()?.let { it.text() },
            refundId = json.field("refundId").orNull()?.let { it.text() },
            subMchId = json.field("subMchId").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
        )
    }
}

/**
 * A V2 refund. It needs the merchant certificate on the connection: `merchantCertificate` with
 * `merchantPrivateKey`, or `merchantP12`.
 *
 * `outRefundNo` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
 */
public data class V2RefundRequest(
    /** The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required. */
    val outRefundNo: String,
    /** What goes back, fen, at least 1. Required. */
    val refundFee: Long,
    /** What the whole order cost, fen. Required. */
    val totalFee: Long,
    /** Your own address for the notification of this refund; the configured one when left out. */
    val notifyUrl: String? = null,
    /** The merchant's number of the order. */
    val outTradeNo: String? = null,
    /** `REFUND_SOURCE_UNSETTLED_FUNDS` (WeChat Pay's default) or `REFUND_SOURCE_RECHARGE_FUNDS`. */
    val refundAccount: String? = null,
    /** Shown to the payer; up to 80 bytes of UTF-8. */
    val refundDesc: String? = null,
    /** `CNY`, also when left out. */
    val refundFeeType: String? = null,
    /** WeChat AppID of the sub merchant, for service providers. */
    val subAppid: String? = null,
    /** Number of the sub merchant, for service providers. */
    val subMchId: String? = null,
    /** WeChat Pay's number of the order. Exactly one of this and `outTradeNo`. */
    val transactionId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "outRefundNo" to JsonPrimitive(outRefundNo),
        "refundFee" to JsonPrimitive(refundFee),
        "totalFee" to JsonPrimitive(totalFee),
        "notifyUrl" to notifyUrl?.let { JsonPrimitive(it) },
        "outTradeNo" to outTradeNo?.let { JsonPrimitive(it) },
        "refundAccount" to refundAccount?.let { JsonPrimitive(it) },
        "refundDesc" to refundDesc?.let { JsonPrimitive(it) },
        "refundFeeType" to refundFeeType?.let { JsonPrimitive(it) },
        "subAppid" to subAppid?.let { JsonPrimitive(it) },
        "subMchId" to subMchId?.let { JsonPrimitive(it) },
        "transactionId" to transactionId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var outRefundNo: String? = null
        private var refundFee: Long? = null
        private var totalFee: Long? = null
        private var notifyUrl: String? = null
        private var outTradeNo: String? = null
        private var refundAccount: String? = null
        private var refundDesc: String? = null
        private var refundFeeType: String? = null
        private var subAppid: String? = null
        private var subMchId: String? = null
        private var transactionId: String? = null

        /** The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required. */
        public fun outRefundNo(outRefundNo: String): Builder = apply { this.outRefundNo = outRefundNo }

        /** What goes back, fen, at least 1. Required. */
        public fun refundFee(refundFee: Long): Builder = apply { this.refundFee = refundFee }

        /** What the whole order cost, fen. Required. */
        public fun totalFee(totalFee: Long): Builder = apply { this.totalFee = totalFee }

        /** Your own address for the notification of this refund; the configured one when left out. */
        public fun notifyUrl(notifyUrl: String?): Builder = apply { this.notifyUrl = notifyUrl }

        /** The merchant's number of the order. */
        public fun outTradeNo(outTradeNo: String?): Builder = apply { this.outTradeNo = outTradeNo }

        /** `REFUND_SOURCE_UNSETTLED_FUNDS` (WeChat Pay's default) or `REFUND_SOURCE_RECHARGE_FUNDS`. */
        public fun refundAccount(refundAccount: String?): Builder = apply { this.refundAccount = refundAccount }

        /** Shown to the payer; up to 80 bytes of UTF-8. */
        public fun refundDesc(refundDesc: String?): Builder = apply { this.refundDesc = refundDesc }

        /** `CNY`, also when left out. */
        public fun refundFeeType(refundFeeType: String?): Builder = apply { this.refundFeeType = refundFeeType }

        /** WeChat AppID of the sub merchant, for service providers. */
        public fun subAppid(subAppid: String?): Builder = apply { this.subAppid = subAppid }

        /** Number of the sub merchant, for service providers. */
        public fun subMchId(subMchId: String?): Builder = apply { this.subMchId = subMchId }

        /** WeChat Pay's number of the order. Exactly one of this and `outTradeNo`. */
        public fun transactionId(transactionId: String?): Builder = apply { this.transactionId = transactionId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): V2RefundRequest = V2RefundRequest(
            outRefundNo = requireField(outRefundNo, "outRefundNo"),
            refundFee = requireField(refundFee, "refundFee"),
            totalFee = requireField(totalFee, "totalFee"),
            notifyUrl = notifyUrl,
            outTradeNo = outTradeNo,
            refundAccount = refundAccount,
            refundDesc = refundDesc,
            refundFeeType = refundFeeType,
            subAppid = subAppid,
            subMchId = subMchId,
            transactionId = transactionId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): V2RefundRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): V2RefundRequest = V2RefundRequest(
            outRefundNo = json.required("outRefundNo").text(),
            refundFee = json.required("refundFee").long(),
            totalFee = json.required("totalFee").long(),
            notifyUrl = json.field("notifyUrl").orNull()?.let { it.text() },
            outTradeNo = json.field("outTradeNo").orNull()?.let { it.text() },
            refundAccount = json.field("refundAccount").orNull()?.let { it.text() },
            refundDesc = json.field("refundDesc").orNull()?.let { it.text() },
            refundFeeType = json.field("refundFeeType").orNull()?.let { it.text() },
            subAppid = json.field("subAppid").orNull()?.let { it.text() },
            subMchId = json.field("subMchId").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
        )
    }
}

/** The refunds of an order; at most 10 come in one reply. */
public data class V2Refunds(
    /** What the payer paid in cash, fen. */
    val cashFee: Long? = null,
    /** `CNY`. */
    val feeType: String? = null,
    /** The merchant's number of the order. */
    val outTradeNo: String,
    /**
     * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
     * which has its own.
     */
    @Transient val raw: String? = null,
    /** The refunds of this reply. */
    val refunds: List<V2Refund>,
    /** The order's amount, fen. Replies may leave it out. */
    val totalFee: Long? = null,
    /** How many refunds the order has in all; ask again with an offset for those that are not in `refunds`. */
    val totalRefundCount: Long? = null,
    /** WeChat Pay's number of the order. */
    val transactionId: String,
) {

    /** Without secrets, links and the payer. */
    override fun toString(): String = "V2Refunds(cashFee=$cashFee, feeType=$feeType, outTradeNo=$outTradeNo, raw=<hidden>, refunds=$refunds, totalFee=$totalFee, totalRefundCount=$totalRefundCount, transactionId=$transactionId)"

    internal companion object {
        @JvmSynthetic
        internal fun read(json: JsonElement): V2Refunds = V2Refunds(
            cashFee = json.field("cashFee").orNull()?.let { it.long() },
            feeType = json.field("feeType").orNull()?.let { it.text() },
            outTradeNo = json.field("outTradeNo").text(),
            raw = json.field("raw").orNull()?.let { it.text() },
            refunds = json.field("refunds").list { com.qqwxpay.V2Refund.read(it) },
            totalFee = json.field("totalFee").orNull()?.let { it.long() },
            totalRefundCount = json.field("totalRefundCount").orNull()?.let { it.long() },
            transactionId = json.field("transactionId").text(),
        )
    }
}

/** Which trade bill is wanted over V2. V2 gives no digest: nothing proves that such a bill is whole and genuine. */
public data class V2TradeBillRequest(
    /** The day in Beijing: `2026-06-08` or `20260608`. Required. */
    val billDate: String,
    /** Which transactions; all of them when left out. */
    val billType: TradeBillType? = null,
    /** Whether the file travels compressed; the rows are the same. */
    val gzip: Boolean? = null,
    /** One sub merchant, for service providers. */
    val subMchId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "billDate" to JsonPrimitive(billDate),
        "billType" to billType?.let { JsonPrimitive(it.wire) },
        "gzip" to gzip?.let { JsonPrimitive(it) },
        "subMchId" to subMchId?.let { JsonPrimitive(it) },
    )

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var billDate: String? = null
        private var billType: TradeBillType? = null
        private var gzip: Boolean? = null
        private var subMchId: String? = null

        /** The day in Beijing: `2026-06-08` or `20260608`. Required. */
        public fun billDate(billDate: String): Builder = apply { this.billDate = billDate }

        /** The same of `java.time`: see [Times]. */
        public fun billDate(billDate: java.time.LocalDate): Builder = billDate(Times.day(billDate))

        /** Which transactions; all of them when left out. */
        public fun billType(billType: TradeBillType?): Builder = apply { this.billType = billType }

        /** Whether the file travels compressed; the rows are the same. */
        public fun gzip(gzip: Boolean): Builder = apply { this.gzip = gzip }

        /** One sub merchant, for service providers. */
        public fun subMchId(subMchId: String?): Builder = apply { this.subMchId = subMchId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): V2TradeBillRequest = V2TradeBillRequest(
            billDate = requireField(billDate, "billDate"),
            billType = billType,
            gzip = gzip,
            subMchId = subMchId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): V2TradeBillRequest = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): V2TradeBillRequest = V2TradeBillRequest(
            billDate = json.required("billDate").text(),
            billType = json.field("billType").orNull()?.let { TradeBillType.read(it.text()) },
            gzip = json.field("gzip").orNull()?.let { it.boolean() },
            subMchId = json.field("subMchId").orNull()?.let { it.text() },
        )
    }
}

/** An order and its payment in V2. While it is not paid, most fields are absent. */
public data class V2Transaction(
    /** WeChat AppID. */
    val appid: String,
    /** What the order carried. */
    val attach: String? = null,
    /** Bank. */
    val bankType: String? = null,
    /** What the payer paid, fen. */
    val cashFee: Long? = null,
    /** Currency that the payer paid in. */
    val cashFeeType: String? = null,
    /** What was consumed, fen; only in some ways of paying. */
    val consumeFee: Long? = null,
    /** Sum of the coupons, fen. */
    val couponFee: Long? = null,
    /** The coupons. */
    val coupons: List<V2Coupon>,
    /** Goods detail of the order, JSON text. */
    val detail: String? = null,
    /** Device that the order named. */
    val deviceInfo: String? = null,
    /** `CNY`. */
    val feeType: String? = null,
    /** Whether the payer follows the account of the AppID: `Y` or `N`. */
    @get:JvmName("getIsSubscribe") val isSubscribe: String? = null,
    /** Merchant number. */
    val mchId: String,
    /** The payer's `openid`. */
    @Transient val openid: String? = null,
    /** The merchant's order number. */
    val outTradeNo: String,
    /** Discounts, JSON text. */
    val promotionDetail: String? = null,
    /**
     * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
     * which has its own.
     */
    @Transient val raw: String? = null,
    /** The amount after coupons that are not settled, fen. */
    val settlementTotalFee: Long? = null,
    /** Sub merchant's WeChat AppID. */
    val subAppid: String? = null,
    /** The same as `isSubscribe` of the sub merchant's AppID. */
    val subIsSubscribe: String? = null,
    /** Sub merchant's number. */
    val subMchId: String? = null,
    /** The payer's `openid` under the sub merchant's AppID. */
    @Transient val subOpenid: String? = null,
    /** When it was paid, `yyyyMMddHHmmss` in Beijing time. */
    val timeEnd: String? = null,
    /** The order's amount, fen. */
    val totalFee: Long? = null,
    /** Where the order stands. A notification of a payment counts as `SUCCESS`. */
    val tradeState: TradeState,
    /** The same in words; queries only. */
    val tradeStateDesc: String? = null,
    /** How the order was made. */
    val tradeType: TradeType? = null,
    /** WeChat Pay's order number; only when paid. */
    val transactionId: String? = null,
) {
    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "appid" to JsonPrimitive(appid),
        "attach" to attach?.let { JsonPrimitive(it) },
        "bankType" to bankType?.let { JsonPrimitive(it) },
        "cashFee" to cashFee?.let { JsonPrimitive(it) },
        "cashFeeType" to cashFeeType?.let { JsonPrimitive(it) },
        "consumeFee" to consumeFee?.let { JsonPrimitive(it) },
        "couponFee" to couponFee?.let { JsonPrimitive(it) },
        "coupons" to JsonArray(coupons.map { it.json() }),
        "detail" to detail?.let { JsonPrimitive(it) },
        "deviceInfo" to deviceInfo?.let { JsonPrimitive(it) },
        "feeType" to feeType?.let { JsonPrimitive(it) },
        "isSubscribe" to isSubscribe?.let { JsonPrimitive(it) },
        "mchId" to JsonPrimitive(mchId),
        "openid" to openid?.let { JsonPrimitive(it) },
        "outTradeNo" to JsonPrimitive(outTradeNo),
        "promotionDetail" to promotionDetail?.let { JsonPrimitive(it) },
        "raw" to raw?.let { JsonPrimitive(it) },
        "settlementTotalFee" to settlementTotalFee?.let { JsonPrimitive(it) },
        "subAppid" to subAppid?.let { JsonPrimitive(it) },
        "subIsSubscribe" to subIsSubscribe?.let { JsonPrimitive(it) },
        "subMchId" to subMchId?.let { JsonPrimitive(it) },
        "subOpenid" to subOpenid?.let { JsonPrimitive(it) },
        "timeEnd" to timeEnd?.let { JsonPrimitive(it) },
        "totalFee" to totalFee?.let { JsonPrimitive(it) },
        "tradeState" to JsonPrimitive(tradeState),
        "tradeStateDesc" to tradeStateDesc?.let { JsonPrimitive(it) },
        "tradeType" to tradeType?.let { JsonPrimitive(it) },
        "transactionId" to transactionId?.let { JsonPrimitive(it) },
    )

    /** Without secrets, links and the payer. */
    override fun toString(): String = "V2Transaction(appid=$appid, attach=$attach, bankType=$bankType, cashFee=$cashFee, cashFeeType=$cashFeeType, consumeFee=$consumeFee, couponFee=$couponFee, coupons=$coupons, detail=$detail, deviceInfo=$deviceInfo, feeType=$feeType, isSubscribe=$isSubscribe, mchId=$mchId, openid=<hidden>, outTradeNo=$outTradeNo, promotionDetail=$promotionDetail, raw=<hidden>, settlementTotalFee=$settlementTotalFee, subAppid=$subAppid, subIsSubscribe=$subIsSubscribe, subMchId=$subMchId, subOpenid=<hidden>, timeEnd=$timeEnd, totalFee=$totalFee, tradeState=$tradeState, tradeStateDesc=$tradeStateDesc, tradeType=$tradeType, transactionId=$transactionId)"

    /** Builds one field by field, for Java. */
    public class Builder internal constructor() {
        private var appid: String? = null
        private var attach: String? = null
        private var bankType: String? = null
        private var cashFee: Long? = null
        private var cashFeeType: String? = null
        private var consumeFee: Long? = null
        private var couponFee: Long? = null
        private var coupons: List<V2Coupon>? = null
        private var detail: String? = null
        private var deviceInfo: String? = null
        private var feeType: String? = null
        private var isSubscribe: String? = null
        private var mchId: String? = null
        private var openid: String? = null
        private var outTradeNo: String? = null
        private var promotionDetail: String? = null
        private var raw: String? = null
        private var settlementTotalFee: Long? = null
        private var subAppid: String? = null
        private var subIsSubscribe: String? = null
        private var subMchId: String? = null
        private var subOpenid: String? = null
        private var timeEnd: String? = null
        private var totalFee: Long? = null
        private var tradeState: TradeState? = null
        private var tradeStateDesc: String? = null
        private var tradeType: TradeType? = null
        private var transactionId: String? = null

        /** WeChat AppID. */
        public fun appid(appid: String): Builder = apply { this.appid = appid }

        /** What the order carried. */
        public fun attach(attach: String?): Builder = apply { this.attach = attach }

        /** Bank. */
        public fun bankType(bankType: String?): Builder = apply { this.bankType = bankType }

        /** What the payer paid, fen. */
        public fun cashFee(cashFee: Long): Builder = apply { this.cashFee = cashFee }

        /** Currency that the payer paid in. */
        public fun cashFeeType(cashFeeType: String?): Builder = apply { this.cashFeeType = cashFeeType }

        /** What was consumed, fen; only in some ways of paying. */
        public fun consumeFee(consumeFee: Long): Builder = apply { this.consumeFee = consumeFee }

        /** Sum of the coupons, fen. */
        public fun couponFee(couponFee: Long): Builder = apply { this.couponFee = couponFee }

        /** The coupons. */
        public fun coupons(coupons: List<V2Coupon>): Builder = apply { this.coupons = coupons }

        /** Goods detail of the order, JSON text. */
        public fun detail(detail: String?): Builder = apply { this.detail = detail }

        /** Device that the order named. */
        public fun deviceInfo(deviceInfo: String?): Builder = apply { this.deviceInfo = deviceInfo }

        /** `CNY`. */
        public fun feeType(feeType: String?): Builder = apply { this.feeType = feeType }

        /** Whether the payer follows the account of the AppID: `Y` or `N`. */
        public fun isSubscribe(isSubscribe: String?): Builder = apply { this.isSubscribe = isSubscribe }

        /** Merchant number. */
        public fun mchId(mchId: String): Builder = apply { this.mchId = mchId }

        /** The payer's `openid`. */
        public fun openid(openid: String?): Builder = apply { this.openid = openid }

        /** The merchant's order number. */
        public fun outTradeNo(outTradeNo: String): Builder = apply { this.outTradeNo = outTradeNo }

        /** Discounts, JSON text. */
        public fun promotionDetail(promotionDetail: String?): Builder = apply { this.promotionDetail = promotionDetail }

        /**
         * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        public fun raw(raw: String?): Builder = apply { this.raw = raw }

        /** The amount after coupons that are not settled, fen. */
        public fun settlementTotalFee(settlementTotalFee: Long): Builder = apply { this.settlementTotalFee = settlementTotalFee }

        /** Sub merchant's WeChat AppID. */
        public fun subAppid(subAppid: String?): Builder = apply { this.subAppid = subAppid }

        /** The same as `isSubscribe` of the sub merchant's AppID. */
        public fun subIsSubscribe(subIsSubscribe: String?): Builder = apply { this.subIsSubscribe = subIsSubscribe }

        /** Sub merchant's number. */
        public fun subMchId(subMchId: String?): Builder = apply { this.subMchId = subMchId }

        /** The payer's `openid` under the sub merchant's AppID. */
        public fun subOpenid(subOpenid: String?): Builder = apply { this.subOpenid = subOpenid }

        /** When it was paid, `yyyyMMddHHmmss` in Beijing time. */
        public fun timeEnd(timeEnd: String?): Builder = apply { this.timeEnd = timeEnd }

        /** The order's amount, fen. */
        public fun totalFee(totalFee: Long): Builder = apply { this.totalFee = totalFee }

        /** Where the order stands. A notification of a payment counts as `SUCCESS`. */
        public fun tradeState(tradeState: TradeState): Builder = apply { this.tradeState = tradeState }

        /** The same in words; queries only. */
        public fun tradeStateDesc(tradeStateDesc: String?): Builder = apply { this.tradeStateDesc = tradeStateDesc }

        /** How the order was made. */
        public fun tradeType(tradeType: TradeType?): Builder = apply { this.tradeType = tradeType }

        /** WeChat Pay's order number; only when paid. */
        public fun transactionId(transactionId: String?): Builder = apply { this.transactionId = transactionId }

        /** @throws QqWxPayException.InvalidInput when a required field is missing */
        public fun build(): V2Transaction = V2Transaction(
            appid = requireField(appid, "appid"),
            attach = attach,
            bankType = bankType,
            cashFee = cashFee,
            cashFeeType = cashFeeType,
            consumeFee = consumeFee,
            couponFee = couponFee,
            coupons = coupons ?: emptyList(),
            detail = detail,
            deviceInfo = deviceInfo,
            feeType = feeType,
            isSubscribe = isSubscribe,
            mchId = requireField(mchId, "mchId"),
            openid = openid,
            outTradeNo = requireField(outTradeNo, "outTradeNo"),
            promotionDetail = promotionDetail,
            raw = raw,
            settlementTotalFee = settlementTotalFee,
            subAppid = subAppid,
            subIsSubscribe = subIsSubscribe,
            subMchId = subMchId,
            subOpenid = subOpenid,
            timeEnd = timeEnd,
            totalFee = totalFee,
            tradeState = requireField(tradeState, "tradeState"),
            tradeStateDesc = tradeStateDesc,
            tradeType = tradeType,
            transactionId = transactionId,
        )
    }

    /** As JSON text, whole, with what [toString] does not show: to be kept and read by [fromJson], for instance to repeat the identical request. */
    public fun toJson(): String = encode(json())
    public companion object {
        /** A builder without any field. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): V2Transaction = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): V2Transaction = V2Transaction(
            appid = json.field("appid").text(),
            attach = json.field("attach").orNull()?.let { it.text() },
            bankType = json.field("bankType").orNull()?.let { it.text() },
            cashFee = json.field("cashFee").orNull()?.let { it.long() },
            cashFeeType = json.field("cashFeeType").orNull()?.let { it.text() },
            consumeFee = json.field("consumeFee").orNull()?.let { it.long() },
            couponFee = json.field("couponFee").orNull()?.let { it.long() },
            coupons = json.field("coupons").list { V2Coupon.read(it) },
            detail = json.field("detail").orNull()?.let { it.text() },
            deviceInfo = json.field("deviceInfo").orNull()?.let { it.text() },
            feeType = json.field("feeType").orNull()?.let { it.text() },
            isSubscribe = json.field("isSubscribe").orNull()?.let { it.text() },
            mchId = json.field("mchId").text(),
            openid = json.field("openid").orNull()?.let { it.text() },
            outTradeNo = json.field("outTradeNo").text(),
            promotionDetail = json.field("promotionDetail").orNull()?.let { it.text() },
            raw = json.field("raw").orNull()?.let { it.text() },
            settlementTotalFee = json.field("settlementTotalFee").orNull()?.let { it.long() },
            subAppid = json.field("subAppid").orNull()?.let { it.text() },
            subIsSubscribe = json.field("subIsSubscribe").orNull()?.let { it.text() },
            subMchId = json.field("subMchId").orNull()?.let { it.text() },
            subOpenid = json.field("subOpenid").orNull()?.let { it.text() },
            timeEnd = json.field("timeEnd").orNull()?.let { it.text() },
            totalFee = json.field("totalFee").orNull()?.let { it.long() },
            tradeState = json.field("tradeState").text(),
            tradeStateDesc = json.field("tradeStateDesc").orNull()?.let { it.text() },
            tradeType = json.field("tradeType").orNull()?.let { it.text() },
            transactionId = json.field("transactionId").orNull()?.let { it.text() },
        )
    }
}
