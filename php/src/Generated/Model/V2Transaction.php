<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * An order and its payment in V2. While it is not paid, most fields are absent.
 *
 * @property-read string|null $openid The payer's `openid`.
 * @property-read string|null $raw The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification, which has its own.
 * @property-read string|null $subOpenid The payer's `openid` under the sub merchant's AppID.
 */
final class V2Transaction extends Record
{
    use HidesFields;

    /**
     * @param list<\QqWxPay\Model\V2Coupon> $coupons
     */
    public function __construct(
        /** WeChat AppID. */
        public readonly string $appid,
        /** The coupons. */
        public readonly array $coupons,
        /** Merchant number. */
        public readonly string $mchId,
        /** The merchant's order number. */
        public readonly string $outTradeNo,
        /** Where the order stands. A notification of a payment counts as `SUCCESS`. */
        public readonly string $tradeState,
        /** What the order carried. */
        public readonly ?string $attach = null,
        /** Bank. */
        public readonly ?string $bankType = null,
        /** What the payer paid, fen. */
        public readonly ?int $cashFee = null,
        /** Currency that the payer paid in. */
        public readonly ?string $cashFeeType = null,
        /** What was consumed, fen; only in some ways of paying. */
        public readonly ?int $consumeFee = null,
        /** Sum of the coupons, fen. */
        public readonly ?int $couponFee = null,
        /** Goods detail of the order, JSON text. */
        public readonly ?string $detail = null,
        /** Device that the order named. */
        public readonly ?string $deviceInfo = null,
        /** `CNY`. */
        public readonly ?string $feeType = null,
        /** Whether the payer follows the account of the AppID: `Y` or `N`. */
        public readonly ?string $isSubscribe = null,
        /** The payer's `openid`. */
        #[\SensitiveParameter] ?string $openid = null,
        /** Discounts, JSON text. */
        public readonly ?string $promotionDetail = null,
        /**
         * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        #[\SensitiveParameter] ?string $raw = null,
        /** The amount after coupons that are not settled, fen. */
        public readonly ?int $settlementTotalFee = null,
        /** Sub merchant's WeChat AppID. */
        public readonly ?string $subAppid = null,
        /** The same as `isSubscribe` of the sub merchant's AppID. */
        public readonly ?string $subIsSubscribe = null,
        /** Sub merchant's number. */
        public readonly ?string $subMchId = null,
        /** The payer's `openid` under the sub merchant's AppID. */
        #[\SensitiveParameter] ?string $subOpenid = null,
        /** When it was paid, `yyyyMMddHHmmss` in Beijing time. */
        public readonly ?string $timeEnd = null,
        /** The order's amount, fen. */
        public readonly ?int $totalFee = null,
        /** The same in words; queries only. */
        public readonly ?string $tradeStateDesc = null,
        /** How the order was made. */
        public readonly ?string $tradeType = null,
        /** WeChat Pay's order number; only when paid. */
        public readonly ?string $transactionId = null,
    ) {
        $this->hidden = new Hidden([
            'openid' => $openid,
            'raw' => $raw,
            'subOpenid' => $subOpenid,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            appid: Read::text($json['appid'] ?? null, 'appid'),
            coupons: Read::list($json['coupons'] ?? null, 'coupons', static fn (mixed $item): \QqWxPay\Model\V2Coupon => \QqWxPay\Model\V2Coupon::fromArray(Read::map($item, ''))),
            mchId: Read::text($json['mchId'] ?? null, 'mchId'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            tradeState: Read::text($json['tradeState'] ?? null, 'tradeState'),
            attach: ($json['attach'] ?? null) === null ? null : Read::text($json['attach'] ?? null, 'attach'),
            bankType: ($json['bankType'] ?? null) === null ? null : Read::text($json['bankType'] ?? null, 'bankType'),
            cashFee: ($json['cashFee'] ?? null) === null ? null : Read::whole($json['cashFee'] ?? null, 'cashFee'),
            cashFeeType: ($json['cashFeeType'] ?? null) === null ? null : Read::text($json['cashFeeType'] ?? null, 'cashFeeType'),
            consumeFee: ($json['consumeFee'] ?? null) === null ? null : Read::whole($json['consumeFee'] ?? null, 'consumeFee'),
            couponFee: ($json['couponFee'] ?? null) === null ? null : Read::whole($json['couponFee'] ?? null, 'couponFee'),
            detail: ($json['detail'] ?? null) === null ? null : Read::text($json['detail'] ?? null, 'detail'),
            deviceInfo: ($json['deviceInfo'] ?? null) === null ? null : Read::text($json['deviceInfo'] ?? null, 'deviceInfo'),
            feeType: ($json['feeType'] ?? null) === null ? null : Read::text($json['feeType'] ?? null, 'feeType'),
            isSubscribe: ($json['isSubscribe'] ?? null) === null ? null : Read::text($json['isSubscribe'] ?? null, 'isSubscribe'),
            openid: ($json['openid'] ?? null) === null ? null : Read::text($json['openid'] ?? null, 'openid'),
            promotionDetail: ($json['promotionDetail'] ?? null) === null ? null : Read::text($json['promotionDetail'] ?? null, 'promotionDetail'),
            raw: ($json['raw'] ?? null) === null ? null : Read::text($json['raw'] ?? null, 'raw'),
            settlementTotalFee: ($json['settlementTotalFee'] ?? null) === null ? null : Read::whole($json['settlementTotalFee'] ?? null, 'settlementTotalFee'),
            subAppid: ($json['subAppid'] ?? null) === null ? null : Read::text($json['subAppid'] ?? null, 'subAppid'),
            subIsSubscribe: ($json['subIsSubscribe'] ?? null) === null ? null : Read::text($json['subIsSubscribe'] ?? null, 'subIsSubscribe'),
            subMchId: ($json['subMchId'] ?? null) === null ? null : Read::text($json['subMchId'] ?? null, 'subMchId'),
            subOpenid: ($json['subOpenid'] ?? null) === null ? null : Read::text($json['subOpenid'] ?? null, 'subOpenid'),
            timeEnd: ($json['timeEnd'] ?? null) === null ? null : Read::text($json['timeEnd'] ?? null, 'timeEnd'),
            totalFee: ($json['totalFee'] ?? null) === null ? null : Read::whole($json['totalFee'] ?? null, 'totalFee'),
            tradeStateDesc: ($json['tradeStateDesc'] ?? null) === null ? null : Read::text($json['tradeStateDesc'] ?? null, 'tradeStateDesc'),
            tradeType: ($json['tradeType'] ?? null) === null ? null : Read::text($json['tradeType'] ?? null, 'tradeType'),
            transactionId: ($json['transactionId'] ?? null) === null ? null : Read::text($json['transactionId'] ?? null, 'transactionId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'appid' => $this->appid,
            'coupons' => $this->coupons,
            'mchId' => $this->mchId,
            'outTradeNo' => $this->outTradeNo,
            'tradeState' => $this->tradeState,
            'attach' => $this->attach,
            'bankType' => $this->bankType,
            'cashFee' => $this->cashFee,
            'cashFeeType' => $this->cashFeeType,
            'consumeFee' => $this->consumeFee,
            'couponFee' => $this->couponFee,
            'detail' => $this->detail,
            'deviceInfo' => $this->deviceInfo,
            'feeType' => $this->feeType,
            'isSubscribe' => $this->isSubscribe,
            'openid' => $this->openid,
            'promotionDetail' => $this->promotionDetail,
            'raw' => $this->raw,
            'settlementTotalFee' => $this->settlementTotalFee,
            'subAppid' => $this->subAppid,
            'subIsSubscribe' => $this->subIsSubscribe,
            'subMchId' => $this->subMchId,
            'subOpenid' => $this->subOpenid,
            'timeEnd' => $this->timeEnd,
            'totalFee' => $this->totalFee,
            'tradeStateDesc' => $this->tradeStateDesc,
            'tradeType' => $this->tradeType,
            'transactionId' => $this->transactionId,
        ];
    }
}
