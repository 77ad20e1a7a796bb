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
        /** This refund. */
        public readonly int $refund,
        /** The order's amount. */
        public readonly int $total,
        /** What the payer gets back. */
        public readonly ?int $payerRefund = null,
        /** What the payer had paid. */
        public readonly ?int $payerTotal = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            refund: Read::whole($json['refund'] ?? null, 'refund'),
            total: Read::whole($json['total'] ?? null, 'total'),
            payerRefund: ($json['payerRefund'] ?? null) === null ? null : Read::whole($json['payerRefund'] ?? null, 'payerRefund'),
            payerTotal: ($json['payerTotal'] ?? null) === null ? null : Read::whole($json['payerTotal'] ?? null, 'payerTotal'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'refund' => $this->refund,
            'total' => $this->total,
            'payerRefund' => $this->payerRefund,
            'payerTotal' => $this->payerTotal,
        ];
    }
}
