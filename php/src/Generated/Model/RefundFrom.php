<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An account that a refund is taken from. */
final class RefundFrom extends Record
{
    /** Fen, at least 1. Required. */
    public readonly int $amount;

    /**
     * @param int $amount
     */
    public function __construct(
        /** `AVAILABLE` or `UNAVAILABLE`. Required. */
        public readonly string $account,
        /** Fen, at least 1. Required. */
        int|float $amount,
    ) {
        $this->amount = Given::whole($amount, 'amount');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['account', 'amount']);

        return new self(
            account: Read::text($json['account'] ?? null, 'account'),
            amount: Read::whole($json['amount'] ?? null, 'amount'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'account' => $this->account,
            'amount' => $this->amount,
        ]);
    }
}
