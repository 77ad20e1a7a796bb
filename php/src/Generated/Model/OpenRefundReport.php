<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** What became of one open refund. Each row of the list has one such report. */
abstract class OpenRefundReport extends Record
{
    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return match (Read::oneOf($json['result'] ?? null, 'result', ['ended', 'still_open', 'not_found', 'not_due', 'not_asked', 'refused', 'no_answer'])) {
            'ended' => OpenRefundReport\Ended::fromArray($json),
            'still_open' => OpenRefundReport\StillOpen::fromArray($json),
            'not_found' => OpenRefundReport\NotFound::fromArray($json),
            'not_due' => OpenRefundReport\NotDue::fromArray($json),
            'not_asked' => OpenRefundReport\NotAsked::fromArray($json),
            'refused' => OpenRefundReport\Refused::fromArray($json),
            'no_answer' => OpenRefundReport\NoAnswer::fromArray($json),
        };
    }
}
