<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Amounts of a refund, in fen. */
final class RefundRequestAmount extends Record
{
    /** What goes back, at least 1. Required. */
    public readonly int $refund;

    /** What the whole order cost. Required. */
    public readonly int $total;

    /**
     * @param list<\QqWxPay\Model\RefundFrom>|null $from
     * @param int $refund
     * @param int $total
     */
    public function __construct(
        /** What goes back, at least 1. Required. */
        int|float $refund,
        /** What the whole order cost. Required. */
        int|float $total,
        /** `CNY`, also when left out. */
        public readonly ?string $currency = null,
        /** The accounts that the money is taken from; together they give `refund`. */
        public readonly ?array $from = null,
    ) {
        $this->refund = Given::whole($refund, 'refund');
        $this->total = Given::whole($total, 'total');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['refund', 'total', 'currency', 'from']);

        return new self(
            refund: Read::whole($json['refund'] ?? null, 'refund'),
            total: Read::whole($json['total'] ?? null, 'total'),
            currency: ($json['currency'] ?? null) === null ? null : Read::text($json['currency'] ?? null, 'currency'),
            from: ($json['from'] ?? null) === null ? null : Read::list($json['from'] ?? null, 'from', static fn (mixed $item): \QqWxPay\Model\RefundFrom => \QqWxPay\Model\RefundFrom::fromArray(Read::map($item, ''))),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'refund' => $this->refund,
            'total' => $this->total,
            'currency' => $this->currency,
            'from' => $this->from,
        ]);
    }
}
