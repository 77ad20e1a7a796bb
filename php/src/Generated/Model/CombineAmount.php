<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** The amount of a part. Mind `totalAmount`: a single order calls it `total`. */
final class CombineAmount extends Record
{
    /** Whole fen, 1 to 1,000,000,000 (10 million yuan). Required. */
    public readonly int $totalAmount;

    /**
     * @param int $totalAmount
     */
    public function __construct(
        /** Whole fen, 1 to 1,000,000,000 (10 million yuan). Required. */
        int|float $totalAmount,
        /** `CNY`. */
        public readonly ?string $currency = null,
    ) {
        $this->totalAmount = Given::whole($totalAmount, 'totalAmount');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['totalAmount', 'currency']);

        return new self(
            totalAmount: Read::whole($json['totalAmount'] ?? null, 'totalAmount'),
            currency: ($json['currency'] ?? null) === null ? null : Read::text($json['currency'] ?? null, 'currency'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'totalAmount' => $this->totalAmount,
            'currency' => $this->currency,
        ]);
    }
}
