<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An order of which it is not known whether it exists. */
final class UnconfirmedOrder extends Record
{
    public function __construct(
        /** What happened; its advice is always `confirm_first`. */
        public readonly \QqWxPay\Exception\QqWxPayException $error,
        /** The order, as `confirmOrder` and `closeIfUnpaid` take it. */
        public readonly \QqWxPay\Model\OrderReference $order,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            error: \QqWxPay\Exception\QqWxPayException::fromArray(Read::map($json['error'] ?? null, 'error')),
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'error' => $this->error,
            'order' => $this->order,
        ];
    }
}
