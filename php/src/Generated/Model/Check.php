<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** One item of a report. */
final class Check extends Record
{
    public function __construct(
        /** How it stands. */
        public readonly \QqWxPay\Model\CheckState $state,
        /** Why it does not hold, or why it could not be tested; its remedy says what to do. */
        public readonly ?\QqWxPay\Exception\QqWxPayException $error = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            state: Read::word($json['state'] ?? null, 'state', \QqWxPay\Model\CheckState::class),
            error: ($json['error'] ?? null) === null ? null : \QqWxPay\Exception\QqWxPayException::fromArray(Read::map($json['error'] ?? null, 'error')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'state' => $this->state,
            'error' => $this->error,
        ];
    }
}
