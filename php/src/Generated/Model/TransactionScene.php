<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Where it was paid. */
final class TransactionScene extends Record
{
    public function __construct(
        /** Device number. */
        public readonly ?string $deviceId = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            deviceId: ($json['deviceId'] ?? null) === null ? null : Read::text($json['deviceId'] ?? null, 'deviceId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'deviceId' => $this->deviceId,
        ];
    }
}
