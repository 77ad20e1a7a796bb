<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * The totals at the end of a trade bill. A column that the bill does not have is `null`.
 *
 * @property-read array<string, string> $other Columns that this version does not know, by their name in the bill.
 */
final class TradeBillSummary extends Record
{
    use HidesFields;

    /**
     * @param array<string, string> $other
     */
    public function __construct(
        /** Columns that this version does not know, by their name in the bill. */
        #[\SensitiveParameter] array $other,
        /** 总交易单数: number of transactions. */
        public readonly ?int $count = null,
        /** 充值券退款总金额, older 总代金券或立减优惠退款金额 or 总企业红包退款金额: sum of `couponRefundAmount`, fen. */
        public readonly ?int $couponRefundAmount = null,
        /** 手续费总金额: sum of `fee`, fen; may be negative. */
        public readonly ?int $fee = null,
        /** 订单总金额: sum of `orderAmount`, fen. */
        public readonly ?int $orderAmount = null,
        /** 退款总金额, older 总退款金额: sum of `refundAmount`, fen. */
        public readonly ?int $refundAmount = null,
        /** 申请退款总金额: sum of `requestedRefundAmount`, fen. */
        public readonly ?int $requestedRefundAmount = null,
        /** 应结订单总金额, older 总交易额: sum of `settlementAmount`, fen. */
        public readonly ?int $settlementAmount = null,
    ) {
        $this->hidden = new Hidden([
            'other' => $other,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            other: Read::dictionary($json['other'] ?? null, 'other', static fn (mixed $item): string => Read::text($item, '')),
            count: ($json['count'] ?? null) === null ? null : Read::whole($json['count'] ?? null, 'count'),
            couponRefundAmount: ($json['couponRefundAmount'] ?? null) === null ? null : Read::whole($json['couponRefundAmount'] ?? null, 'couponRefundAmount'),
            fee: ($json['fee'] ?? null) === null ? null : Read::whole($json['fee'] ?? null, 'fee'),
            orderAmount: ($json['orderAmount'] ?? null) === null ? null : Read::whole($json['orderAmount'] ?? null, 'orderAmount'),
            refundAmount: ($json['refundAmount'] ?? null) === null ? null : Read::whole($json['refundAmount'] ?? null, 'refundAmount'),
            requestedRefundAmount: ($json['requestedRefundAmount'] ?? null) === null ? null : Read::whole($json['requestedRefundAmount'] ?? null, 'requestedRefundAmount'),
            settlementAmount: ($json['settlementAmount'] ?? null) === null ? null : Read::whole($json['settlementAmount'] ?? null, 'settlementAmount'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'other' => $this->other,
            'count' => $this->count,
            'couponRefundAmount' => $this->couponRefundAmount,
            'fee' => $this->fee,
            'orderAmount' => $this->orderAmount,
            'refundAmount' => $this->refundAmount,
            'requestedRefundAmount' => $this->requestedRefundAmount,
            'settlementAmount' => $this->settlementAmount,
        ];
    }
}
