<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\Outcome;

use QqWxPay\Internal\Read;

/** Verified, but the order is not (wholly) paid, or in a state that this version does not know: query it. */
final class NotPaid extends \QqWxPay\Model\Outcome
{
    public readonly string $type;

    public function __construct(
        /** The order. */
        public readonly \QqWxPay\Model\OrderReference $order,
        /** Its state. */
        public readonly string $state,
    ) {
        $this->type = 'not_paid';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            state: Read::text($json['state'] ?? null, 'state'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'order' => $this->order,
            'state' => $this->state,
        ];
    }
}
