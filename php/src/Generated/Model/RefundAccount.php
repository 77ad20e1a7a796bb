<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An account that a refund is taken from. */
final class RefundAccount extends Record
{
    public function __construct(
        /** `AVAILABLE` or `UNAVAILABLE`. */
        public readonly ?string $account = null,
        /** Fen. */
        public readonly ?int $amount = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            account: ($json['account'] ?? null) === null ? null : Read::text($json['account'] ?? null, 'account'),
            amount: ($json['amount'] ?? null) === null ? null : Read::whole($json['amount'] ?? null, 'amount'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'account' => $this->account,
            'amount' => $this->amount,
        ];
    }
}
