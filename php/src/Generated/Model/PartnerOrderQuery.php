<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A sub merchant's order, by one of its two numbers. */
final class PartnerOrderQuery extends Record
{
    public function __construct(
        /** Number of the sub merchant. */
        public readonly string $subMchid,
        /** The merchant's own order number. The only one that an unpaid order has. */
        public readonly ?string $outTradeNo = null,
        /** WeChat Pay's order number, instead. */
        public readonly ?string $transactionId = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['subMchid', 'outTradeNo', 'transactionId']);

        return new self(
            subMchid: Read::text($json['subMchid'] ?? null, 'subMchid'),
            outTradeNo: ($json['outTradeNo'] ?? null) === null ? null : Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            transactionId: ($json['transactionId'] ?? null) === null ? null : Read::text($json['transactionId'] ?? null, 'transactionId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'subMchid' => $this->subMchid,
            'outTradeNo' => $this->outTradeNo,
            'transactionId' => $this->transactionId,
        ]);
    }
}
