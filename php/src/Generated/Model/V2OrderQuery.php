<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An order as V2 asks for it, by one of its two numbers. */
final class V2OrderQuery extends Record
{
    public function __construct(
        /** The merchant's own order number. The only one that an unpaid order has. */
        public readonly ?string $outTradeNo = null,
        /** Number of the sub merchant, for service providers. */
        public readonly ?string $subMchId = null,
        /** WeChat Pay's order number, instead. */
        public readonly ?string $transactionId = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outTradeNo', 'subMchId', 'transactionId']);

        return new self(
            outTradeNo: ($json['outTradeNo'] ?? null) === null ? null : Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            subMchId: ($json['subMchId'] ?? null) === null ? null : Read::text($json['subMchId'] ?? null, 'subMchId'),
            transactionId: ($json['transactionId'] ?? null) === null ? null : Read::text($json['transactionId'] ?? null, 'transactionId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'outTradeNo' => $this->outTradeNo,
            'subMchId' => $this->subMchId,
            'transactionId' => $this->transactionId,
        ]);
    }
}
