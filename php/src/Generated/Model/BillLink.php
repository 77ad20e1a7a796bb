<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * Where a bill can be downloaded once, and the digest of the file. Use it at once: it lives between 30
 * seconds and 5 minutes.
 *
 * @property-read string $downloadUrl The address. Its query is a key to the bill: never log it.
 */
final class BillLink extends Record
{
    use HidesFields;

    public function __construct(
        /** The address. Its query is a key to the bill: never log it. */
        #[\SensitiveParameter] string $downloadUrl,
        /** `SHA1`. */
        public readonly string $hashType,
        /** Digest of the uncompressed file, 40 hex digits. */
        public readonly string $hashValue,
    ) {
        $this->hidden = new Hidden([
            'downloadUrl' => $downloadUrl,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            downloadUrl: Read::text($json['downloadUrl'] ?? null, 'downloadUrl'),
            hashType: Read::text($json['hashType'] ?? null, 'hashType'),
            hashValue: Read::text($json['hashValue'] ?? null, 'hashValue'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'downloadUrl' => $this->downloadUrl,
            'hashType' => $this->hashType,
            'hashValue' => $this->hashValue,
        ];
    }
}
