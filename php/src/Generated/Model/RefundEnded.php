<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\FromNotification;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A refund that has ended, made over V3, V2 or in the merchant console. */
final class RefundEnded extends Record
{
    use FromNotification;

    public function __construct(
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** The merchant's number of the order. */
        public readonly string $outTradeNo,
        /** This refund, in fen. */
        public readonly int $refund,
        /** WeChat Pay's number of the refund. */
        public readonly string $refundId,
        /**
         * Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
         * cannot rule it out.
         */
        public readonly bool $repeat,
        /** How it ended. */
        public readonly \QqWxPay\Model\RefundEnd $status,
        /** WeChat Pay's number of the payment. */
        public readonly string $transactionId,
        /** Which protocol told it. */
        public readonly \QqWxPay\Model\MessageVersion $version,
        /** WeChat Pay's number of the notification (V3). */
        public readonly ?string $id = null,
        /** The sub merchant's number, in partner use. */
        public readonly ?string $subMchid = null,
        /** When the money went back: RFC 3339, in V2 `yyyy-MM-dd HH:mm:ss` in Beijing time; only on success. */
        public readonly ?string $successTime = null,
        /** The order's amount, in fen; V2 may leave it out. */
        public readonly ?int $total = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            refund: Read::whole($json['refund'] ?? null, 'refund'),
            refundId: Read::text($json['refundId'] ?? null, 'refundId'),
            repeat: Read::truth($json['repeat'] ?? null, 'repeat'),
            status: Read::word($json['status'] ?? null, 'status', \QqWxPay\Model\RefundEnd::class),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
            version: Read::word($json['version'] ?? null, 'version', \QqWxPay\Model\MessageVersion::class),
            id: ($json['id'] ?? null) === null ? null : Read::text($json['id'] ?? null, 'id'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
            successTime: ($json['successTime'] ?? null) === null ? null : Read::text($json['successTime'] ?? null, 'successTime'),
            total: ($json['total'] ?? null) === null ? null : Read::whole($json['total'] ?? null, 'total'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'outRefundNo' => $this->outRefundNo,
            'outTradeNo' => $this->outTradeNo,
            'refund' => $this->refund,
            'refundId' => $this->refundId,
            'repeat' => $this->repeat,
            'status' => $this->status,
            'transactionId' => $this->transactionId,
            'version' => $this->version,
            'id' => $this->id,
            'subMchid' => $this->subMchid,
            'successTime' => $this->successTime,
            'total' => $this->total,
        ];
    }
}
