<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** How the money of an order is settled. */
final class SettleInfo extends Record
{
    public function __construct(
        /** Whether the money is shared with others later. */
        public readonly ?bool $profitSharing = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['profitSharing']);

        return new self(
            profitSharing: ($json['profitSharing'] ?? null) === null ? null : Read::truth($json['profitSharing'] ?? null, 'profitSharing'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'profitSharing' => $this->profitSharing,
        ]);
    }
}
