<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenRefundReport;

use QqWxPay\Internal\Read;

/** It is still processed: ask again in a later run. */
final class StillOpen extends \QqWxPay\Model\OpenRefundReport
{
    public readonly string $result;

    public function __construct(
        /** When it is due next, RFC 3339. */
        public readonly string $dueAt,
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** Which row of the list, from 0. */
        public readonly int $row,
        /** Its state; nothing while WeChat Pay does not know a refund that was requested just now. */
        public readonly ?string $status = null,
    ) {
        $this->result = 'still_open';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            dueAt: Read::text($json['dueAt'] ?? null, 'dueAt'),
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            row: Read::whole($json['row'] ?? null, 'row'),
            status: ($json['status'] ?? null) === null ? null : Read::text($json['status'] ?? null, 'status'),
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
            'status' => $this->status,
        ];
    }
}
