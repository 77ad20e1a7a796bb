<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenRefundReport;

use QqWxPay\Internal\Read;

/** It has ended: with success, abnormally (the money is stuck: act), or closed. The same as a notification says. */
final class Ended extends \QqWxPay\Model\OpenRefundReport
{
    public readonly string $result;

    public function __construct(
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** The refund. */
        public readonly \QqWxPay\Model\RefundEnded $refund,
        /** Which row of the list, from 0. */
        public readonly int $row,
    ) {
        $this->result = 'ended';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            refund: \QqWxPay\Model\RefundEnded::fromArray(Read::map($json['refund'] ?? null, 'refund')),
            row: Read::whole($json['row'] ?? null, 'row'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'result' => $this->result,
            'outRefundNo' => $this->outRefundNo,
            'refund' => $this->refund,
            'row' => $this->row,
        ];
    }
}
