<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\FromNotification;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A verified event that this library has no model for. */
final class OtherEvent extends Record
{
    use FromNotification;

    public function __construct(
        /** For example `PAYSCORE.USER_OPEN_SERVICE`. */
        public readonly string $eventType,
        /** For example `payscore`. */
        public readonly string $originalType,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            eventType: Read::text($json['eventType'] ?? null, 'eventType'),
            originalType: Read::text($json['originalType'] ?? null, 'originalType'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'eventType' => $this->eventType,
            'originalType' => $this->originalType,
        ];
    }
}
