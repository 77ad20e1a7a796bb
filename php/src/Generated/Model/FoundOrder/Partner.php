<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\FoundOrder;

use QqWxPay\Internal\Read;

/** Of a sub merchant. */
final class Partner extends \QqWxPay\Model\FoundOrder
{
    public readonly string $family;

    public function __construct(
        /** Of a sub merchant. */
        public readonly \QqWxPay\Model\PartnerTransaction $order,
    ) {
        $this->family = 'partner';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            order: \QqWxPay\Model\PartnerTransaction::fromArray(Read::map($json['order'] ?? null, 'order')),
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
