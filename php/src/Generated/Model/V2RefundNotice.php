<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * The end of a refund in V2. The message carries no signature, so it is believed only as far as
 * a refund query says the same.
 *
 * @property-read string|null $refundRecvAccout Where the money went (the wire spells it with one `n` less).
 */
final class V2RefundNotice extends Record
{
    use HidesFields;

    public function __construct(
        /** WeChat AppID. */
        public readonly string $appid,
        /** Merchant number. */
        public readonly string $mchId,
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** The merchant's number of the order. */
        public readonly string $outTradeNo,
        /** This refund, fen. */
        public readonly int $refundFee,
        /** WeChat Pay's number of the refund. */
        public readonly string $refundId,
        /** How it ended. */
        public readonly string $refundStatus,
        /** WeChat Pay's number of the order. */
        public readonly string $transactionId,
        /** The account that it was taken from. */
        public readonly ?string $refundAccount = null,
        /** Where the money went (the wire spells it with one `n` less). */
        #[\SensitiveParameter] ?string $refundRecvAccout = null,
        /** `API` or `VENDOR_PLATFORM`. */
        public readonly ?string $refundRequestSource = null,
        /** The same after coupons that are not settled, fen. */
        public readonly ?int $settlementRefundFee = null,
        /** The same after coupons that are not settled, fen. */
        public readonly ?int $settlementTotalFee = null,
        /** Sub merchant's WeChat AppID. */
        public readonly ?string $subAppid = null,
        /** Sub merchant's number. */
        public readonly ?string $subMchId = null,
        /** When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
        public readonly ?string $successTime = null,
        /** The order's amount, fen. */
        public readonly ?int $totalFee = null,
    ) {
        $this->hidden = new Hidden([
            'refundRecvAccout' => $refundRecvAccout,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            appid: Read::text($json['appid'] ?? null, 'appid'),
            mchId: Read::text($json['mchId'] ?? null, 'mchId'),
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            refundFee: Read::whole($json['refundFee'] ?? null, 'refundFee'),
            refundId: Read::text($json['refundId'] ?? null, 'refundId'),
            refundStatus: Read::text($json['refundStatus'] ?? null, 'refundStatus'),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
            refundAccount: ($json['refundAccount'] ?? null) === null ? null : Read::text($json['refundAccount'] ?? null, 'refundAccount'),
            refundRecvAccout: ($json['refundRecvAccout'] ?? null) === null ? null : Read::text($json['refundRecvAccout'] ?? null, 'refundRecvAccout'),
            refundRequestSource: ($json['refundRequestSource'] ?? null) === null ? null : Read::text($json['refundRequestSource'] ?? null, 'refundRequestSource'),
            settlementRefundFee: ($json['settlementRefundFee'] ?? null) === null ? null : Read::whole($json['settlementRefundFee'] ?? null, 'settlementRefundFee'),
            settlementTotalFee: ($json['settlementTotalFee'] ?? null) === null ? null : Read::whole($json['settlementTotalFee'] ?? null, 'settlementTotalFee'),
            subAppid: ($json['subAppid'] ?? null) === null ? null : Read::text($json['subAppid'] ?? null, 'subAppid'),
            subMchId: ($json['subMchId'] ?? null) === null ? null : Read::text($json['subMchId'] ?? null, 'subMchId'),
            successTime: ($json['successTime'] ?? null) === null ? null : Read::text($json['successTime'] ?? null, 'successTime'),
            totalFee: ($json['totalFee'] ?? null) === null ? null : Read::whole($json['totalFee'] ?? null, 'totalFee'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'appid' => $this->appid,
            'mchId' => $this->mchId,
            'outRefundNo' => $this->outRefundNo,
            'outTradeNo' => $this->outTradeNo,
            'refundFee' => $this->refundFee,
            'refundId' => $this->refundId,
            'refundStatus' => $this->refundStatus,
            'transactionId' => $this->transactionId,
            'refundAccount' => $this->refundAccount,
            'refundRecvAccout' => $this->refundRecvAccout,
            'refundRequestSource' => $this->refundRequestSource,
            'settlementRefundFee' => $this->settlementRefundFee,
            'settlementTotalFee' => $this->settlementTotalFee,
            'subAppid' => $this->subAppid,
            'subMchId' => $this->subMchId,
            'successTime' => $this->successTime,
            'totalFee' => $this->totalFee,
        ];
    }
}
