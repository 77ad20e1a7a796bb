<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A V2 refund. It needs the merchant certificate on the connection: `merchantCertificate` with
 * `merchantPrivateKey`, or `merchantP12`.
 *
 * `outRefundNo` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
 */
final class V2RefundRequest extends Record
{
    /** What goes back, fen, at least 1. Required. */
    public readonly int $refundFee;

    /** What the whole order cost, fen. Required. */
    public readonly int $totalFee;

    /**
     * @param int $refundFee
     * @param int $totalFee
     */
    public function __construct(
        /** The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required. */
        public readonly string $outRefundNo,
        /** What goes back, fen, at least 1. Required. */
        int|float $refundFee,
        /** What the whole order cost, fen. Required. */
        int|float $totalFee,
        /** Your own address for the notification of this refund; the configured one when left out. */
        public readonly ?string $notifyUrl = null,
        /** The merchant's number of the order. */
        public readonly ?string $outTradeNo = null,
        /** `REFUND_SOURCE_UNSETTLED_FUNDS` (WeChat Pay's default) or `REFUND_SOURCE_RECHARGE_FUNDS`. */
        public readonly ?string $refundAccount = null,
        /** Shown to the payer; up to 80 bytes of UTF-8. */
        public readonly ?string $refundDesc = null,
        /** `CNY`, also when left out. */
        public readonly ?string $refundFeeType = null,
        /** WeChat AppID of the sub merchant, for service providers. */
        public readonly ?string $subAppid = null,
        /** Number of the sub merchant, for service providers. */
        public readonly ?string $subMchId = null,
        /** WeChat Pay's number of the order. Exactly one of this and `outTradeNo`. */
        public readonly ?string $transactionId = null,
    ) {
        $this->refundFee = Given::whole($refundFee, 'refundFee');
        $this->totalFee = Given::whole($totalFee, 'totalFee');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outRefundNo', 'refundFee', 'totalFee', 'notifyUrl', 'outTradeNo', 'refundAccount', 'refundDesc', 'refundFeeType', 'subAppid', 'subMchId', 'transactionId']);

        return new self(
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            refundFee: Read::whole($json['refundFee'] ?? null, 'refundFee'),
            totalFee: Read::whole($json['totalFee'] ?? null, 'totalFee'),
            notifyUrl: ($json['notifyUrl'] ?? null) === null ? null : Read::text($json['notifyUrl'] ?? null, 'notifyUrl'),
            outTradeNo: ($json['outTradeNo'] ?? null) === null ? null : Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            refundAccount: ($json['refundAccount'] ?? null) === null ? null : Read::text($json['refundAccount'] ?? null, 'refundAccount'),
            refundDesc: ($json['refundDesc'] ?? null) === null ? null : Read::text($json['refundDesc'] ?? null, 'refundDesc'),
            refundFeeType: ($json['refundFeeType'] ?? null) === null ? null : Read::text($json['refundFeeType'] ?? null, 'refundFeeType'),
            subAppid: ($json['subAppid'] ?? null) === null ? null : Read::text($json['subAppid'] ?? null, 'subAppid'),
            subMchId: ($json['subMchId'] ?? null) === null ? null : Read::text($json['subMchId'] ?? null, 'subMchId'),
            transactionId: ($json['transactionId'] ?? null) === null ? null : Read::text($json['transactionId'] ?? null, 'transactionId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'outRefundNo' => $this->outRefundNo,
            'refundFee' => $this->refundFee,
            'totalFee' => $this->totalFee,
            'notifyUrl' => $this->notifyUrl,
            'outTradeNo' => $this->outTradeNo,
            'refundAccount' => $this->refundAccount,
            'refundDesc' => $this->refundDesc,
            'refundFeeType' => $this->refundFeeType,
            'subAppid' => $this->subAppid,
            'subMchId' => $this->subMchId,
            'transactionId' => $this->transactionId,
        ]);
    }
}
