<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\Placement;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;

/**
 * It can be paid now.
 *
 * @property-read string $h5Url The link that opens WeChat Pay.
 */
final class Placed extends \QqWxPay\Model\Placement
{
    use HidesFields;

    public readonly string $outcome;

    public function __construct(
        /** Unix seconds after which the link is dead; placing the identical order again gives a fresh one. */
        public readonly int $expiresAt,
        /** The link that opens WeChat Pay. */
        #[\SensitiveParameter] string $h5Url,
        /** The merchant's number of the order (of a combine order: `combineOutTradeNo`). */
        public readonly string $outTradeNo,
        /** Whether the reply carried WeChat Pay's signature and it was right. `false` means that only TLS vouches for it. */
        public readonly bool $verified,
        /** WeChat Pay's number of the prepared payment, V2 only; lives 2 hours. */
        public readonly ?string $prepayId = null,
        /** WeChat Pay's `Request-ID`, when it arrived. */
        public readonly ?string $requestId = null,
        /**
         * The arguments of `qq.requestWxPayment`; `null` for an order that went straight to WeChat Pay without a configured
         * `referer`; an order through QQ is refused without it.
         */
        public readonly ?\QqWxPay\Model\RequestPayment $requestPayment = null,
    ) {
        $this->outcome = 'placed';
        $this->hidden = new Hidden([
            'h5Url' => $h5Url,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            expiresAt: Read::whole($json['expiresAt'] ?? null, 'expiresAt'),
            h5Url: Read::text($json['h5Url'] ?? null, 'h5Url'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            verified: Read::truth($json['verified'] ?? null, 'verified'),
            prepayId: ($json['prepayId'] ?? null) === null ? null : Read::text($json['prepayId'] ?? null, 'prepayId'),
            requestId: ($json['requestId'] ?? null) === null ? null : Read::text($json['requestId'] ?? null, 'requestId'),
            requestPayment: ($json['requestPayment'] ?? null) === null ? null : \QqWxPay\Model\RequestPayment::fromArray(Read::map($json['requestPayment'] ?? null, 'requestPayment')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'outcome' => $this->outcome,
            'expiresAt' => $this->expiresAt,
            'h5Url' => $this->h5Url,
            'outTradeNo' => $this->outTradeNo,
            'verified' => $this->verified,
            'prepayId' => $this->prepayId,
            'requestId' => $this->requestId,
            'requestPayment' => $this->requestPayment,
        ];
    }
}
