<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An encrypted text, and the key that it was encrypted for. */
final class EncryptedText extends Record
{
    public function __construct(
        /** The value of the field, in base64. */
        public readonly string $ciphertext,
        /** Serial of the key. The request must name it in `Wechatpay-Serial`; all its fields are encrypted for the same key. */
        public readonly string $serial,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            ciphertext: Read::text($json['ciphertext'] ?? null, 'ciphertext'),
            serial: Read::text($json['serial'] ?? null, 'serial'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'ciphertext' => $this->ciphertext,
            'serial' => $this->serial,
        ];
    }
}
