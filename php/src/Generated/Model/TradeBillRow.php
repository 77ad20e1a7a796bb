<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A row of a trade bill. A column that the bill does not have, or leaves empty, is `null`.
 *
 * @property-read string|null $openid 用户标识: the payer's `openid`.
 * @property-read array<string, string> $other Columns that this version does not know, by their name in the bill.
 */
final class TradeBillRow extends Record
{
    use HidesFields;

    /**
     * @param array<string, string> $other
     */
    public function __construct(
        /** Columns that this version does not know, by their name in the bill. */
        #[\SensitiveParameter] array $other,
        /** 公众账号ID: WeChat AppID. */
        public readonly ?string $appid = null,
        /** 商户数据包: what the order carried. */
        public readonly ?string $attach = null,
        /** 付款银行: bank. */
        public readonly ?string $bankType = null,
        /** 代金券金额, older 代金券或立减优惠金额 or 企业红包金额: coupons, fen. */
        public readonly ?int $couponAmount = null,
        /** 充值券退款金额, older 代金券或立减优惠退款金额 or 企业红包退款金额: coupons that went back, fen. */
        public readonly ?int $couponRefundAmount = null,
        /** 货币种类: `CNY`. */
        public readonly ?string $currency = null,
        /** 商品名称: the order's description. */
        public readonly ?string $description = null,
        /** 设备号: device. */
        public readonly ?string $deviceId = null,
        /** 手续费: fee, fen; negative where it is given back. */
        public readonly ?int $fee = null,
        /** 费率: rate of the fee as text, `0.60%`. */
        public readonly ?string $feeRate = null,
        /** 费率备注: note on the rate. */
        public readonly ?string $feeRateNote = null,
        /** 商户号: merchant number. */
        public readonly ?string $mchid = null,
        /** 用户标识: the payer's `openid`. */
        #[\SensitiveParameter] ?string $openid = null,
        /** 订单金额: the order's whole amount, fen. Older bills do not have it. */
        public readonly ?int $orderAmount = null,
        /** 商户退款单号: the merchant's refund number; the bill's `0` is `null`. */
        public readonly ?string $outRefundNo = null,
        /** 商户订单号: the merchant's order number. */
        public readonly ?string $outTradeNo = null,
        /** 退款金额: what went back to the payer, fen. */
        public readonly ?int $refundAmount = null,
        /** 微信退款单号: WeChat Pay's refund number; the bill's `0` is `null`. */
        public readonly ?string $refundId = null,
        /** 退款申请时间: when the refund was asked for; bills of refunds only. */
        public readonly ?string $refundRequestTime = null,
        /** 退款状态. Bills also know `FAIL`, which no query and no notification has. */
        public readonly ?string $refundStatus = null,
        /** 退款成功时间: when the money went back; bills of refunds only. */
        public readonly ?string $refundSuccessTime = null,
        /** 退款类型: `ORIGINAL` and others. */
        public readonly ?string $refundType = null,
        /** 申请退款金额: the refund that was asked for, fen. Older bills do not have it. */
        public readonly ?int $requestedRefundAmount = null,
        /** 应结订单金额, older 总金额: the order less coupons that are not settled, fen. On a refund 0. */
        public readonly ?int $settlementAmount = null,
        /** 特约商户号, older 子商户号: sub merchant; the bill's `0` is `null`. */
        public readonly ?string $subMchid = null,
        /** 交易状态: `SUCCESS` on a payment, `REFUND` on a refund, `REVOKED`. */
        public readonly ?string $tradeState = null,
        /** 交易时间: when, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
        public readonly ?string $tradeTime = null,
        /** 交易类型: how the order was made. */
        public readonly ?string $tradeType = null,
        /** 微信订单号: WeChat Pay's order number. */
        public readonly ?string $transactionId = null,
    ) {
        $this->hidden = new Hidden([
            'openid' => $openid,
            'other' => $other,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            other: Read::dictionary($json['other'] ?? null, 'other', static fn (mixed $item): string => Read::text($item, '')),
            appid: ($json['appid'] ?? null) === null ? null : Read::text($json['appid'] ?? null, 'appid'),
            attach: ($json['attach'] ?? null) === null ? null : Read::text($json['attach'] ?? null, 'attach'),
            bankType: ($json['bankType'] ?? null) === null ? null : Read::text($json['bankType'] ?? null, 'bankType'),
            couponAmount: ($json['couponAmount'] ?? null) === null ? null : Read::whole($json['couponAmount'] ?? null, 'couponAmount'),
            couponRefundAmount: ($json['couponRefundAmount'] ?? null) === null ? null : Read::whole($json['couponRefundAmount'] ?? null, 'couponRefundAmount'),
            currency: ($json['currency'] ?? null) === null ? null : Read::text($json['currency'] ?? null, 'currency'),
            description: ($json['description'] ?? null) === null ? null : Read::text($json['description'] ?? null, 'description'),
            deviceId: ($json['deviceId'] ?? null) === null ? null : Read::text($json['deviceId'] ?? null, 'deviceId'),
            fee: ($json['fee'] ?? null) === null ? null : Read::whole($json['fee'] ?? null, 'fee'),
            feeRate: ($json['feeRate'] ?? null) === null ? null : Read::text($json['feeRate'] ?? null, 'feeRate'),
            feeRateNote: ($json['feeRateNote'] ?? null) === null ? null : Read::text($json['feeRateNote'] ?? null, 'feeRateNote'),
            mchid: ($json['mchid'] ?? null) === null ? null : Read::text($json['mchid'] ?? null, 'mchid'),
            openid: ($json['openid'] ?? null) === null ? null : Read::text($json['openid'] ?? null, 'openid'),
            orderAmount: ($json['orderAmount'] ?? null) === null ? null : Read::whole($json['orderAmount'] ?? null, 'orderAmount'),
            outRefundNo: ($json['outRefundNo'] ?? null) === null ? null : Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            outTradeNo: ($json['outTradeNo'] ?? null) === null ? null : Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            refundAmount: ($json['refundAmount'] ?? null) === null ? null : Read::whole($json['refundAmount'] ?? null, 'refundAmount'),
            refundId: ($json['refundId'] ?? null) === null ? null : Read::text($json['refundId'] ?? null, 'refundId'),
            refundRequestTime: ($json['refundRequestTime'] ?? null) === null ? null : Read::text($json['refundRequestTime'] ?? null, 'refundRequestTime'),
            refundStatus: ($json['refundStatus'] ?? null) === null ? null : Read::text($json['refundStatus'] ?? null, 'refundStatus'),
            refundSuccessTime: ($json['refundSuccessTime'] ?? null) === null ? null : Read::text($json['refundSuccessTime'] ?? null, 'refundSuccessTime'),
            refundType: ($json['refundType'] ?? null) === null ? null : Read::text($json['refundType'] ?? null, 'refundType'),
            requestedRefundAmount: ($json['requestedRefundAmount'] ?? null) === null ? null : Read::whole($json['requestedRefundAmount'] ?? null, 'requestedRefundAmount'),
            settlementAmount: ($json['settlementAmount'] ?? null) === null ? null : Read::whole($json['settlementAmount'] ?? null, 'settlementAmount'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
            tradeState: ($json['tradeState'] ?? null) === null ? null : Read::text($json['tradeState'] ?? null, 'tradeState'),
            tradeTime: ($json['tradeTime'] ?? null) === null ? null : Read::text($json['tradeTime'] ?? null, 'tradeTime'),
            tradeType: ($json['tradeType'] ?? null) === null ? null : Read::text($json['tradeType'] ?? null, 'tradeType'),
            transactionId: ($json['transactionId'] ?? null) === null ? null : Read::text($json['transactionId'] ?? null, 'transactionId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'other' => $this->other,
            'appid' => $this->appid,
            'attach' => $this->attach,
            'bankType' => $this->bankType,
            'couponAmount' => $this->couponAmount,
            'couponRefundAmount' => $this->couponRefundAmount,
            'currency' => $this->currency,
            'description' => $this->description,
            'deviceId' => $this->deviceId,
            'fee' => $this->fee,
            'feeRate' => $this->feeRate,
            'feeRateNote' => $this->feeRateNote,
            'mchid' => $this->mchid,
            'openid' => $this->openid,
            'orderAmount' => $this->orderAmount,
            'outRefundNo' => $this->outRefundNo,
            'outTradeNo' => $this->outTradeNo,
            'refundAmount' => $this->refundAmount,
            'refundId' => $this->refundId,
            'refundRequestTime' => $this->refundRequestTime,
            'refundStatus' => $this->refundStatus,
            'refundSuccessTime' => $this->refundSuccessTime,
            'refundType' => $this->refundType,
            'requestedRefundAmount' => $this->requestedRefundAmount,
            'settlementAmount' => $this->settlementAmount,
            'subMchid' => $this->subMchid,
            'tradeState' => $this->tradeState,
            'tradeTime' => $this->tradeTime,
            'tradeType' => $this->tradeType,
            'transactionId' => $this->transactionId,
        ];
    }
}
