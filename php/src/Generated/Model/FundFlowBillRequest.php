<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Which fund flow bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back. */
final class FundFlowBillRequest extends Record
{
    /** The day in Beijing: `2026-06-08` or `20260608`. Required. */
    public readonly string $billDate;

    public function __construct(
        /** The day in Beijing: `2026-06-08` or `20260608`. Required. */
        string|\DateTimeInterface $billDate,
        /** Which account; the basic one when left out. */
        public readonly ?\QqWxPay\Model\FundAccount $accountType = null,
        /** Whether the file travels compressed; the rows are the same. */
        public readonly ?bool $gzip = null,
    ) {
        $this->billDate = Given::day($billDate, 'billDate');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['billDate', 'accountType', 'gzip']);

        return new self(
            billDate: Read::text($json['billDate'] ?? null, 'billDate'),
            accountType: ($json['accountType'] ?? null) === null ? null : Read::word($json['accountType'] ?? null, 'accountType', \QqWxPay\Model\FundAccount::class),
            gzip: ($json['gzip'] ?? null) === null ? null : Read::truth($json['gzip'] ?? null, 'gzip'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'billDate' => $this->billDate,
            'accountType' => $this->accountType,
            'gzip' => $this->gzip,
        ]);
    }
}
