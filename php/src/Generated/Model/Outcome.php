<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * What a notification turned out to be. Only `payment`, `partner_payment`, `combine_payment`, `v2_payment`, `refund` and
 * `v2_refund` are proven facts about money.
 */
abstract class Outcome extends Record
{
    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return match (Read::oneOf($json['type'] ?? null, 'type', ['payment', 'partner_payment', 'combine_payment', 'v2_payment', 'refund', 'v2_refund', 'not_paid', 'security_echo', 'other', 'stale', 'unsigned', 'probe', 'refused'])) {
            'payment' => Outcome\Payment::fromArray($json),
            'partner_payment' => Outcome\PartnerPayment::fromArray($json),
            'combine_payment' => Outcome\CombinePayment::fromArray($json),
            'v2_payment' => Outcome\V2Payment::fromArray($json),
            'refund' => Outcome\Refund::fromArray($json),
            'v2_refund' => Outcome\V2Refund::fromArray($json),
            'not_paid' => Outcome\NotPaid::fromArray($json),
            'security_echo' => Outcome\SecurityEcho::fromArray($json),
            'other' => Outcome\Other::fromArray($json),
            'stale' => Outcome\Stale::fromArray($json),
            'unsigned' => Outcome\Unsigned::fromArray($json),
            'probe' => Outcome\Probe::fromArray($json),
            'refused' => Outcome\Refused::fromArray($json),
        };
    }
}
