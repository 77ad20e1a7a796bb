<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\FoundOrder;

use QqWxPay\Internal\Read;

/** A combine order. */
final class Combine extends \QqWxPay\Model\FoundOrder
{
    public readonly string $family;

    public function __construct(
        /** A combine order. */
        public readonly \QqWxPay\Model\CombineTransaction $order,
    ) {
        $this->family = 'combine';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            order: \QqWxPay\Model\CombineTransaction::fromArray(Read::map($json['order'] ?? null, 'order')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'family' => $this->family,
            'order' => $this->order,
        ];
    }
}
