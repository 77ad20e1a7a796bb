<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\FoundOrder;

use QqWxPay\Internal\Read;

/** Asked over V2. */
final class V2 extends \QqWxPay\Model\FoundOrder
{
    public readonly string $family;

    public function __construct(
        /** Asked over V2. */
        public readonly \QqWxPay\Model\V2Transaction $order,
    ) {
        $this->family = 'v2';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            order: \QqWxPay\Model\V2Transaction::fromArray(Read::map($json['order'] ?? null, 'order')),
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
