<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An order to be closed over V2. */
final class CloseV2OrderRequest extends Record
{
    public function __construct(
        /** The merchant's order number. */
        public readonly string $outTradeNo,
        /** Number of the sub merchant, for service providers. */
        public readonly ?string $subMchId = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outTradeNo', 'subMchId']);

        return new self(
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            subMchId: ($json['subMchId'] ?? null) === null ? null : Read::text($json['subMchId'] ?? null, 'subMchId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'outTradeNo' => $this->outTradeNo,
            'subMchId' => $this->subMchId,
        ]);
    }
}
