<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenOrderReport;

use QqWxPay\Internal\Read;

/**
 * The row is wrong (also: it is paid, but not what the row says), or WeChat Pay refused the question for good. Correct what the error
 * names.
 */
final class Refused extends \QqWxPay\Model\OpenOrderReport
{
    public readonly string $result;

    public function __construct(
        /** Why. */
        public readonly \QqWxPay\Exception\QqWxPayException $error,
        /** The order. */
        public readonly \QqWxPay\Model\OrderReference $order,
        /** Which row of the list, from 0. */
        public readonly int $row,
    ) {
        $this->result = 'refused';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            error: \QqWxPay\Exception\QqWxPayException::fromArray(Read::map($json['error'] ?? null, 'error')),
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            row: Read::whole($json['row'] ?? null, 'row'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'result' => $this->result,
            'error' => $this->error,
            'order' => $this->order,
            'row' => $this->row,
        ];
    }
}
