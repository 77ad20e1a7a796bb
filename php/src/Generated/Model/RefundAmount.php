<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Amounts of a refund, in fen. */
final class RefundAmount extends Record
{
    /**
     * @param list<\QqWxPay\Model\RefundAccount> $from
     */
    public function __construct(
        /** The accounts that it is taken from. */
        public readonly array $from,
        /** This refund. */
        public readonly int $refund,
        /** What the order cost. */
        public readonly int $total,
        /** `CNY`. */
        public readonly ?string $currency = null,
        /** What goes back of discounts. */
        public readonly ?int $discountRefund = null,
        /** What the payer gets back. */
        public readonly ?int $payerRefund = null,
        /** What the payer had paid. */
        public readonly ?int $payerTotal = null,
        /** Fee that goes back. */
        public readonly ?int $refundFee = null,
        /** The refund without coupons that are not settled. */
        public readonly ?int $settlementRefund = null,
        /** The order without coupons that are not settled. */
        public readonly ?int $settlementTotal = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            from: Read::list($json['from'] ?? null, 'from', static fn (mixed $item): \QqWxPay\Model\RefundAccount => \QqWxPay\Model\RefundAccount::fromArray(Read::map($item, ''))),
            refund: Read::whole($json['refund'] ?? null, 'refund'),
            total: Read::whole($json['total'] ?? null, 'total'),
            currency: ($json['currency'] ?? null) === null ? null : Read::text($json['currency'] ?? null, 'currency'),
            discountRefund: ($json['discountRefund'] ?? null) === null ? null : Read::whole($json['discountRefund'] ?? null, 'discountRefund'),
            payerRefund: ($json['payerRefund'] ?? null) === null ? null : Read::whole($json['payerRefund'] ?? null, 'payerRefund'),
            payerTotal: ($json['payerTotal'] ?? null) === null ? null : Read::whole($json['payerTotal'] ?? null, 'payerTotal'),
            refundFee: ($json['refundFee'] ?? null) === null ? null : Read::whole($json['refundFee'] ?? null, 'refundFee'),
            settlementRefund: ($json['settlementRefund'] ?? null) === null ? null : Read::whole($json['settlementRefund'] ?? null, 'settlementRefund'),
            settlementTotal: ($json['settlementTotal'] ?? null) === null ? null : Read::whole($json['settlementTotal'] ?? null, 'settlementTotal'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'from' => $this->from,
            'refund' => $this->refund,
            'total' => $this->total,
            'currency' => $this->currency,
            'discountRefund' => $this->discountRefund,
            'payerRefund' => $this->payerRefund,
            'payerTotal' => $this->payerTotal,
            'refundFee' => $this->refundFee,
            'settlementRefund' => $this->settlementRefund,
            'settlementTotal' => $this->settlementTotal,
        ];
    }
}
