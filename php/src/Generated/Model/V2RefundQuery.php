<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A refund, or the refunds of an order, by exactly one of four numbers. */
final class V2RefundQuery extends Record
{
    /** The number of the first refund in the reply, which holds 10 at the most; 0 when left out. */
    public readonly ?int $offset;

    /**
     * @param int|null $offset
     */
    public function __construct(
        /** The number of the first refund in the reply, which holds 10 at the most; 0 when left out. */
        int|float|null $offset = null,
        /** The merchant's refund number. */
        public readonly ?string $outRefundNo = null,
        /** The merchant's order number. */
        public readonly ?string $outTradeNo = null,
        /** WeChat Pay's refund number. */
        public readonly ?string $refundId = null,
        /** Number of the sub merchant, for service providers. */
        public readonly ?string $subMchId = null,
        /** WeChat Pay's order number. */
        public readonly ?string $transactionId = null,
    ) {
        $this->offset = $offset === null ? null : Given::whole($offset, 'offset');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['offset', 'outRefundNo', 'outTradeNo', 'refundId', 'subMchId', 'transactionId']);

        return new self(
            offset: ($json['offset'] ?? null) === null ? null : Read::whole($json['offset'] ?? null, 'offset'),
            outRefundNo: ($json['outRefundNo'] ?? null) === null ? null : Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            outTradeNo: ($json['outTradeNo'] ?? null) === null ? null : Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            refundId: ($json['refundId'] ?? null) === null ? null : Read::text($json['refundId'] ?? null, 'refundId'),
            subMchId: ($json['subMchId'] ?? null) === null ? null : Read::text($json['subMchId'] ?? null, 'subMchId'),
            transactionId: ($json['transactionId'] ?? null) === null ? null : Read::text($json['transactionId'] ?? null, 'transactionId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'offset' => $this->offset,
            'outRefundNo' => $this->outRefundNo,
            'outTradeNo' => $this->outTradeNo,
            'refundId' => $this->refundId,
            'subMchId' => $this->subMchId,
            'transactionId' => $this->transactionId,
        ]);
    }
}
