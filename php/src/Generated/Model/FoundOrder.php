<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An order as a query found it. */
abstract class FoundOrder extends Record
{
    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return match (Read::oneOf($json['family'] ?? null, 'family', ['direct', 'partner', 'combine', 'v2'])) {
            'direct' => FoundOrder\Direct::fromArray($json),
            'partner' => FoundOrder\Partner::fromArray($json),
            'combine' => FoundOrder\Combine::fromArray($json),
            'v2' => FoundOrder\V2::fromArray($json),
        };
    }
}
