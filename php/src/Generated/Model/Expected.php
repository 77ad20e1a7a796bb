<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * What your own stored order says: its number and its total, and whatever else you want compared. Every given value must be
 * equal.
 *
 * The order must be paid, whatever is given, and not refunded unless that is allowed.
 */
final class Expected extends Record
{
    /** The amount in fen (of a combine order: the sum of its parts), in `CNY`. */
    public readonly int $total;

    /**
     * @param list<\QqWxPay\Model\ExpectedPart>|null $parts
     * @param int $total
     */
    public function __construct(
        /** The order number (of a combine order: `combineOutTradeNo`). */
        public readonly string $outTradeNo,
        /** The amount in fen (of a combine order: the sum of its parts), in `CNY`. */
        int|float $total,
        /** Whether an order may have been refunded, in part or whole, after it was paid. */
        public readonly ?bool $allowRefunded = null,
        /** The WeChat AppID. */
        public readonly ?string $appid = null,
        /** The merchant number (in partner use: the sub merchant's; combine: the initiator's). */
        public readonly ?string $mchid = null,
        /** The parts of a combine order, all of them and in any order; not compared when empty. */
        public readonly ?array $parts = null,
    ) {
        $this->total = Given::whole($total, 'total');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outTradeNo', 'total', 'allowRefunded', 'appid', 'mchid', 'parts']);

        return new self(
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            total: Read::whole($json['total'] ?? null, 'total'),
            allowRefunded: ($json['allowRefunded'] ?? null) === null ? null : Read::truth($json['allowRefunded'] ?? null, 'allowRefunded'),
            appid: ($json['appid'] ?? null) === null ? null : Read::text($json['appid'] ?? null, 'appid'),
            mchid: ($json['mchid'] ?? null) === null ? null : Read::text($json['mchid'] ?? null, 'mchid'),
            parts: ($json['parts'] ?? null) === null ? null : Read::list($json['parts'] ?? null, 'parts', static fn (mixed $item): \QqWxPay\Model\ExpectedPart => \QqWxPay\Model\ExpectedPart::fromArray(Read::map($item, ''))),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'outTradeNo' => $this->outTradeNo,
            'total' => $this->total,
            'allowRefunded' => $this->allowRefunded,
            'appid' => $this->appid,
            'mchid' => $this->mchid,
            'parts' => $this->parts,
        ]);
    }
}
