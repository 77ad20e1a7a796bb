<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** What became of one open order. Each row of the list has one such report. */
abstract class OpenOrderReport extends Record
{
    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return match (Read::oneOf($json['result'] ?? null, 'result', ['paid', 'still_open', 'closed', 'not_found', 'not_due', 'not_asked', 'refused', 'no_answer'])) {
            'paid' => OpenOrderReport\Paid::fromArray($json),
            'still_open' => OpenOrderReport\StillOpen::fromArray($json),
            'closed' => OpenOrderReport\Closed::fromArray($json),
            'not_found' => OpenOrderReport\NotFound::fromArray($json),
            'not_due' => OpenOrderReport\NotDue::fromArray($json),
            'not_asked' => OpenOrderReport\NotAsked::fromArray($json),
            'refused' => OpenOrderReport\Refused::fromArray($json),
            'no_answer' => OpenOrderReport\NoAnswer::fromArray($json),
        };
    }
}
