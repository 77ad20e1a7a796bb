<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Amounts of a refund, in fen. */
final class RefundNoticeAmount extends Record
{
    public function __construct(
        /** What the payer gets back. */
        public readonly ?int $payerRefund = null,
        /** What the payer had paid. */
        public readonly ?int $payerTotal = null,
        /** This refund. */
        public readonly int $refund,
        /** The order's amount. */
        public readonly int $total,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            payerRefund: ($json['payerRefund'] ?? null) === null ? null : Read::whole($json['payerRefund'] ?? null, 'payerRefund'),
            payerTotal: ($json['payerTotal'] ?? null) === null ? null : Read::whole($json['payerTotal'] ?? null, 'payerTotal'),
            refund: Read::whole($json['refund'] ?? null, 'refund'),
            total: Read::whole($json['total'] ?? null, 'total'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'payerRefund' => $this->payerRefund,
            'payerTotal' => $this->payerTotal,
            'refund' => $this->refund,
            'total' => $this->total,
        ];
    }
}
