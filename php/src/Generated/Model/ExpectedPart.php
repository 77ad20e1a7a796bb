<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** What your own stored order says of one part of a combine order. */
final class ExpectedPart extends Record
{
    /** Its amount in fen, in `CNY`. */
    public readonly int $total;

    /**
     * @param int $total
     */
    public function __construct(
        /** Number of the part. */
        public readonly string $outTradeNo,
        /** Its amount in fen, in `CNY`. */
        int|float $total,
        /** Its merchant number (of a sub merchant's part: the sub merchant's). */
        public readonly ?string $mchid = null,
    ) {
        $this->total = Given::whole($total, 'total');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outTradeNo', 'total', 'mchid']);

        return new self(
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            total: Read::whole($json['total'] ?? null, 'total'),
            mchid: ($json['mchid'] ?? null) === null ? null : Read::text($json['mchid'] ?? null, 'mchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'outTradeNo' => $this->outTradeNo,
            'total' => $this->total,
            'mchid' => $this->mchid,
        ]);
    }
}
