<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** The closing of a combine order, with exactly the parts that it has. */
final class CloseCombineOrderRequest extends Record
{
    /**
     * @param list<\QqWxPay\Model\ClosedSubOrder> $subOrders
     */
    public function __construct(
        /** Number of the whole. Required. */
        public readonly string $combineOutTradeNo,
        /** Every part of the order. Required. */
        public readonly array $subOrders,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['combineOutTradeNo', 'subOrders']);

        return new self(
            combineOutTradeNo: Read::text($json['combineOutTradeNo'] ?? null, 'combineOutTradeNo'),
            subOrders: Read::list($json['subOrders'] ?? null, 'subOrders', static fn (mixed $item): \QqWxPay\Model\ClosedSubOrder => \QqWxPay\Model\ClosedSubOrder::fromArray(Read::map($item, ''))),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'combineOutTradeNo' => $this->combineOutTradeNo,
            'subOrders' => $this->subOrders,
        ]);
    }
}
