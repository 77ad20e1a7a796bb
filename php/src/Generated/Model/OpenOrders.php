<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Open orders that are to be asked for. */
final class OpenOrders extends Record
{
    /** An order that is older than so many seconds and not paid is closed; at least 300. Without it none is closed. */
    public readonly ?int $closeAfter;

    /**
     * How many seconds lie between two runs; 60 when left out. An order without `askedAt` is due when a moment to ask lies so short
     * before the run.
     */
    public readonly ?int $every;

    /**
     * How many seconds the run may take; 50 when left out, so that it ends before the next minute. What was not asked then is reported
     * as that.
     */
    public readonly ?int $limit;

    /** How many requests a second may be sent, 1 to 100; 10 when left out. They become fewer while WeChat Pay has too much to do. */
    public readonly ?int $perSecond;

    /**
     * @param list<\QqWxPay\Model\OpenOrder> $orders
     * @param int|null $closeAfter
     * @param int|null $every
     * @param int|null $limit
     * @param int|null $perSecond
     */
    public function __construct(
        /** The orders, all that are open. */
        public readonly array $orders,
        /** An order that is older than so many seconds and not paid is closed; at least 300. Without it none is closed. */
        int|float|null $closeAfter = null,
        /**
         * How many seconds lie between two runs; 60 when left out. An order without `askedAt` is due when a moment to ask lies so short
         * before the run.
         */
        int|float|null $every = null,
        /**
         * How many seconds the run may take; 50 when left out, so that it ends before the next minute. What was not asked then is reported
         * as that.
         */
        int|float|null $limit = null,
        /** How many requests a second may be sent, 1 to 100; 10 when left out. They become fewer while WeChat Pay has too much to do. */
        int|float|null $perSecond = null,
    ) {
        $this->closeAfter = $closeAfter === null ? null : Given::whole($closeAfter, 'closeAfter');
        $this->every = $every === null ? null : Given::whole($every, 'every');
        $this->limit = $limit === null ? null : Given::whole($limit, 'limit');
        $this->perSecond = $perSecond === null ? null : Given::whole($perSecond, 'perSecond');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['orders', 'closeAfter', 'every', 'limit', 'perSecond']);

        return new self(
            orders: Read::list($json['orders'] ?? null, 'orders', static fn (mixed $item): \QqWxPay\Model\OpenOrder => \QqWxPay\Model\OpenOrder::fromArray(Read::map($item, ''))),
            closeAfter: ($json['closeAfter'] ?? null) === null ? null : Read::whole($json['closeAfter'] ?? null, 'closeAfter'),
            every: ($json['every'] ?? null) === null ? null : Read::whole($json['every'] ?? null, 'every'),
            limit: ($json['limit'] ?? null) === null ? null : Read::whole($json['limit'] ?? null, 'limit'),
            perSecond: ($json['perSecond'] ?? null) === null ? null : Read::whole($json['perSecond'] ?? null, 'perSecond'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'orders' => $this->orders,
            'closeAfter' => $this->closeAfter,
            'every' => $this->every,
            'limit' => $this->limit,
            'perSecond' => $this->perSecond,
        ]);
    }
}
