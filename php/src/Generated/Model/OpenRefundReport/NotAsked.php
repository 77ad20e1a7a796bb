<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenRefundReport;

use QqWxPay\Internal\Read;

/** It was not asked for: the time of the run was over. It comes in the next. */
final class NotAsked extends \QqWxPay\Model\OpenRefundReport
{
    public readonly string $result;

    public function __construct(
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** Which row of the list, from 0. */
        public readonly int $row,
    ) {
        $this->result = 'not_asked';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            row: Read::whole($json['row'] ?? null, 'row'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'result' => $this->result,
            'outRefundNo' => $this->outRefundNo,
            'row' => $this->row,
        ];
    }
}
