<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** One paid order. */
final class PaidOrder extends Record
{
    public function __construct(
        /** The merchant that gets the money: of a service provider's order the sub merchant. */
        public readonly string $mchid,
        /** The merchant's order number. */
        public readonly string $outTradeNo,
        /** What was to be paid, in fen. */
        public readonly int $total,
        /** WeChat Pay's number of the payment. */
        public readonly string $transactionId,
        /** What the order carried. */
        public readonly ?string $attach = null,
        /** When it was paid: RFC 3339, in V2 `yyyyMMddHHmmss` in Beijing time. */
        public readonly ?string $successTime = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            mchid: Read::text($json['mchid'] ?? null, 'mchid'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            total: Read::whole($json['total'] ?? null, 'total'),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
            attach: ($json['attach'] ?? null) === null ? null : Read::text($json['attach'] ?? null, 'attach'),
            successTime: ($json['successTime'] ?? null) === null ? null : Read::text($json['successTime'] ?? null, 'successTime'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'mchid' => $this->mchid,
            'outTradeNo' => $this->outTradeNo,
            'total' => $this->total,
            'transactionId' => $this->transactionId,
            'attach' => $this->attach,
            'successTime' => $this->successTime,
        ];
    }
}
