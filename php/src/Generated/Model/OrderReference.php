<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An order that a message names, enough to query it. */
final class OrderReference extends Record
{
    public function __construct(
        /** How it is asked for. */
        public readonly \QqWxPay\Model\OrderFamily $family,
        /** The merchant's order number (of a combine order `combineOutTradeNo`). */
        public readonly string $outTradeNo,
        /** The sub merchant's number, in partner use. */
        public readonly ?string $subMchid = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            family: Read::word($json['family'] ?? null, 'family', \QqWxPay\Model\OrderFamily::class),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'family' => $this->family,
            'outTradeNo' => $this->outTradeNo,
            'subMchid' => $this->subMchid,
        ];
    }
}
