<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenOrderReport;

use QqWxPay\Internal\Read;

/** It is paid, with the number and the total of its row: the same as a notification says. Deliver, once. */
final class Paid extends \QqWxPay\Model\OpenOrderReport
{
    public readonly string $result;

    public function __construct(
        /** The same as WeChat Pay told it. */
        public readonly \QqWxPay\Model\FoundOrder $found,
        /** The order. */
        public readonly \QqWxPay\Model\OrderReference $order,
        /** The payment. */
        public readonly \QqWxPay\Model\Paid $paid,
        /** Which row of the list, from 0. */
        public readonly int $row,
    ) {
        $this->result = 'paid';
        $paid->foundAs($found);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            found: \QqWxPay\Model\FoundOrder::fromArray(Read::map($json['found'] ?? null, 'found')),
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            paid: \QqWxPay\Model\Paid::fromArray(Read::map($json['paid'] ?? null, 'paid')),
            row: Read::whole($json['row'] ?? null, 'row'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'result' => $this->result,
            'found' => $this->found,
            'order' => $this->order,
            'paid' => $this->paid,
            'row' => $this->row,
        ];
    }
}
