<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Goods that a discount was for. */
final class PromotionGoods extends Record
{
    public function __construct(
        /** Discount, fen. */
        public readonly ?int $discountAmount = null,
        /** Number of the goods. */
        public readonly ?string $goodsId = null,
        /** Remark. */
        public readonly ?string $goodsRemark = null,
        /** How many. */
        public readonly ?int $quantity = null,
        /** Price of one, fen. */
        public readonly ?int $unitPrice = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            discountAmount: ($json['discountAmount'] ?? null) === null ? null : Read::whole($json['discountAmount'] ?? null, 'discountAmount'),
            goodsId: ($json['goodsId'] ?? null) === null ? null : Read::text($json['goodsId'] ?? null, 'goodsId'),
            goodsRemark: ($json['goodsRemark'] ?? null) === null ? null : Read::text($json['goodsRemark'] ?? null, 'goodsRemark'),
            quantity: ($json['quantity'] ?? null) === null ? null : Read::whole($json['quantity'] ?? null, 'quantity'),
            unitPrice: ($json['unitPrice'] ?? null) === null ? null : Read::whole($json['unitPrice'] ?? null, 'unitPrice'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'discountAmount' => $this->discountAmount,
            'goodsId' => $this->goodsId,
            'goodsRemark' => $this->goodsRemark,
            'quantity' => $this->quantity,
            'unitPrice' => $this->unitPrice,
        ];
    }
}
