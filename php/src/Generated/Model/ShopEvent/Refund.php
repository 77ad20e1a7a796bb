<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\ShopEvent;

use QqWxPay\Internal\Read;

/** A refund has ended. */
final class Refund extends \QqWxPay\Model\ShopEvent
{
    public readonly string $type;

    public function __construct(
        /** The refund. */
        public readonly \QqWxPay\Model\RefundEnded $refund,
    ) {
        $this->type = 'refund';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            refund: \QqWxPay\Model\RefundEnded::fromArray(Read::map($json['refund'] ?? null, 'refund')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'refund' => $this->refund,
        ];
    }
}
