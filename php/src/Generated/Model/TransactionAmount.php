<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** How much was ordered and paid, in fen. */
final class TransactionAmount extends Record
{
    public function __construct(
        /** `CNY`. */
        public readonly ?string $currency = null,
        /** Currency that the payer paid in. */
        public readonly ?string $payerCurrency = null,
        /** What the payer paid after discounts. */
        public readonly ?int $payerTotal = null,
        /** The order's amount. */
        public readonly ?int $total = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            currency: ($json['currency'] ?? null) === null ? null : Read::text($json['currency'] ?? null, 'currency'),
            payerCurrency: ($json['payerCurrency'] ?? null) === null ? null : Read::text($json['payerCurrency'] ?? null, 'payerCurrency'),
            payerTotal: ($json['payerTotal'] ?? null) === null ? null : Read::whole($json['payerTotal'] ?? null, 'payerTotal'),
            total: ($json['total'] ?? null) === null ? null : Read::whole($json['total'] ?? null, 'total'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'currency' => $this->currency,
            'payerCurrency' => $this->payerCurrency,
            'payerTotal' => $this->payerTotal,
            'total' => $this->total,
        ];
    }
}
