<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A refund. */
final class RefundQuery extends Record
{
    public function __construct(
        /** The merchant's refund number. */
        public readonly string $outRefundNo,
        /** Number of the sub merchant, for service providers. */
        public readonly ?string $subMchid = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outRefundNo', 'subMchid']);

        return new self(
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'outRefundNo' => $this->outRefundNo,
            'subMchid' => $this->subMchid,
        ]);
    }
}
