<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A sharing or an unfreezing to ask for. */
final class ProfitSharingQuery extends Record
{
    public function __construct(
        /** The merchant's number of the sharing or unfreezing. Required. */
        public readonly string $outOrderNo,
        /** WeChat Pay's number of the order. Required. */
        public readonly string $transactionId,
        /** Number of the sub merchant that sold, for service providers. */
        public readonly ?string $subMchid = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outOrderNo', 'transactionId', 'subMchid']);

        return new self(
            outOrderNo: Read::text($json['outOrderNo'] ?? null, 'outOrderNo'),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'outOrderNo' => $this->outOrderNo,
            'transactionId' => $this->transactionId,
            'subMchid' => $this->subMchid,
        ]);
    }
}
