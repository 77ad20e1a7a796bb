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
        /** What the payer paid in cash, fen. */
        public readonly ?int $cashFee = null,
        /** What goes back in cash, fen. */
        public readonly ?int $cashRefundFee = null,
        /** What goes back in coupons, fen. */
        public readonly ?int $couponRefundFee = null,
        /** The coupons that go back. */
        public readonly array $coupons,
        /** `CNY`. */
        public readonly ?string $feeType = null,
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** The merchant's number of the order. */
        public readonly string $outTradeNo,
        /**
         * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        #[\SensitiveParameter] ?string $raw = null,
        /** This refund, fen. */
        public readonly int $refundFee,
        /** WeChat Pay's number of the refund. */
        public readonly string $refundId,
        /** The same without coupons that are not settled, fen. */
        public readonly ?int $settlementRefundFee = null,
        /** The same without coupons that are not settled, fen. */
        public readonly ?int $settlementTotalFee = null,
        /** The order's amount, fen. Replies may leave it out. */
        public readonly ?int $totalFee = null,
        /** WeChat Pay's number of the order. */
        public readonly string $transactionId,
    ) {
        $this->hidden = new Hidden([
            'raw' => $raw,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            cashFee: ($json['cashFee'] ?? null) === null ? null : Read::whole($json['cashFee'] ?? null, 'cashFee'),
            cashRefundFee: ($json['cashRefundFee'] ?? null) === null ? null : Read::whole($json['cashRefundFee'] ?? null, 'cashRefundFee'),
            couponRefundFee: ($json['couponRefundFee'] ?? null) === null ? null : Read::whole($json['couponRefundFee'] ?? null, 'couponRefundFee'),
            coupons: Read::list($json['coupons'] ?? null, 'coupons', static fn (mixed $item): \QqWxPay\Model\V2RefundCoupon => \QqWxPay\Model\V2RefundCoupon::fromArray(Read::map($item, ''))),
            feeType: ($json['feeType'] ?? null) === null ? null : Read::text($json['feeType'] ?? null, 'feeType'),
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            raw: ($json['raw'] ?? null) === null ? null : Read::text($json['raw'] ?? null, 'raw'),
            refundFee: Read::whole($json['refundFee'] ?? null, 'refundFee'),
            refundId: Read::text($json['refundId'] ?? null, 'refundId'),
            settlementRefundFee: ($json['settlementRefundFee'] ?? null) === null ? null : Read::whole($json['settlementRefundFee'] ?? null, 'settlementRefundFee'),
            settlementTotalFee: ($json['settlementTotalFee'] ?? null) === null ? null : Read::whole($json['settlementTotalFee'] ?? null, 'settlementTotalFee'),
            totalFee: ($json['totalFee'] ?? null) === null ? null : Read::whole($json['totalFee'] ?? null, 'totalFee'),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'cashFee' => $this->cashFee,
            'cashRefundFee' => $this->cashRefundFee,
            'couponRefundFee' => $this->couponRefundFee,
            'coupons' => $this->coupons,
            'feeType' => $this->feeType,
            'outRefundNo' => $this->outRefundNo,
            'outTradeNo' => $this->outTradeNo,
            'raw' => $this->raw,
            'refundFee' => $this->refundFee,
            'refundId' => $this->refundId,
            'settlementRefundFee' => $this->settlementRefundFee,
            'settlementTotalFee' => $this->settlementTotalFee,
            'totalFee' => $this->totalFee,
            'transactionId' => $this->transactionId,
        ];
    }
}
