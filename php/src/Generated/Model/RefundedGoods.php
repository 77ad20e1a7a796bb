<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Goods that came back. */
final class RefundedGoods extends Record
{
    public function __construct(
        /** Name. */
        public readonly ?string $goodsName = null,
        /** The merchant's number of the goods. */
        public readonly ?string $merchantGoodsId = null,
        /** What goes back for them, fen. */
        public readonly ?int $refundAmount = null,
        /** How many came back. */
        public readonly ?int $refundQuantity = null,
        /** Price of one, fen. */
        public readonly ?int $unitPrice = null,
        /** WeChat Pay's number of the goods. */
        public readonly ?string $wechatpayGoodsId = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            goodsName: ($json['goodsName'] ?? null) === null ? null : Read::text($json['goodsName'] ?? null, 'goodsName'),
            merchantGoodsId: ($json['merchantGoodsId'] ?? null) === null ? null : Read::text($json['merchantGoodsId'] ?? null, 'merchantGoodsId'),
            refundAmount: ($json['refundAmount'] ?? null) === null ? null : Read::whole($json['refundAmount'] ?? null, 'refundAmount'),
            refundQuantity: ($json['refundQuantity'] ?? null) === null ? null : Read::whole($json['refundQuantity'] ?? null, 'refundQuantity'),
            unitPrice: ($json['unitPrice'] ?? null) === null ? null : Read::whole($json['unitPrice'] ?? null, 'unitPrice'),
            wechatpayGoodsId: ($json['wechatpayGoodsId'] ?? null) === null ? null : Read::text($json['wechatpayGoodsId'] ?? null, 'wechatpayGoodsId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'goodsName' => $this->goodsName,
            'merchantGoodsId' => $this->merchantGoodsId,
            'refundAmount' => $this->refundAmount,
            'refundQuantity' => $this->refundQuantity,
            'unitPrice' => $this->unitPrice,
            'wechatpayGoodsId' => $this->wechatpayGoodsId,
        ];
    }
}
