<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A text that WeChat Pay encrypted for the merchant. */
final class CipherText extends Record
{
    public function __construct(
        /** The text, in base64. */
        public readonly string $ciphertext,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['ciphertext']);

        return new self(
            ciphertext: Read::text($json['ciphertext'] ?? null, 'ciphertext'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'ciphertext' => $this->ciphertext,
        ]);
    }
}
