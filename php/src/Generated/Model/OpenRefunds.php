<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Open refunds that are to be asked for. */
final class OpenRefunds extends Record
{
    /**
     * How many seconds lie between two runs; 60 when left out. A refund without `askedAt` is due when a moment to ask lies so short
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
     * @param list<\QqWxPay\Model\OpenRefund> $refunds
     * @param int|null $every
     * @param int|null $limit
     * @param int|null $perSecond
     */
    public function __construct(
        /** The refunds, all that are open. */
        public readonly array $refunds,
        /**
         * How many seconds lie between two runs; 60 when left out. A refund without `askedAt` is due when a moment to ask lies so short
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
        $this->every = $every === null ? null : Given::whole($every, 'every');
        $this->limit = $limit === null ? null : Given::whole($limit, 'limit');
        $this->perSecond = $perSecond === null ? null : Given::whole($perSecond, 'perSecond');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['refunds', 'every', 'limit', 'perSecond']);

        return new self(
            refunds: Read::list($json['refunds'] ?? null, 'refunds', static fn (mixed $item): \QqWxPay\Model\OpenRefund => \QqWxPay\Model\OpenRefund::fromArray(Read::map($item, ''))),
            every: ($json['every'] ?? null) === null ? null : Read::whole($json['every'] ?? null, 'every'),
            limit: ($json['limit'] ?? null) === null ? null : Read::whole($json['limit'] ?? null, 'limit'),
            perSecond: ($json['perSecond'] ?? null) === null ? null : Read::whole($json['perSecond'] ?? null, 'perSecond'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'refunds' => $this->refunds,
            'every' => $this->every,
            'limit' => $this->limit,
            'perSecond' => $this->perSecond,
        ]);
    }
}
