<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** How much of a part was ordered and paid, in fen. */
final class SubOrderTransactionAmount extends Record
{
    public function __construct(
        /** `CNY`. */
        public readonly ?string $currency = null,
        /** What the payer paid after discounts. */
        public readonly ?int $payerAmount = null,
        /** Currency that the payer paid in. */
        public readonly ?string $payerCurrency = null,
        /** Exchange rate, times 100,000,000. */
        public readonly ?int $settlementRate = null,
        /** The part's amount. */
        public readonly ?int $totalAmount = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            currency: ($json['currency'] ?? null) === null ? null : Read::text($json['currency'] ?? null, 'currency'),
            payerAmount: ($json['payerAmount'] ?? null) === null ? null : Read::whole($json['payerAmount'] ?? null, 'payerAmount'),
            payerCurrency: ($json['payerCurrency'] ?? null) === null ? null : Read::text($json['payerCurrency'] ?? null, 'payerCurrency'),
            settlementRate: ($json['settlementRate'] ?? null) === null ? null : Read::whole($json['settlementRate'] ?? null, 'settlementRate'),
            totalAmount: ($json['totalAmount'] ?? null) === null ? null : Read::whole($json['totalAmount'] ?? null, 'totalAmount'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'currency' => $this->currency,
            'payerAmount' => $this->payerAmount,
            'payerCurrency' => $this->payerCurrency,
            'settlementRate' => $this->settlementRate,
            'totalAmount' => $this->totalAmount,
        ];
    }
}
