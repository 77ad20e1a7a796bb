<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\Placement;

use QqWxPay\Internal\Read;

/**
 * Whether the order exists, or has been paid already, is not known: the reply was lost, came late or could not be
 * believed. Place the identical order again, or ask `confirmOrder`; never take another order number.
 */
final class ToConfirm extends \QqWxPay\Model\Placement
{
    public readonly string $outcome;

    public function __construct(
        /** What happened; its advice is always `confirm_first`. */
        public readonly \QqWxPay\Exception\QqWxPayException $error,
        /** The order, as `confirmOrder` and `closeIfUnpaid` take it. */
        public readonly \QqWxPay\Model\OrderReference $order,
    ) {
        $this->outcome = 'to_confirm';
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
            'outcome' => $this->outcome,
            'error' => $this->error,
            'order' => $this->order,
        ];
    }
}
