<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A bill that was read to its end. */
final class FinishedFundFlowSummary extends Record
{
    public function __construct(
        /** Size of the uncompressed file in bytes. */
        public readonly int $bytes,
        /** How many rows were read. */
        public readonly int $rows,
        /** The totals at the end of the bill. */
        public readonly \QqWxPay\Model\FundFlowSummary $summary,
        /**
         * Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
         * for the rows. A digest that does not fit is an error, never a result.
         */
        public readonly bool $verified,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            bytes: Read::whole($json['bytes'] ?? null, 'bytes'),
            rows: Read::whole($json['rows'] ?? null, 'rows'),
            summary: \QqWxPay\Model\FundFlowSummary::fromArray(Read::map($json['summary'] ?? null, 'summary')),
            verified: Read::truth($json['verified'] ?? null, 'verified'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'bytes' => $this->bytes,
            'rows' => $this->rows,
            'summary' => $this->summary,
            'verified' => $this->verified,
        ];
    }
}
