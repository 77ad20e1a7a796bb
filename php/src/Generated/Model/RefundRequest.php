<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A refund, whole or in part. It goes straight to WeChat Pay, also for orders that went through QQ.
 *
 * `outRefundNo` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
 */
final class RefundRequest extends Record
{
    /**
     * @param list<\QqWxPay\Model\RefundGoods>|null $goodsDetail
     */
    public function __construct(
        /** How much. Required. */
        public readonly \QqWxPay\Model\RefundRequestAmount $amount,
        /** The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required. */
        public readonly string $outRefundNo,
        /** The account that the money is taken from: `AVAILABLE` or `UNSETTLED`. */
        public readonly ?string $fundsAccount = null,
        /** The goods that come back. */
        public readonly ?array $goodsDetail = null,
        /** Your own address for the notification of this refund; the configured one when left out. */
        public readonly ?string $notifyUrl = null,
        /** The merchant's number of the order; of a combine order the number of the part. */
        public readonly ?string $outTradeNo = null,
        /** Shown to the payer; up to 80 bytes of UTF-8. */
        public readonly ?string $reason = null,
        /** Number of the sub merchant that sold, for service providers. */
        public readonly ?string $subMchid = null,
        /** WeChat Pay's number of the order. Exactly one of this and `outTradeNo`. */
        public readonly ?string $transactionId = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['amount', 'outRefundNo', 'fundsAccount', 'goodsDetail', 'notifyUrl', 'outTradeNo', 'reason', 'subMchid', 'transactionId']);

        return new self(
            amount: \QqWxPay\Model\RefundRequestAmount::fromArray(Read::map($json['amount'] ?? null, 'amount')),
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            fundsAccount: ($json['fundsAccount'] ?? null) === null ? null : Read::text($json['fundsAccount'] ?? null, 'fundsAccount'),
            goodsDetail: ($json['goodsDetail'] ?? null) === null ? null : Read::list($json['goodsDetail'] ?? null, 'goodsDetail', static fn (mixed $item): \QqWxPay\Model\RefundGoods => \QqWxPay\Model\RefundGoods::fromArray(Read::map($item, ''))),
            notifyUrl: ($json['notifyUrl'] ?? null) === null ? null : Read::text($json['notifyUrl'] ?? null, 'notifyUrl'),
            outTradeNo: ($json['outTradeNo'] ?? null) === null ? null : Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            reason: ($json['reason'] ?? null) === null ? null : Read::text($json['reason'] ?? null, 'reason'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
            transactionId: ($json['transactionId'] ?? null) === null ? null : Read::text($json['transactionId'] ?? null, 'transactionId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'amount' => $this->amount,
            'outRefundNo' => $this->outRefundNo,
            'fundsAccount' => $this->fundsAccount,
            'goodsDetail' => $this->goodsDetail,
            'notifyUrl' => $this->notifyUrl,
            'outTradeNo' => $this->outTradeNo,
            'reason' => $this->reason,
            'subMchid' => $this->subMchid,
            'transactionId' => $this->transactionId,
        ]);
    }
}
