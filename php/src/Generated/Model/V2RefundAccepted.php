<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A V2 refund that was taken. The money has not gone back yet: ask with a refund query.
 *
 * @property-read string|null $raw The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification, which has its own.
 */
final class V2RefundAccepted extends Record
{
    use HidesFields;

    /**
     * @param list<\QqWxPay\Model\V2RefundCoupon> $coupons
     */
    public function __construct(
        /** The coupons that go back. */
        public readonly array $coupons,
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** The merchant's number of the order. */
        public readonly string $outTradeNo,
        /** This refund, fen. */
        public readonly int $refundFee,
        /** WeChat Pay's number of the refund. */
        public readonly string $refundId,
        /** WeChat Pay's number of the order. */
        public readonly string $transactionId,
        /** What the payer paid in cash, fen. */
        public readonly ?int $cashFee = null,
        /** What goes back in cash, fen. */
        public readonly ?int $cashRefundFee = null,
        /** What goes back in coupons, fen. */
        public readonly ?int $couponRefundFee = null,
        /** `CNY`. */
        public readonly ?string $feeType = null,
        /**
         * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        #[\SensitiveParameter] ?string $raw = null,
        /** The same without coupons that are not settled, fen. */
        public readonly ?int $settlementRefundFee = null,
        /** The same without coupons that are not settled, fen. */
        public readonly ?int $settlementTotalFee = null,
        /** The order's amount, fen. Replies may leave it out. */
        public readonly ?int $totalFee = null,
    ) {
        $this->hidden = new Hidden([
            'raw' => $raw,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            coupons: Read::list($json['coupons'] ?? null, 'coupons', static fn (mixed $item): \QqWxPay\Model\V2RefundCoupon => \QqWxPay\Model\V2RefundCoupon::fromArray(Read::map($item, ''))),
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            refundFee: Read::whole($json['refundFee'] ?? null, 'refundFee'),
            refundId: Read::text($json['refundId'] ?? null, 'refundId'),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
            cashFee: ($json['cashFee'] ?? null) === null ? null : Read::whole($json['cashFee'] ?? null, 'cashFee'),
            cashRefundFee: ($json['cashRefundFee'] ?? null) === null ? null : Read::whole($json['cashRefundFee'] ?? null, 'cashRefundFee'),
            couponRefundFee: ($json['couponRefundFee'] ?? null) === null ? null : Read::whole($json['couponRefundFee'] ?? null, 'couponRefundFee'),
            feeType: ($json['feeType'] ?? null) === null ? null : Read::text($json['feeType'] ?? null, 'feeType'),
            raw: ($json['raw'] ?? null) === null ? null : Read::text($json['raw'] ?? null, 'raw'),
            settlementRefundFee: ($json['settlementRefundFee'] ?? null) === null ? null : Read::whole($json['settlementRefundFee'] ?? null, 'settlementRefundFee'),
            settlementTotalFee: ($json['settlementTotalFee'] ?? null) === null ? null : Read::whole($json['settlementTotalFee'] ?? null, 'settlementTotalFee'),
            totalFee: ($json['totalFee'] ?? null) === null ? null : Read::whole($json['totalFee'] ?? null, 'totalFee'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'coupons' => $this->coupons,
            'outRefundNo' => $this->outRefundNo,
            'outTradeNo' => $this->outTradeNo,
            'refundFee' => $this->refundFee,
            'refundId' => $this->refundId,
            'transactionId' => $this->transactionId,
            'cashFee' => $this->cashFee,
            'cashRefundFee' => $this->cashRefundFee,
            'couponRefundFee' => $this->couponRefundFee,
            'feeType' => $this->feeType,
            'raw' => $this->raw,
            'settlementRefundFee' => $this->settlementRefundFee,
            'settlementTotalFee' => $this->settlementTotalFee,
            'totalFee' => $this->totalFee,
        ];
    }
}
