<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** One part of a combine order that is closed. */
final class ClosedSubOrder extends Record
{
    public function __construct(
        /** Merchant number of this part. Required. */
        public readonly string $mchid,
        /** Number of this part. Required. */
        public readonly string $outTradeNo,
        /** The sub merchant's WeChat AppID, for service providers. */
        public readonly ?string $subAppid = null,
        /** The sub merchant's number, for service providers. */
        public readonly ?string $subMchid = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['mchid', 'outTradeNo', 'subAppid', 'subMchid']);

        return new self(
            mchid: Read::text($json['mchid'] ?? null, 'mchid'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            subAppid: ($json['subAppid'] ?? null) === null ? null : Read::text($json['subAppid'] ?? null, 'subAppid'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'mchid' => $this->mchid,
            'outTradeNo' => $this->outTradeNo,
            'subAppid' => $this->subAppid,
            'subMchid' => $this->subMchid,
        ]);
    }
}
