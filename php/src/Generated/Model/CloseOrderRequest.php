<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A direct merchant's order to be closed. */
final class CloseOrderRequest extends Record
{
    public function __construct(
        /** The merchant's order number. */
        public readonly string $outTradeNo,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outTradeNo']);

        return new self(
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'outTradeNo' => $this->outTradeNo,
        ]);
    }
}
