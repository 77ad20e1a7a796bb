<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * The end of a refund.
 *
 * @property-read string|null $userReceivedAccount Where the money went.
 */
final class RefundNotice extends Record
{
    use HidesFields;

    public function __construct(
        /** How much. */
        public readonly \QqWxPay\Model\RefundNoticeAmount $amount,
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** The merchant's number of the order. */
        public readonly string $outTradeNo,
        /** WeChat Pay's number of the refund. */
        public readonly string $refundId,
        /** How it ended. */
        public readonly string $refundStatus,
        /** WeChat Pay's number of the order. */
        public readonly string $transactionId,
        /** Merchant number of a direct merchant. */
        public readonly ?string $mchid = null,
        /** Service provider's number, in partner use. */
        public readonly ?string $spMchid = null,
        /** Sub merchant's number, in partner use. */
        public readonly ?string $subMchid = null,
        /** When the money went back, RFC 3339; only on success. */
        public readonly ?string $successTime = null,
        /** Where the money went. */
        #[\SensitiveParameter] ?string $userReceivedAccount = null,
    ) {
        $this->hidden = new Hidden([
            'userReceivedAccount' => $userReceivedAccount,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            amount: \QqWxPay\Model\RefundNoticeAmount::fromArray(Read::map($json['amount'] ?? null, 'amount')),
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            refundId: Read::text($json['refundId'] ?? null, 'refundId'),
            refundStatus: Read::text($json['refundStatus'] ?? null, 'refundStatus'),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
            mchid: ($json['mchid'] ?? null) === null ? null : Read::text($json['mchid'] ?? null, 'mchid'),
            spMchid: ($json['spMchid'] ?? null) === null ? null : Read::text($json['spMchid'] ?? null, 'spMchid'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
            successTime: ($json['successTime'] ?? null) === null ? null : Read::text($json['successTime'] ?? null, 'successTime'),
            userReceivedAccount: ($json['userReceivedAccount'] ?? null) === null ? null : Read::text($json['userReceivedAccount'] ?? null, 'userReceivedAccount'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'amount' => $this->amount,
            'outRefundNo' => $this->outRefundNo,
            'outTradeNo' => $this->outTradeNo,
            'refundId' => $this->refundId,
            'refundStatus' => $this->refundStatus,
            'transactionId' => $this->transactionId,
            'mchid' => $this->mchid,
            'spMchid' => $this->spMchid,
            'subMchid' => $this->subMchid,
            'successTime' => $this->successTime,
            'userReceivedAccount' => $this->userReceivedAccount,
        ];
    }
}
