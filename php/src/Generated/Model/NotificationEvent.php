<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A notification that was read. */
final class NotificationEvent extends Record
{
    public function __construct(
        /** What it turned out to be: `payment`, `refund`, `refused`, ... */
        public readonly string $outcome,
        /** Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox knows of one. */
        public readonly bool $repeat,
        /** Why it is not to be believed; `null` when it is. */
        public readonly ?string $code = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            outcome: Read::text($json['outcome'] ?? null, 'outcome'),
            repeat: Read::truth($json['repeat'] ?? null, 'repeat'),
            code: ($json['code'] ?? null) === null ? null : Read::text($json['code'] ?? null, 'code'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'outcome' => $this->outcome,
            'repeat' => $this->repeat,
            'code' => $this->code,
        ];
    }
}
