<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenOrderReport;

use QqWxPay\Internal\Read;

/** It was not asked for: the time of the run was over. It comes in the next. */
final class NotAsked extends \QqWxPay\Model\OpenOrderReport
{
    public readonly string $result;

    public function __construct(
        /** The order. */
        public readonly \QqWxPay\Model\OrderReference $order,
        /** Which row of the list, from 0. */
        public readonly int $row,
    ) {
        $this->result = 'not_asked';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            row: Read::whole($json['row'] ?? null, 'row'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'result' => $this->result,
            'order' => $this->order,
            'row' => $this->row,
        ];
    }
}
