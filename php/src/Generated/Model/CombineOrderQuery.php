<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A combine order. */
final class CombineOrderQuery extends Record
{
    public function __construct(
        /** The number of the whole. */
        public readonly string $combineOutTradeNo,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['combineOutTradeNo']);

        return new self(
            combineOutTradeNo: Read::text($json['combineOutTradeNo'] ?? null, 'combineOutTradeNo'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'combineOutTradeNo' => $this->combineOutTradeNo,
        ]);
    }
}
