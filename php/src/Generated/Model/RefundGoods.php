<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Goods that come back. */
final class RefundGoods extends Record
{
    /** What goes back for them, fen. Required. */
    public readonly int $refundAmount;

    /** How many come back, at least 1. Required. */
    public readonly int $refundQuantity;

    /** Price of one, fen. Required. */
    public readonly int $unitPrice;

    /**
     * @param int $refundAmount
     * @param int $refundQuantity
     * @param int $unitPrice
     */
    public function __construct(
        /** The merchant's number of the goods, up to 32 bytes of UTF-8. Required. */
        public readonly string $merchantGoodsId,
        /** What goes back for them, fen. Required. */
        int|float $refundAmount,
        /** How many come back, at least 1. Required. */
        int|float $refundQuantity,
        /** Price of one, fen. Required. */
        int|float $unitPrice,
        /** Name, up to 256 bytes of UTF-8. */
        public readonly ?string $goodsName = null,
        /** WeChat Pay's number of the goods, up to 32 bytes of UTF-8. */
        public readonly ?string $wechatpayGoodsId = null,
    ) {
        $this->refundAmount = Given::whole($refundAmount, 'refundAmount');
        $this->refundQuantity = Given::whole($refundQuantity, 'refundQuantity');
        $this->unitPrice = Given::whole($unitPrice, 'unitPrice');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['merchantGoodsId', 'refundAmount', 'refundQuantity', 'unitPrice', 'goodsName', 'wechatpayGoodsId']);

        return new self(
            merchantGoodsId: Read::text($json['merchantGoodsId'] ?? null, 'merchantGoodsId'),
            refundAmount: Read::whole($json['refundAmount'] ?? null, 'refundAmount'),
            refundQuantity: Read::whole($json['refundQuantity'] ?? null, 'refundQuantity'),
            unitPrice: Read::whole($json['unitPrice'] ?? null, 'unitPrice'),
            goodsName: ($json['goodsName'] ?? null) === null ? null : Read::text($json['goodsName'] ?? null, 'goodsName'),
            wechatpayGoodsId: ($json['wechatpayGoodsId'] ?? null) === null ? null : Read::text($json['wechatpayGoodsId'] ?? null, 'wechatpayGoodsId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'merchantGoodsId' => $this->merchantGoodsId,
            'refundAmount' => $this->refundAmount,
            'refundQuantity' => $this->refundQuantity,
            'unitPrice' => $this->unitPrice,
            'goodsName' => $this->goodsName,
            'wechatpayGoodsId' => $this->wechatpayGoodsId,
        ]);
    }
}
