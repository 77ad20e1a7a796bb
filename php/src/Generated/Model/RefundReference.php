<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A refund that a message names, enough to query it. */
final class RefundReference extends Record
{
    public function __construct(
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** The merchant's number of the order. */
        public readonly string $outTradeNo,
        /** `v3`: ask `queryRefund`; `v2`: `queryV2Refund`. */
        public readonly \QqWxPay\Model\MessageVersion $version,
        /** The sub merchant's number, in partner use. */
        public readonly ?string $subMchid = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            version: Read::word($json['version'] ?? null, 'version', \QqWxPay\Model\MessageVersion::class),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'outRefundNo' => $this->outRefundNo,
            'outTradeNo' => $this->outTradeNo,
            'version' => $this->version,
            'subMchid' => $this->subMchid,
        ];
    }
}
