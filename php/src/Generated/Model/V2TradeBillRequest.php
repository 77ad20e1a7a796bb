<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Which trade bill is wanted over V2. V2 gives no digest: nothing proves that such a bill is whole and genuine. */
final class V2TradeBillRequest extends Record
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
        /** One sub merchant, for service providers. */
        public readonly ?string $subMchId = null,
    ) {
        $this->billDate = Given::day($billDate, 'billDate');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['billDate', 'billType', 'gzip', 'subMchId']);

        return new self(
            billDate: Read::text($json['billDate'] ?? null, 'billDate'),
            billType: ($json['billType'] ?? null) === null ? null : Read::word($json['billType'] ?? null, 'billType', \QqWxPay\Model\TradeBillType::class),
            gzip: ($json['gzip'] ?? null) === null ? null : Read::truth($json['gzip'] ?? null, 'gzip'),
            subMchId: ($json['subMchId'] ?? null) === null ? null : Read::text($json['subMchId'] ?? null, 'subMchId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'billDate' => $this->billDate,
            'billType' => $this->billType,
            'gzip' => $this->gzip,
            'subMchId' => $this->subMchId,
        ]);
    }
}
