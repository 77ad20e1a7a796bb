<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** One coupon of a refund. */
final class V2RefundCoupon extends Record
{
    public function __construct(
        /** What goes back of it, fen. */
        public readonly ?int $couponRefundFee = null,
        /** Number of the coupon. */
        public readonly ?string $couponRefundId = null,
        /** `CASH` or `NO_CASH`. */
        public readonly ?string $couponType = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            couponRefundFee: ($json['couponRefundFee'] ?? null) === null ? null : Read::whole($json['couponRefundFee'] ?? null, 'couponRefundFee'),
            couponRefundId: ($json['couponRefundId'] ?? null) === null ? null : Read::text($json['couponRefundId'] ?? null, 'couponRefundId'),
            couponType: ($json['couponType'] ?? null) === null ? null : Read::text($json['couponType'] ?? null, 'couponType'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'couponRefundFee' => $this->couponRefundFee,
            'couponRefundId' => $this->couponRefundId,
            'couponType' => $this->couponType,
        ];
    }
}
