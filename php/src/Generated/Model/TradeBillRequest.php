<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Which trade bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back. */
final class TradeBillRequest extends Record
{
    /** The day in Beijing: `2026-06-08` or `20260608`. Required. */
    public readonly string $billDate;

    public function __construct(
        /** The day in Beijing: `2026-06-08` or `20260608`. Required. */
        string|\DateTimeInterface $billDate,
        /** Which transactions; all of them when left out. */
        public readonly ?\QqWxPay\Model\TradeBillType $billType = null,
        /** Whether the file travels compressed; the rows are the same. */
        public readonly ?bool $gzip = null,
        /** One sub merchant, for service providers; all of them when left out. */
        public readonly ?string $subMchid = null,
    ) {
        $this->billDate = Given::day($billDate, 'billDate');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['billDate', 'billType', 'gzip', 'subMchid']);

        return new self(
            billDate: Read::text($json['billDate'] ?? null, 'billDate'),
            billType: ($json['billType'] ?? null) === null ? null : Read::word($json['billType'] ?? null, 'billType', \QqWxPay\Model\TradeBillType::class),
            gzip: ($json['gzip'] ?? null) === null ? null : Read::truth($json['gzip'] ?? null, 'gzip'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'billDate' => $this->billDate,
            'billType' => $this->billType,
            'gzip' => $this->gzip,
            'subMchid' => $this->subMchid,
        ]);
    }
}
