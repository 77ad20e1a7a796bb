package com.qqwxpay

import com.qqwxpay.internal.NativeFailure
import com.qqwxpay.internal.NativeSigner

/** Signs in the place of a private key: an HSM or a KMS. It may block. */
public fun interface Signer {
    /** The RSASSA-PKCS1-v1_5 signature with SHA-256 of [message], 256 bytes, not encoded. [message] is not hashed yet. */
    public fun sign(message: ByteArray): ByteArray
}

/** What a signer throws ends as `SIGNING_FAILED`. */
internal class BorderSigner(private val signer: Signer) : NativeSigner {
    override fun sign(message: ByteArray): ByteArray = try {
        signer.sign(message)
    } catch (error: Exception) {
        throw NativeFailure.Failed("", null)
    }
}
