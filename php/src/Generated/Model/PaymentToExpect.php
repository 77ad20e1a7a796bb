<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A payment, and what your own order says. */
final class PaymentToExpect extends Record
{
    public function __construct(
        /** What your own stored order says. */
        public readonly \QqWxPay\Model\Expected $expected,
        /** The order as a query or `confirmOrder` found it. */
        public readonly \QqWxPay\Model\FoundOrder $found,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['expected', 'found']);

        return new self(
            expected: \QqWxPay\Model\Expected::fromArray(Read::map($json['expected'] ?? null, 'expected')),
            found: \QqWxPay\Model\FoundOrder::fromArray(Read::map($json['found'] ?? null, 'found')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'expected' => $this->expected,
            'found' => $this->found,
        ]);
    }
}
