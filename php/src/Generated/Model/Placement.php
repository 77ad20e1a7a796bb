<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** What became of placing an order. That it was refused, or that nothing was sent, is an error instead. */
abstract class Placement extends Record
{
    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return match (Read::oneOf($json['outcome'] ?? null, 'outcome', ['placed', 'to_confirm'])) {
            'placed' => Placement\Placed::fromArray($json),
            'to_confirm' => Placement\ToConfirm::fromArray($json),
        };
    }
}
