<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * The totals at the end of a fund flow bill. A column that the bill does not have is `null`.
 *
 * @property-read array<string, string> $other Columns that this version does not know, by their name in the bill.
 */
final class FundFlowSummary extends Record
{
    use HidesFields;

    /**
     * @param array<string, string> $other
     */
    public function __construct(
        /** Columns that this version does not know, by their name in the bill. */
        #[\SensitiveParameter] array $other,
        /** 资金流水总笔数: number of movements. */
        public readonly ?int $count = null,
        /** 支出金额: sum of what went out, fen. */
        public readonly ?int $expenseAmount = null,
        /** 支出笔数: how many went out. */
        public readonly ?int $expenseCount = null,
        /** 收入金额: sum of what came in, fen. */
        public readonly ?int $incomeAmount = null,
        /** 收入笔数: how many came in. */
        public readonly ?int $incomeCount = null,
    ) {
        $this->hidden = new Hidden([
            'other' => $other,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            other: Read::dictionary($json['other'] ?? null, 'other', static fn (mixed $item): string => Read::text($item, '')),
            count: ($json['count'] ?? null) === null ? null : Read::whole($json['count'] ?? null, 'count'),
            expenseAmount: ($json['expenseAmount'] ?? null) === null ? null : Read::whole($json['expenseAmount'] ?? null, 'expenseAmount'),
            expenseCount: ($json['expenseCount'] ?? null) === null ? null : Read::whole($json['expenseCount'] ?? null, 'expenseCount'),
            incomeAmount: ($json['incomeAmount'] ?? null) === null ? null : Read::whole($json['incomeAmount'] ?? null, 'incomeAmount'),
            incomeCount: ($json['incomeCount'] ?? null) === null ? null : Read::whole($json['incomeCount'] ?? null, 'incomeCount'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'other' => $this->other,
            'count' => $this->count,
            'expenseAmount' => $this->expenseAmount,
            'expenseCount' => $this->expenseCount,
            'incomeAmount' => $this->incomeAmount,
            'incomeCount' => $this->incomeCount,
        ];
    }
}
