<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\Outcome;

use QqWxPay\Internal\Read;

/** Rightly signed, but too long ago or in the future. Believe only a query of this order or refund. */
final class Stale extends \QqWxPay\Model\Outcome
{
    public readonly string $type;

    public function __construct(
        /** Why. */
        public readonly \QqWxPay\Exception\QqWxPayException $error,
        /** The order. */
        public readonly ?\QqWxPay\Model\OrderReference $order = null,
        /** Or the refund. */
        public readonly ?\QqWxPay\Model\RefundReference $refund = null,
    ) {
        $this->type = 'stale';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            error: \QqWxPay\Exception\QqWxPayException::fromArray(Read::map($json['error'] ?? null, 'error')),
            order: ($json['order'] ?? null) === null ? null : \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            refund: ($json['refund'] ?? null) === null ? null : \QqWxPay\Model\RefundReference::fromArray(Read::map($json['refund'] ?? null, 'refund')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'error' => $this->error,
            'order' => $this->order,
            'refund' => $this->refund,
        ];
    }
}
