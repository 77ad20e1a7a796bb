<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenOrderReport;

use QqWxPay\Internal\Read;

/** It was not asked for: its time has not come. */
final class NotDue extends \QqWxPay\Model\OpenOrderReport
{
    public readonly string $result;

    public function __construct(
        /** When it is due next, RFC 3339. */
        public readonly string $dueAt,
        /** The order. */
        public readonly \QqWxPay\Model\OrderReference $order,
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
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            row: Read::whole($json['row'] ?? null, 'row'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'result' => $this->result,
            'dueAt' => $this->dueAt,
            'order' => $this->order,
            'row' => $this->row,
        ];
    }
}
