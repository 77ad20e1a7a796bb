<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** One kind of goods of an order. */
final class GoodsDetail extends Record
{
    /** How many, at least 1. Required. */
    public readonly int $quantity;

    /** Price of one, fen. Required. */
    public readonly int $unitPrice;

    /**
     * @param int $quantity
     * @param int $unitPrice
     */
    public function __construct(
        /** The merchant's number of the goods, up to 32 of letters, digits, `-`, `_`. Required. */
        public readonly string $merchantGoodsId,
        /** How many, at least 1. Required. */
        int|float $quantity,
        /** Price of one, fen. Required. */
        int|float $unitPrice,
        /** Name, up to 256 bytes of UTF-8. */
        public readonly ?string $goodsName = null,
        /** WeChat Pay's number of the goods, up to 32 bytes of UTF-8. */
        public readonly ?string $wechatpayGoodsId = null,
    ) {
        $this->quantity = Given::whole($quantity, 'quantity');
        $this->unitPrice = Given::whole($unitPrice, 'unitPrice');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['merchantGoodsId', 'quantity', 'unitPrice', 'goodsName', 'wechatpayGoodsId']);

        return new self(
            merchantGoodsId: Read::text($json['merchantGoodsId'] ?? null, 'merchantGoodsId'),
            quantity: Read::whole($json['quantity'] ?? null, 'quantity'),
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
            'quantity' => $this->quantity,
            'unitPrice' => $this->unitPrice,
            'goodsName' => $this->goodsName,
            'wechatpayGoodsId' => $this->wechatpayGoodsId,
        ]);
    }
}
