<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An order that is not paid yet, as your own database has it. */
final class OpenOrder extends Record
{
    /** When it was placed: RFC 3339 with its offset, or Unix seconds in digits. */
    public readonly string $placedAt;

    /** What it costs, in fen (of a combine order the sum of its parts): a payment of another amount is not reported as paid. */
    public readonly int $total;

    /**
     * When it was last asked for, in the same form, if you keep that; it makes the questions fewer, and none is missed when a run falls
     * out.
     */
    public readonly ?string $askedAt;

    /**
     * @param int $total
     */
    public function __construct(
        /** Which order. */
        public readonly \QqWxPay\Model\OrderReference $order,
        /** When it was placed: RFC 3339 with its offset, or Unix seconds in digits. */
        string|\DateTimeInterface $placedAt,
        /** What it costs, in fen (of a combine order the sum of its parts): a payment of another amount is not reported as paid. */
        int|float $total,
        /**
         * When it was last asked for, in the same form, if you keep that; it makes the questions fewer, and none is missed when a run falls
         * out.
         */
        string|\DateTimeInterface|null $askedAt = null,
    ) {
        $this->placedAt = Given::moment($placedAt, 'placedAt');
        $this->total = Given::whole($total, 'total');
        $this->askedAt = $askedAt === null ? null : Given::moment($askedAt, 'askedAt');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['order', 'placedAt', 'total', 'askedAt']);

        return new self(
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            placedAt: Read::text($json['placedAt'] ?? null, 'placedAt'),
            total: Read::whole($json['total'] ?? null, 'total'),
            askedAt: ($json['askedAt'] ?? null) === null ? null : Read::text($json['askedAt'] ?? null, 'askedAt'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'order' => $this->order,
            'placedAt' => $this->placedAt,
            'total' => $this->total,
            'askedAt' => $this->askedAt,
        ]);
    }
}
