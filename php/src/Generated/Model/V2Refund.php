<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * One refund.
 *
 * @property-read string|null $refundRecvAccout Where the money went (the wire spells it with one `n` less).
 */
final class V2Refund extends Record
{
    use HidesFields;

    /**
     * @param list<\QqWxPay\Model\V2RefundCoupon> $coupons
     */
    public function __construct(
        /** The coupons that went back. */
        public readonly array $coupons,
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** This refund, fen. */
        public readonly int $refundFee,
        /** WeChat Pay's number of the refund. */
        public readonly string $refundId,
        /** Where the refund stands. */
        public readonly string $refundStatus,
        /** What went back in coupons, fen. */
        public readonly ?int $couponRefundFee = null,
        /** The account that it was taken from. */
        public readonly ?string $refundAccount = null,
        /** `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`. */
        public readonly ?string $refundChannel = null,
        /** Where the money went (the wire spells it with one `n` less). */
        #[\SensitiveParameter] ?string $refundRecvAccout = null,
        /** When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
        public readonly ?string $refundSuccessTime = null,
        /** The same without coupons that are not settled, fen. */
        public readonly ?int $settlementRefundFee = null,
    ) {
        $this->hidden = new Hidden([
            'refundRecvAccout' => $refundRecvAccout,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            coupons: Read::list($json['coupons'] ?? null, 'coupons', static fn (mixed $item): \QqWxPay\Model\V2RefundCoupon => \QqWxPay\Model\V2RefundCoupon::fromArray(Read::map($item, ''))),
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            refundFee: Read::whole($json['refundFee'] ?? null, 'refundFee'),
            refundId: Read::text($json['refundId'] ?? null, 'refundId'),
            refundStatus: Read::text($json['refundStatus'] ?? null, 'refundStatus'),
            couponRefundFee: ($json['couponRefundFee'] ?? null) === null ? null : Read::whole($json['couponRefundFee'] ?? null, 'couponRefundFee'),
            refundAccount: ($json['refundAccount'] ?? null) === null ? null : Read::text($json['refundAccount'] ?? null, 'refundAccount'),
            refundChannel: ($json['refundChannel'] ?? null) === null ? null : Read::text($json['refundChannel'] ?? null, 'refundChannel'),
            refundRecvAccout: ($json['refundRecvAccout'] ?? null) === null ? null : Read::text($json['refundRecvAccout'] ?? null, 'refundRecvAccout'),
            refundSuccessTime: ($json['refundSuccessTime'] ?? null) === null ? null : Read::text($json['refundSuccessTime'] ?? null, 'refundSuccessTime'),
            settlementRefundFee: ($json['settlementRefundFee'] ?? null) === null ? null : Read::whole($json['settlementRefundFee'] ?? null, 'settlementRefundFee'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'coupons' => $this->coupons,
            'outRefundNo' => $this->outRefundNo,
            'refundFee' => $this->refundFee,
            'refundId' => $this->refundId,
            'refundStatus' => $this->refundStatus,
            'couponRefundFee' => $this->couponRefundFee,
            'refundAccount' => $this->refundAccount,
            'refundChannel' => $this->refundChannel,
            'refundRecvAccout' => $this->refundRecvAccout,
            'refundSuccessTime' => $this->refundSuccessTime,
            'settlementRefundFee' => $this->settlementRefundFee,
        ];
    }
}
