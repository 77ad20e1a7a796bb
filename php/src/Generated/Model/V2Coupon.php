<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** One coupon of a payment. */
final class V2Coupon extends Record
{
    public function __construct(
        /** Its value, fen. */
        public readonly ?int $couponFee = null,
        /** Number of the coupon. */
        public readonly ?string $couponId = null,
        /** `CASH` or `NO_CASH`. */
        public readonly ?string $couponType = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            couponFee: ($json['couponFee'] ?? null) === null ? null : Read::whole($json['couponFee'] ?? null, 'couponFee'),
            couponId: ($json['couponId'] ?? null) === null ? null : Read::text($json['couponId'] ?? null, 'couponId'),
            couponType: ($json['couponType'] ?? null) === null ? null : Read::text($json['couponType'] ?? null, 'couponType'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'couponFee' => $this->couponFee,
            'couponId' => $this->couponId,
            'couponType' => $this->couponType,
        ];
    }
}
