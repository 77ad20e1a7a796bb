<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\Outcome;

use QqWxPay\Internal\Read;

/** Verified, but an event of another product. */
final class Other extends \QqWxPay\Model\Outcome
{
    public readonly string $type;

    public function __construct(
        /** Which. */
        public readonly \QqWxPay\Model\OtherEvent $event,
    ) {
        $this->type = 'other';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            event: \QqWxPay\Model\OtherEvent::fromArray(Read::map($json['event'] ?? null, 'event')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'event' => $this->event,
        ];
    }
}
