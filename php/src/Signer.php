<?php

declare(strict_types=1);

namespace QqWxPay;

/** Signs in the place of a private key: an HSM or a KMS. */
interface Signer
{
    /** The RSASSA-PKCS1-v1_5 signature with SHA-256 of the message, which is not hashed yet: 256 bytes, not base64. */
    public function sign(string $message): string;
}
