<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A discount that goes back. */
final class RefundPromotion extends Record
{
    /**
     * @param list<\QqWxPay\Model\RefundedGoods> $goodsDetail
     */
    public function __construct(
        /** Goods that it was for. */
        public readonly array $goodsDetail,
        /** The discount, fen. */
        public readonly ?int $amount = null,
        /** Number of the coupon. */
        public readonly ?string $promotionId = null,
        /** What goes back of it, fen. */
        public readonly ?int $refundAmount = null,
        /** `GLOBAL` or `SINGLE`. */
        public readonly ?string $scope = null,
        /** `COUPON` or `DISCOUNT`; older: `CASH` or `NOCASH`. */
        public readonly ?string $type = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            goodsDetail: Read::list($json['goodsDetail'] ?? null, 'goodsDetail', static fn (mixed $item): \QqWxPay\Model\RefundedGoods => \QqWxPay\Model\RefundedGoods::fromArray(Read::map($item, ''))),
            amount: ($json['amount'] ?? null) === null ? null : Read::whole($json['amount'] ?? null, 'amount'),
            promotionId: ($json['promotionId'] ?? null) === null ? null : Read::text($json['promotionId'] ?? null, 'promotionId'),
            refundAmount: ($json['refundAmount'] ?? null) === null ? null : Read::whole($json['refundAmount'] ?? null, 'refundAmount'),
            scope: ($json['scope'] ?? null) === null ? null : Read::text($json['scope'] ?? null, 'scope'),
            type: ($json['type'] ?? null) === null ? null : Read::text($json['type'] ?? null, 'type'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'goodsDetail' => $this->goodsDetail,
            'amount' => $this->amount,
            'promotionId' => $this->promotionId,
            'refundAmount' => $this->refundAmount,
            'scope' => $this->scope,
            'type' => $this->type,
        ];
    }
}
