<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenOrderReport;

use QqWxPay\Internal\Read;

/** It is not paid and not closed: ask again in a later run. */
final class StillOpen extends \QqWxPay\Model\OpenOrderReport
{
    public readonly string $result;

    public function __construct(
        /** When it is due next, RFC 3339. */
        public readonly string $dueAt,
        /** The order. */
        public readonly \QqWxPay\Model\OrderReference $order,
        /** Which row of the list, from 0. */
        public readonly int $row,
        /** Its state; nothing while WeChat Pay does not know an order that was placed just now. */
        public readonly ?string $state = null,
    ) {
        $this->result = 'still_open';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            dueAt: Read::text($json['dueAt'] ?? null, 'dueAt'),
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            row: Read::whole($json['row'] ?? null, 'row'),
            state: ($json['state'] ?? null) === null ? null : Read::text($json['state'] ?? null, 'state'),
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
            'state' => $this->state,
        ];
    }
}
