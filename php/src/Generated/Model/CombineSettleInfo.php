<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** How the money of a part is settled. */
final class CombineSettleInfo extends Record
{
    /** What the platform adds, fen. */
    public readonly ?int $subsidyAmount;

    /**
     * @param int|null $subsidyAmount
     */
    public function __construct(
        /** Whether the money is shared with others later. */
        public readonly ?bool $profitSharing = null,
        /** What the platform adds, fen. */
        int|float|null $subsidyAmount = null,
    ) {
        $this->subsidyAmount = $subsidyAmount === null ? null : Given::whole($subsidyAmount, 'subsidyAmount');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['profitSharing', 'subsidyAmount']);

        return new self(
            profitSharing: ($json['profitSharing'] ?? null) === null ? null : Read::truth($json['profitSharing'] ?? null, 'profitSharing'),
            subsidyAmount: ($json['subsidyAmount'] ?? null) === null ? null : Read::whole($json['subsidyAmount'] ?? null, 'subsidyAmount'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'profitSharing' => $this->profitSharing,
            'subsidyAmount' => $this->subsidyAmount,
        ]);
    }
}
