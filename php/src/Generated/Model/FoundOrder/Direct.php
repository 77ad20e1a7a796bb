<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\FoundOrder;

use QqWxPay\Internal\Read;

/** Of a direct merchant. */
final class Direct extends \QqWxPay\Model\FoundOrder
{
    public readonly string $family;

    public function __construct(
        /** Of a direct merchant. */
        public readonly \QqWxPay\Model\Transaction $order,
    ) {
        $this->family = 'direct';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            order: \QqWxPay\Model\Transaction::fromArray(Read::map($json['order'] ?? null, 'order')),
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
