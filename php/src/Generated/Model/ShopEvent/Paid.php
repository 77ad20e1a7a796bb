<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\ShopEvent;

use QqWxPay\Internal\Read;

/** An order is paid. */
final class Paid extends \QqWxPay\Model\ShopEvent
{
    public readonly string $type;

    public function __construct(
        /** The order. */
        public readonly \QqWxPay\Model\Paid $paid,
    ) {
        $this->type = 'paid';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            paid: \QqWxPay\Model\Paid::fromArray(Read::map($json['paid'] ?? null, 'paid')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'paid' => $this->paid,
        ];
    }
}
