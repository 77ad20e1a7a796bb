<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A refund. That it was accepted does not mean that the money went back: look at `status`.
 *
 * @property-read string|null $raw The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification, which has its own.
 * @property-read string|null $userReceivedAccount Where the money went, in words.
 */
final class Refund extends Record
{
    use HidesFields;

    /**
     * @param list<\QqWxPay\Model\RefundPromotion> $promotionDetail
     */
    public function __construct(
        /** How much. */
        public readonly \QqWxPay\Model\RefundAmount $amount,
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** The merchant's number of the order. */
        public readonly string $outTradeNo,
        /** Discounts that go back. */
        public readonly array $promotionDetail,
        /** WeChat Pay's number of the refund. */
        public readonly string $refundId,
        /** Where the refund stands. */
        public readonly string $status,
        /** WeChat Pay's number of the order. */
        public readonly string $transactionId,
        /** Where the money goes: `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`. */
        public readonly ?string $channel = null,
        /** When the refund was taken, RFC 3339. */
        public readonly ?string $createTime = null,
        /** The account that the money is taken from. */
        public readonly ?string $fundsAccount = null,
        /**
         * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        #[\SensitiveParameter] ?string $raw = null,
        /** When the money went back, RFC 3339; only on success. */
        public readonly ?string $successTime = null,
        /** Where the money went, in words. */
        #[\SensitiveParameter] ?string $userReceivedAccount = null,
    ) {
        $this->hidden = new Hidden([
            'raw' => $raw,
            'userReceivedAccount' => $userReceivedAccount,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            amount: \QqWxPay\Model\RefundAmount::fromArray(Read::map($json['amount'] ?? null, 'amount')),
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            promotionDetail: Read::list($json['promotionDetail'] ?? null, 'promotionDetail', static fn (mixed $item): \QqWxPay\Model\RefundPromotion => \QqWxPay\Model\RefundPromotion::fromArray(Read::map($item, ''))),
            refundId: Read::text($json['refundId'] ?? null, 'refundId'),
            status: Read::text($json['status'] ?? null, 'status'),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
            channel: ($json['channel'] ?? null) === null ? null : Read::text($json['channel'] ?? null, 'channel'),
            createTime: ($json['createTime'] ?? null) === null ? null : Read::text($json['createTime'] ?? null, 'createTime'),
            fundsAccount: ($json['fundsAccount'] ?? null) === null ? null : Read::text($json['fundsAccount'] ?? null, 'fundsAccount'),
            raw: ($json['raw'] ?? null) === null ? null : Read::text($json['raw'] ?? null, 'raw'),
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
            'promotionDetail' => $this->promotionDetail,
            'refundId' => $this->refundId,
            'status' => $this->status,
            'transactionId' => $this->transactionId,
            'channel' => $this->channel,
            'createTime' => $this->createTime,
            'fundsAccount' => $this->fundsAccount,
            'raw' => $this->raw,
            'successTime' => $this->successTime,
            'userReceivedAccount' => $this->userReceivedAccount,
        ];
    }
}
