<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenRefundReport;

use QqWxPay\Internal\Read;

/** It was not asked for: its time has not come. */
final class NotDue extends \QqWxPay\Model\OpenRefundReport
{
    public readonly string $result;

    public function __construct(
        /** When it is due next, RFC 3339. */
        public readonly string $dueAt,
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** Which row of the list, from 0. */
        public readonly int $row,
    ) {
        $this->result = 'not_due';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            dueAt: Read::text($json['dueAt'] ?? null, 'dueAt'),
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            row: Read::whole($json['row'] ?? null, 'row'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'result' => $this->result,
            'dueAt' => $this->dueAt,
            'outRefundNo' => $this->outRefundNo,
            'row' => $this->row,
        ];
    }
}
