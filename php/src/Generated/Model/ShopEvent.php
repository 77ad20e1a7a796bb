<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An event, for the function of the shop that takes it. All of it is proven: by a signature, or by a query. */
abstract class ShopEvent extends Record
{
    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return match (Read::oneOf($json['type'] ?? null, 'type', ['paid', 'refund', 'not_paid', 'other'])) {
            'paid' => ShopEvent\Paid::fromArray($json),
            'refund' => ShopEvent\Refund::fromArray($json),
            'not_paid' => ShopEvent\NotPaid::fromArray($json),
            'other' => ShopEvent\Other::fromArray($json),
        };
    }
}
