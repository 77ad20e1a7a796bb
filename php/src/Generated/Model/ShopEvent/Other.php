<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\ShopEvent;

use QqWxPay\Internal\Read;

/** An event of another product. */
final class Other extends \QqWxPay\Model\ShopEvent
{
    public readonly string $type;

    public function __construct(
        /** Which. */
        public readonly \QqWxPay\Model\OtherEvent $other,
    ) {
        $this->type = 'other';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            other: \QqWxPay\Model\OtherEvent::fromArray(Read::map($json['other'] ?? null, 'other')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'other' => $this->other,
        ];
    }
}
