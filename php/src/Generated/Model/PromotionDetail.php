<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** One discount. */
final class PromotionDetail extends Record
{
    /**
     * @param list<\QqWxPay\Model\PromotionGoods> $goodsDetail
     */
    public function __construct(
        /** Goods that it was for. */
        public readonly array $goodsDetail,
        /** Discount, fen. */
        public readonly ?int $amount = null,
        /** Number of the coupon. */
        public readonly ?string $couponId = null,
        /** `CNY`. */
        public readonly ?string $currency = null,
        /** Part that the merchant gave, fen. */
        public readonly ?int $merchantContribute = null,
        /** Its name. */
        public readonly ?string $name = null,
        /** Part that others gave, fen. */
        public readonly ?int $otherContribute = null,
        /** `GLOBAL` or `SINGLE`. */
        public readonly ?string $scope = null,
        /** Number of the stock. */
        public readonly ?string $stockId = null,
        /** `CASH` or `NOCASH`. */
        public readonly ?string $type = null,
        /** Part that WeChat Pay gave, fen. */
        public readonly ?int $wechatpayContribute = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            goodsDetail: Read::list($json['goodsDetail'] ?? null, 'goodsDetail', static fn (mixed $item): \QqWxPay\Model\PromotionGoods => \QqWxPay\Model\PromotionGoods::fromArray(Read::map($item, ''))),
            amount: ($json['amount'] ?? null) === null ? null : Read::whole($json['amount'] ?? null, 'amount'),
            couponId: ($json['couponId'] ?? null) === null ? null : Read::text($json['couponId'] ?? null, 'couponId'),
            currency: ($json['currency'] ?? null) === null ? null : Read::text($json['currency'] ?? null, 'currency'),
            merchantContribute: ($json['merchantContribute'] ?? null) === null ? null : Read::whole($json['merchantContribute'] ?? null, 'merchantContribute'),
            name: ($json['name'] ?? null) === null ? null : Read::text($json['name'] ?? null, 'name'),
            otherContribute: ($json['otherContribute'] ?? null) === null ? null : Read::whole($json['otherContribute'] ?? null, 'otherContribute'),
            scope: ($json['scope'] ?? null) === null ? null : Read::text($json['scope'] ?? null, 'scope'),
            stockId: ($json['stockId'] ?? null) === null ? null : Read::text($json['stockId'] ?? null, 'stockId'),
            type: ($json['type'] ?? null) === null ? null : Read::text($json['type'] ?? null, 'type'),
            wechatpayContribute: ($json['wechatpayContribute'] ?? null) === null ? null : Read::whole($json['wechatpayContribute'] ?? null, 'wechatpayContribute'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'goodsDetail' => $this->goodsDetail,
            'amount' => $this->amount,
            'couponId' => $this->couponId,
            'currency' => $this->currency,
            'merchantContribute' => $this->merchantContribute,
            'name' => $this->name,
            'otherContribute' => $this->otherContribute,
            'scope' => $this->scope,
            'stockId' => $this->stockId,
            'type' => $this->type,
            'wechatpayContribute' => $this->wechatpayContribute,
        ];
    }
}
