<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** The amount of an order. */
final class OrderAmount extends Record
{
    /** Whole fen, at least 1. Required. */
    public readonly int $total;

    /**
     * @param int $total
     */
    public function __construct(
        /** Whole fen, at least 1. Required. */
        int|float $total,
        /** `CNY`, also when left out. */
        public readonly ?string $currency = null,
    ) {
        $this->total = Given::whole($total, 'total');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['total', 'currency']);

        return new self(
            total: Read::whole($json['total'] ?? null, 'total'),
            currency: ($json['currency'] ?? null) === null ? null : Read::text($json['currency'] ?? null, 'currency'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'total' => $this->total,
            'currency' => $this->currency,
        ]);
    }
}
