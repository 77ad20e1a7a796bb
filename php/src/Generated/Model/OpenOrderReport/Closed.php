<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenOrderReport;

use QqWxPay\Internal\Read;

/** It is closed and cannot be paid any more. */
final class Closed extends \QqWxPay\Model\OpenOrderReport
{
    public readonly string $result;

    public function __construct(
        /** Whether this run closed it. */
        public readonly bool $closedNow,
        /** The order. */
        public readonly \QqWxPay\Model\OrderReference $order,
        /** Which row of the list, from 0. */
        public readonly int $row,
    ) {
        $this->result = 'closed';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            closedNow: Read::truth($json['closedNow'] ?? null, 'closedNow'),
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            row: Read::whole($json['row'] ?? null, 'row'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'result' => $this->result,
            'closedNow' => $this->closedNow,
            'order' => $this->order,
            'row' => $this->row,
        ];
    }
}
